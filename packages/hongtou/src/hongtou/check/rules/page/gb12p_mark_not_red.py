"""发文机关标志 is red (GB/T 9704-2012, 7.2.4: 推荐小标宋体字，颜色为红色)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import is_red, on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, in_document
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    mark = paper.document.issuer_mark
    if mark is None:
        return
    for part in sheet.within(mark.span):
        if not is_red(part.font.colour):
            yield Fault(
                "发文机关标志不是红色。", "请把字体颜色设为红色（FF0000）。", "mark_colour", span_of(part)
            )
            return


RULE = PaperRule(
    code="GB-12P",
    basis_key="GB-12P",
    offence="发文机关标志不是红色",
    why="红头是正式公文的标志，黑的像复印件。",
    check=_check,
    bad=(
        WordSample(
            "发文机关标志是黑色。", (in_document('<w:color w:val="FF0000"/>', '<w:color w:val="000000"/>'),)
        ),
    ),
    good=(GOOD,),
)
