"""成文日期 stands at the right, 一般右空四字 with a seal, at least two characters free without (GB/T 9704-2012, 7.3.5)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, in_document
from hongtou.model.sheet import Section, Setting, Sheet

_FEWEST, _MOST = 1.4, 9.0
_MM = 25.4 / 72


def _free(part: Setting, section: Section, width: float) -> float:
    """How many characters stay free to the right of the date."""
    if part.form.alignment == "right":
        return part.form.right
    line = (
        (section.width - section.left - section.gutter - section.right)
        / _MM
        / (part.font.size + part.font.spacing)
    )
    if part.form.alignment == "center":
        return (line - width) / 2
    return line - part.indent - width


def _width(text: str) -> float:
    return sum(0.5 if character.isascii() else 1.0 for character in text)


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    day = paper.document.document_date
    title = paper.document.title
    if day is None or title is None or day.span.start < title.span.end:
        return
    part = sheet.at(day.span.start)
    if (
        part is None
        or part.in_table
        or part.in_box
        or part.end - part.start > day.span.end - day.span.start + 2
    ):
        return
    free = _free(part, sheet.sections[part.section], _width(day.span.of(paper.document.text)))
    if not _FEWEST <= free <= _MOST:
        says = "靠右没有留空" if free < _FEWEST else "没有排在右边"
        yield Fault(
            f"成文日期{says}。",
            "加盖印章的，成文日期一般右空四字；不盖章的，署名右空二字。",
            "date_place",
            span_of(part),
        )


RULE = PaperRule(
    code="GB-20P",
    basis_key="GB-20P",
    offence="成文日期的位置不对",
    why="日期没有让出位置，印章就压不到该压的地方。",
    check=_check,
    bad=(
        WordSample(
            "成文日期靠左。",
            (in_document(r'(<w:ind w:left=")\d+("/>(?:(?!</w:p>).)*2026年3月3日</w:t>)', r"\g<1>0\g<2>"),),
        ),
    ),
    good=(GOOD,),
)
