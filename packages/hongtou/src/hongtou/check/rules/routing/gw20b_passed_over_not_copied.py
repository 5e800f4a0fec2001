"""特殊情况需要越级行文的，应当同时抄送被越过的机关 (article 14)."""

from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule, listed
from hongtou.check.samples import draft
from hongtou.model.organ import Relation


def _check(routing: Routing) -> Iterator[Fault]:
    if routing.sender is None:
        return
    for named in routing.addressees:
        for organ in named.organs:
            if not routing.skips_to(organ):
                continue
            up = routing.relation(organ) is Relation.SKIPPED_SUPERIOR
            low, high = (routing.sender, organ) if up else (organ, routing.sender)
            passed = routing.organs.passed_over(low, high)
            if passed and not any(o.full_name in routing.copied for o in passed):
                yield Fault(
                    f"越级向“{organ.shown}”行文，没有抄送被越过的{listed(passed)}。",
                    f"请把{listed(passed)}列入抄送机关。",
                    "copies",
                    strength=Strength.MUST,
                )
                return


RULE = RoutingRule(
    code="GW-20B",
    basis_key="GW-20",
    offence="越级行文未抄送被越过的机关",
    why="越级是例外，被越过的机关应当同时知情。",
    check=_check,
    bad=(draft("县教育局", "市政府", "关于新建云岭三中的请示"),),
    good=(draft("县教育局", "县政府", "关于新建云岭三中的请示"),),
)
