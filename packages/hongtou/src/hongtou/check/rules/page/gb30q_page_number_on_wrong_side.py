"""Page numbers stand at the right of odd and at the left of even pages (GB/T 9704-2012, 7.5)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet
from hongtou.check.word_sample import GOOD, WordSample, in_footers
from hongtou.model.sheet import Sheet

_SIDES = {"left": "左", "right": "右", "center": "中间", "both": "左", "inside": "里侧", "outside": "外侧"}


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    for number in sheet.page_numbers:
        if number.side == "first":
            continue
        even = number.side == "even"
        right = (
            ("left", "both", "outside") if even else ("right", "outside") if sheet.odd_even else ("outside",)
        )
        if number.alignment not in right:
            which = ("双页" if even else "单页") if sheet.odd_even else "单页、双页"
            yield Fault(
                f"{which}的页码排在{_SIDES.get(number.alignment, number.alignment)}。",
                "单页页码居右空一字，双页页码居左空一字：请勾选“奇偶页不同”，分别设右对齐、左对齐。",
                "page_number",
            )
            return


RULE = PaperRule(
    code="GB-30Q",
    basis_key="GB-30P",
    offence="页码的位置不对",
    why="双面印制的公文，页码在外侧才翻得到。",
    check=_check,
    bad=(
        WordSample("页码居中。", (in_footers(r'<w:jc w:val="(?:left|right)"/>', '<w:jc w:val="center"/>'),)),
    ),
    good=(GOOD,),
)
