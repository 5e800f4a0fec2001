"""Year, month and day of a date are written in the same numerals (GB/T 15835-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.needs import DIGITS
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_HAN = "一二三四五六七八九十"
_MIXED = re.compile(
    rf"\d{{4}}年[{_HAN}]{{1,2}}月(?:[{_HAN}\d]{{1,3}}[日号])?|(?<![{_HAN}后第每首])[{_HAN}]{{1,2}}月\d{{1,2}}[日号]"
    rf"|(?:\d{{4}}年)?(?<!\d)\d{{1,2}}月[{_HAN}]{{1,3}}[日号]|[一二][〇零○{_HAN}]{{3}}年\d{{1,2}}月(?:\d{{1,2}}[日号])?"
)


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_MIXED):
        yield Fault(
            f"日期“{match.group()}”用了两种数字。",
            "请统一用阿拉伯数字。",
            "body",
            Span(*match.span()),
        )


RULE = TextRule(
    code="SZ-08A",
    basis_key="SZ-08",
    offence="一个日期里混用阿拉伯数字和汉字数字",
    why="一个日期两种数字，前后对不上。",
    check=_check,
    needs=("月", DIGITS, _HAN),
    bad=specimens(
        "验收工作于2026年四月15日前完成。",
        "首批设备于三月6日运抵。",
    ),
    good=specimens(
        "验收工作于2026年4月15日前完成，农历三月初六开工。",
        "每季度最后一月20日前报送报表。",
    ),
)
