"""主送机关 stands flush at the left (GB/T 9704-2012, 7.3.2)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, in_style
from hongtou.model.sheet import Sheet

_OFF = 0.3


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    title, addressees = paper.document.title, paper.document.addressees
    if not addressees or title is None or addressees[0].span.start < title.span.end:
        return
    part = sheet.at(addressees[0].span.start)
    if part is None or part.in_table or part.start < addressees[0].span.start:
        return
    if part.indent > _OFF or part.form.alignment in ("center", "right"):
        yield Fault("主送机关没有顶格。", "请左起顶格排，回行也顶格。", "indent", span_of(part))


RULE = PaperRule(
    code="GB-17P",
    basis_key="GB-17P",
    offence="主送机关没有顶格",
    why="缩进两字的主送机关看起来像正文的第一段。",
    check=_check,
    bad=(
        WordSample(
            "主送机关缩进了两个字。", (in_style("主送机关", "<w:pPr>", '<w:pPr><w:ind w:firstLine="630"/>'),)
        ),
    ),
    good=(GOOD,),
)
