"""部门内设机构除办公厅（室）外不得对外正式行文 (article 17)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model.organ import Organ, OrganKind


def _is_outside(organ: Organ, host: str) -> bool:
    return organ.name != host and organ.part_of != host


def _check(routing: Routing) -> Iterator[Fault]:
    issuers = [organ for organ in (routing.sender, *routing.joint) if organ is not None]
    everybody = [o for named in (*routing.addressees, *routing.copies) for o in named.organs]
    for organ in issuers:
        if organ.kind is not OrganKind.INTERNAL or organ.name.endswith("办公室"):
            continue
        if any(_is_outside(other, organ.part_of) for other in (*everybody, *issuers) if other is not organ):
            yield Fault(
                f"“{organ.shown}”是“{organ.part_of}”的内设机构，不得对外正式行文。",
                f"请改为以“{organ.part_of}”名义行文，或者由其办公室行文。",
                "sender" if organ is routing.sender else "joint",
            )


RULE = RoutingRule(
    code="GW-29A",
    basis_key="GW-29",
    offence="内设机构对外行文",
    why="内设机构没有独立的职权，对外只能由所在机关负责。",
    check=_check,
    bad=(draft("县教育局人事科", "县财政局", "关于核对编制的函"),),
    good=(
        draft("县教育局人事科", "县教育局", "关于年度考核安排的报告"),
        draft("县教育局", "县财政局", "关于核对编制的函"),
    ),
)
