"""What grows less grows less by a share, not by times."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_TIMES_AS_MUCH = (
    r"(?:\d+(?:\.\d+)?|[一二两三四五六七八九十几数]+)"
    r"(?:[至到～~—-]\d+(?:\.\d+)?|至[一二三四五六七八九十])?(?:多|余|个)?倍"
)
_TIMES = re.compile(
    r"(?:减少|下降|降低|缩短|缩小|节约|节省|回落|压缩|压减|减轻|减|降|萎缩|下滑|收窄|削减)(?:了|近|约|超过|超|至少|将近|到|达|整整|水|电|能)*\s*"
    rf"{_TIMES_AS_MUCH}"
    # 降幅达2倍, 缩短为原来的三倍, 比去年少2倍, 低了一倍
    rf"|(?:降幅|减幅|跌幅|(?:减少|下降|降低|缩小|缩短)(?:的)?幅度)(?:达到?|为|是|超过|约|近|高达|在)*\s*{_TIMES_AS_MUCH}"
    rf"|(?:减少|下降|降低|缩短|缩小|压缩|压减|降|减)(?:到|至|为|成)了?原来的?\s*{_TIMES_AS_MUCH}"
    rf"|(?:比[^，。；：]{{1,14}}?(?<![至最不减缩])|(?<![至最不多减缩]))(?:少|低|短|小|轻|慢)了(?:近|约|超过|整整)?\s*{_TIMES_AS_MUCH}"
    rf"|比[^，。；：]{{1,14}}?(?<![至最不减缩多])(?:少|低|短|轻|慢)(?:近|约)?\s*{_TIMES_AS_MUCH}"
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
        "降幅达2倍，用水缩减为原来的三倍，降低到原来的2倍。",
        "事故比上年少了整整一倍，成本减少1至2倍。",
    ),
    good=specimens(
        "渠道渗漏量下降了50%，产量增长了2倍。",
        "补助标准比上年不少于2倍，产量至少是原来的3倍。",
    ),
)
