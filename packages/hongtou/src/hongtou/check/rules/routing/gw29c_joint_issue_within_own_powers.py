"""属于党委、政府各自职权范围内的工作，不得联合行文 (article 17)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model.organ import Organ


def _is_party(organ: Organ) -> bool:
    return organ.name.startswith(("中共", "中国共产党"))


def _check(routing: Routing) -> Iterator[Fault]:
    issuers = [organ for organ in (routing.sender, *routing.joint) if organ is not None]
    powers = routing.dispatch.powers_of
    if powers and len({_is_party(organ) for organ in issuers}) > 1:
        keep = "党委一方" if powers == "党委" else "政府一方"
        yield Fault(
            f"这项工作属于{powers}的职权范围，党委、政府不得联合行文。",
            f"请改为由{keep}单独行文，另一方会签或者列入抄送机关。",
            "joint",
        )


RULE = RoutingRule(
    code="GW-29C",
    basis_key="GW-29B",
    offence="各自职权范围内的工作联合行文",
    why="联合行文多了，各自的责任就分不清，文件也多了。",
    check=_check,
    bad=(draft("县委", "各乡镇党委", "关于发展党员工作的意见", joint=("县政府",), powers_of="党委"),),
    good=(draft("县委", "各乡镇党委、人民政府", "关于全面推进乡村振兴的意见", joint=("县政府",)),),
)
