"""Page numbers are set in 4号 half-width 宋体 digits (GB/T 9704-2012, 7.5: 一般)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import SIZE_4, name_of_size, on_sheet
from hongtou.check.word_sample import GOOD, WordSample, in_footers
from hongtou.fonts import Face, is_named
from hongtou.model.sheet import Sheet

_SIZE_OFF = 0.3


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    for number in sheet.page_numbers:
        font = number.font
        family = font.latin or ""
        if abs(font.size - SIZE_4) > _SIZE_OFF or not is_named(family, Face.SONGTI):
            yield Fault(
                f"页码用的是{name_of_size(font.size)}、“{family or '没有指定的字体'}”。",
                "请改为4号宋体；数字取的是西文字体，西文字体也要设为宋体。",
                "page_number",
            )
            return


RULE = PaperRule(
    code="GB-30S",
    basis_key="GB-30S",
    offence="页码不是4号宋体",
    why="页码小了看不清，换了字体粗细不一。",
    check=_check,
    bad=(
        WordSample("页码用了5号字。", (in_footers('w:val="28"', 'w:val="21"'),)),
        WordSample("页码用了Times New Roman。", (in_footers("宋体", "Times New Roman"),)),
    ),
    good=(GOOD,),
)
