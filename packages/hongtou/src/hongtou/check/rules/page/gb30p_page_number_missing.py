"""Pages are numbered (GB/T 9704-2012, 7.5)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet
from hongtou.check.word_sample import GOOD, WordSample, in_document, in_footers
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    sides = {number.side for number in sheet.page_numbers}
    if not sides & {"default", "even"}:
        yield Fault(
            "没有页码。",
            "请在页脚插入页码：4号半角宋体，左右各放一条一字线，单页居右、双页居左。",
            "page_number",
        )
    elif sheet.odd_even and not sides >= {"default", "even"}:
        which = "双" if "default" in sides else "单"
        yield Fault(f"{which}页没有页码。", "奇偶页页脚不同时，两种页脚都要插入页码。", "page_number")


RULE = PaperRule(
    code="GB-30P",
    basis_key="GB-30P",
    offence="没有页码",
    why="没有页码，装订错了、缺了页都不知道。",
    check=_check,
    bad=(
        WordSample("页脚里没有页码。", (in_footers(r"<w:r>.*</w:r>", ""),)),
        WordSample("没有页脚。", (in_document(r"<w:footerReference [^>]*/>", ""),)),
    ),
    good=(GOOD,),
)
