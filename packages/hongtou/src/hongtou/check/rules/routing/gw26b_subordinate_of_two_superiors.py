"""向受双重领导的下级机关行文，必要时抄送该下级机关的另一个上级机关 (article 16, item 5)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule, listed
from hongtou.check.samples import draft
from hongtou.model.organ import Relation


def _check(routing: Routing) -> Iterator[Fault]:
    sender = routing.sender
    if sender is None or not routing.dispatch.important:
        return
    for named in routing.addressees:
        for organ in named.organs if not named.general else ():
            if routing.relation(organ) is not Relation.SUBORDINATE or not organ.is_dual_led:
                continue
            superiors = [o for name in organ.superiors if (o := routing.organs.get(name))]
            others = [o for o in superiors if o is not sender and o.full_name not in routing.copied]
            if any(o is sender for o in superiors) and others:
                yield Fault(
                    f"“{organ.shown}”受双重领导，没有抄送它的另一个上级机关{listed(others)}。",
                    f"请考虑是否需要抄送{listed(others)}；不需要的可以不抄送。",
                    "copies",
                )


RULE = RoutingRule(
    code="GW-26B",
    basis_key="GW-26B",
    offence="向双重领导的下级行文未抄送它的另一个上级",
    why="下级夹在两个上级之间，要求应当彼此知道。",
    check=_check,
    bad=(draft("县政府", "县审计局", "关于开展重大项目审计的通知", important=True, copies=("市政府",)),),
    good=(
        draft(
            "县政府", "县审计局", "关于开展重大项目审计的通知", important=True, copies=("市政府", "市审计局")
        ),
        draft("县政府", "县教育局", "关于做好开学工作的通知"),
    ),
)
