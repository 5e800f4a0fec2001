"""In a year the Chinese nought is 〇 (GB/T 15835-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_DIGITS = "一二三四五六七八九〇零OoＯ０○◯0"
_YEAR = re.compile(rf"(?<![{_DIGITS}\d])[一二][{_DIGITS}]{{3}}年")
_WRONG = re.compile("[零OoＯ０○◯0]")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_YEAR, unless=lambda match: not _WRONG.search(match.group())):
        written, span = match.group(), Span(*match.span())
        right = _WRONG.sub("〇", written)
        only_rings = not re.search("[零OoＯ０0]", written)
        yield Fault(
            f"年份写成了“{written}”。",
            f"请写成“{right}”，或者用阿拉伯数字。",
            "body",
            span,
            strength=Strength.ADVISED if only_rings else None,
            fix=replace(span, right),
        )


RULE = TextRule(
    code="SZ-05A",
    basis_key="SZ-05",
    offence="汉字年份的“〇”写成了“零”或者字母",
    why="“〇”写成别的字，检索不到这一年。",
    check=_check,
    needs=("年", "一二", "零OoＯ０○◯0"),
    bad=specimens(
        "该办法自二零二六年起施行。",
        "二O二五年冬修任务已经完成。",
    ),
    good=specimens(
        "该办法自二〇二六年起施行，共一百零五条。",
    ),
)
