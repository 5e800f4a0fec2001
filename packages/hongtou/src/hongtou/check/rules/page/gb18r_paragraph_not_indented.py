"""Each paragraph of the body is indented by two characters, its further lines stand flush (GB/T 9704-2012, 7.3.3)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet, running, span_of
from hongtou.check.word_sample import GOOD, WordSample, in_style
from hongtou.model.sheet import Setting, Sheet

_NOTE = re.compile(r"\s*[（(].*[）)]\s*|\s*(?:出\s*席|请\s*假|列\s*席)[：:].*")
_INDENT, _OFF = 2.0, 0.3


def _is_wrong(part: Setting) -> bool:
    if part.in_table or part.in_box or part.form.alignment in ("center", "right"):
        return False
    return abs(part.indent - _INDENT) > _OFF or abs(part.form.left) > _OFF


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    wrong = [
        part
        for span in running(paper)
        if (part := sheet.at(span.start)) is not None
        and part.begins
        and _is_wrong(part)
        # A note in brackets stands two characters in with all its lines (7.3.6), also where no date is above it yet;
        # those who attended stand hanging (10.3).
        and not _NOTE.fullmatch(span.of(paper.document.text))
    ]
    if wrong:
        yield Fault(
            f"正文有{len(wrong)}段没有左空二字，这一段左空{max(0, wrong[0].indent):.1f}字。",
            "请设为首行缩进2字符，回行顶格，不要用空格凑。",
            "indent",
            span_of(wrong[0]),
        )


RULE = PaperRule(
    code="GB-18R",
    basis_key="GB-18R",
    offence="段首没有左空二字",
    why="段首不空，段与段分不清。",
    check=_check,
    bad=(WordSample("正文没有首行缩进。", (in_style("正文", r"<w:ind [^>]*/>", ""),)),),
    good=(GOOD,),
)
