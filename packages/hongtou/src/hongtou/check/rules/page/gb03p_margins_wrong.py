"""天头 37 ± 1 mm, 订口 28 ± 1 mm, 版心 156 × 225 mm (GB/T 9704-2012, 5.2.1); so 下白边 35 mm, 翻口 26 mm."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet
from hongtou.check.word_sample import GOOD, WordSample, in_document
from hongtou.model.sheet import Section, Sheet

_OFF = 1.05
_RIGHT = {"上": 37.0, "下": 35.0, "左": 28.0, "右": 26.0}


def _measures(section: Section) -> dict[str, float]:
    left = section.left + section.gutter
    return {"上": section.top, "下": section.bottom, "左": left, "右": section.right}


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    for section in sheet.sections:
        wrong = [
            f"{side}{value:.1f}毫米（应为{_RIGHT[side]:.0f}毫米）"
            for side, value in _measures(section).items()
            if abs(value - _RIGHT[side]) > _OFF
        ]
        if wrong and not section.landscape:
            yield Fault(
                f"页边距不对：{'，'.join(wrong)}。",
                "请在页面设置里改为上37毫米、下35毫米、左28毫米、右26毫米，版心就是156×225毫米。",
                "margins",
            )
            return


RULE = PaperRule(
    code="GB-03P",
    basis_key="GB-03P",
    offence="页边距不合标准",
    why="版心不对，每行字数、每面行数跟着都错，装订会压住文字。",
    check=_check,
    bad=(
        WordSample(
            "页边距是Word的默认值（上下25.4毫米，左右31.8毫米）。",
            (
                in_document(
                    r'w:top="2098" w:right="1474" w:bottom="1984" w:left="1587"',
                    'w:top="1440" w:right="1803" w:bottom="1440" w:left="1803"',
                ),
            ),
        ),
        WordSample("天头只有30毫米。", (in_document('w:top="2098"', 'w:top="1701"'),)),
    ),
    good=(GOOD, WordSample("差半毫米以内。", (in_document('w:top="2098"', 'w:top="2120"'),))),
)
