"""What grows less grows less by a share, not by times."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_TIMES = re.compile(
    r"(?:减少|下降|降低|缩短|缩小|节约|节省|回落|压缩|压减|减轻|减|降|萎缩|下滑|收窄|削减)(?:了|近|约|超过|超|至少|将近|到)*\s*"
    r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十几数]+)(?:多|余|个)?倍"
)


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_TIMES):
        yield Fault(
            f"“{match.group()}”：减少、下降不用“倍”。",
            "请写明减少了百分之几，或者降到原来的几分之几。",
            "body",
            Span(*match.span()),
        )


RULE = TextRule(
    code="CY-05A",
    basis_key="CY-05",
    offence="减少、下降用了“倍”",
    why="减少一倍就没有了，减少两倍说不通。",
    check=_check,
    needs=("倍",),
    bad=specimens(
        "渠道渗漏量比改造前下降了2倍。",
        "办理时限缩短了3倍。",
    ),
    good=specimens(
        "渠道渗漏量下降了50%，产量增长了2倍。",
    ),
)
