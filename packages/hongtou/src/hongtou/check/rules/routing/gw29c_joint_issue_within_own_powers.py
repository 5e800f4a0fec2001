"""属于党委、政府各自职权范围内的工作，不得联合行文 (article 17)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model import Span
from hongtou.model.organ import Organ

_OWN = re.compile(
    r"任免|任职|免职|任命|党员|党费|党组织|党支部|党纪|处分|行政处罚|行政许可|行政复议|征收|财政预算|税收"
)


def _is_party(organ: Organ) -> bool:
    return organ.name.startswith(("中共", "中国共产党"))


def _check(routing: Routing) -> Iterator[Fault]:
    issuers = [organ for organ in (routing.sender, *routing.joint) if organ is not None]
    if len({_is_party(organ) for organ in issuers}) < 2:
        return
    powers = routing.dispatch.powers_of
    if not powers and (match := _OWN.search(routing.dispatch.title)):
        yield Fault(
            f"标题中的“{match.group()}”可能属于党委或者政府各自的职权范围。",
            "请核对是否确需党委、政府联合行文；属于一方职权的，由这一方单独行文。",
            "title",
            Span(*match.span()),
            strength=Strength.USUALLY,
        )
    elif powers:
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
    bad=(
        draft("县委", "各乡镇党委", "关于发展党员工作的意见", joint=("县政府",), powers_of="党委"),
        draft("县委", "各乡镇党委、人民政府", "关于乡镇领导班子成员任免的决定", joint=("县政府",)),
    ),
    good=(draft("县委", "各乡镇党委、人民政府", "关于全面推进乡村振兴的意见", joint=("县政府",)),),
)
