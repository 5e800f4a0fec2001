"""向上级机关行文，不抄送下级机关 (article 15, item 1)."""

from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft


def _check(routing: Routing) -> Iterator[Fault]:
    if not routing.above:
        return
    for named in routing.copies:
        if any(routing.relation(o).is_below or routing.is_lower_leadership(o) for o in named.organs):
            yield Fault(
                f"向上级机关行文，抄送了下级机关“{named.name}”。",
                f"请从抄送机关中删去“{named.name}”；需要下级知情的，待上级答复后另行发文。",
                "copies",
                strength=Strength.MUST,
            )


RULE = RoutingRule(
    code="GW-21B",
    basis_key="GW-21",
    offence="上行文抄送下级机关",
    why="上级尚未答复，下级先知道了，就可能提前动作。",
    check=_check,
    bad=(
        draft("县政府", "市政府", "关于撤销马家坪乡设立马家坪镇的请示", copies=("各乡镇人民政府",)),
        draft("县教育局", "县政府", "关于调整学区的请示", copies=("城关镇",)),
    ),
    good=(
        draft("县政府", "市政府", "关于防汛工作的报告", copies=("市委",)),
        draft("县政府", "各乡镇人民政府", "关于做好防汛工作的通知", copies=("县教育局",)),
    ),
)
