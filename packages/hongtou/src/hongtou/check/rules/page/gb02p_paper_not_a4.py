"""Paper is A4, 210 × 297 mm, upright (GB/T 9704-2012, 5.1)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet
from hongtou.check.word_sample import GOOD, WordSample, in_document
from hongtou.model.sheet import Sheet

_OFF = 1.0


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    section = sheet.sections[0]
    if abs(section.width - 210) > _OFF or abs(section.height - 297) > _OFF:
        yield Fault(
            f"纸张是{section.width:.0f}×{section.height:.0f}毫米。",
            "请在页面设置里选A4、纵向（210×297毫米）；只有横排的表格可以横放。",
            "paper",
        )


RULE = PaperRule(
    code="GB-02P",
    basis_key="GB-02P",
    offence="纸张不是A4",
    why="纸张不一，装订、归档、扫描都对不齐。",
    check=_check,
    bad=(
        WordSample(
            "纸张设成了信纸（216×279毫米）。",
            (in_document('w:w="11906" w:h="16838"', 'w:w="12240" w:h="15840"'),),
        ),
    ),
    good=(GOOD,),
)
