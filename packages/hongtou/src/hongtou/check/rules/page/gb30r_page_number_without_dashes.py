"""A page number stands between 一字线 (GB/T 9704-2012, 7.5)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet
from hongtou.check.word_sample import GOOD, WordSample, in_footers
from hongtou.model.sheet import Sheet

_DASHES = ("—", "－", "─", "一")


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    for number in sheet.page_numbers:
        before, after = number.before.strip(), number.after.strip()
        if not before.endswith(_DASHES) or not after.startswith(_DASHES):
            yield Fault(
                f"页码写成了“{before or ''}1{after or ''}”，没有左右各放一条一字线。",
                "请写成“— 1 —”：数字左右各放一条一字线。",
                "page_number",
            )
            return


RULE = PaperRule(
    code="GB-30R",
    basis_key="GB-30P",
    offence="页码没有加一字线",
    why="有一字线，页码才不会同正文、表格里的数字混在一起。",
    check=_check,
    bad=(WordSample("页码只有数字。", (in_footers("— | —", ""),)),),
    good=(GOOD,),
)
