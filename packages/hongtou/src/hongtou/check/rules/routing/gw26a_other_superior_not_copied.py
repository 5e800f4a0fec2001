"""受双重领导的机关向一个上级机关行文，必要时抄送另一个上级机关 (article 15, item 6)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule, listed
from hongtou.check.samples import draft


def _check(routing: Routing) -> Iterator[Fault]:
    sender = routing.sender
    if sender is None or not sender.is_dual_led or not routing.asks_or_reports:
        return
    addressed = {organ.name for organ in routing.above}
    others = [organ for name in sender.superiors if (organ := routing.organs.get(name))]
    left_out = [o for o in others if o.name not in addressed and o.full_name not in routing.copied]
    if addressed & {o.name for o in others} and left_out:
        yield Fault(
            f"“{sender.shown}”受双重领导，向一个上级机关行文，没有抄送另一个上级机关{listed(left_out)}。",
            f"请考虑是否需要抄送{listed(left_out)}；不需要的可以不抄送。",
            "copies",
        )


RULE = RoutingRule(
    code="GW-26A",
    basis_key="GW-26",
    offence="双重领导的机关行文未抄送另一个上级",
    why="两个上级各知一半，容易作出相反的答复。",
    check=_check,
    bad=(draft("县审计局", "市审计局", "关于开展专项审计的请示"),),
    good=(
        draft("县审计局", "市审计局", "关于开展专项审计的请示", copies=("县政府",)),
        draft("县教育局", "市教育局", "关于课后服务情况的报告"),
    ),
)
