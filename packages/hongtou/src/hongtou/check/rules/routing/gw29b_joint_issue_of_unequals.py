"""同级党政机关、党政机关与其他同级机关必要时可以联合行文 (article 17)."""

from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model.organ import OrganKind

# A Party committee leads the government of its place and is its equal in issuing.
_LEADING = (OrganKind.PARTY_COMMITTEE, OrganKind.GOVERNMENT)


def _check(routing: Routing) -> Iterator[Fault]:
    sender = routing.sender
    if sender is None:
        return
    for organ in routing.joint:
        # 县委办公室 and 县政府办公室 each write down for its own organ; they are peers all the same.
        if organ.kind is sender.kind is OrganKind.OFFICE and organ.level is sender.level:
            continue
        relation = routing.relation(organ)
        if organ.kind in _LEADING and sender.kind in _LEADING and organ.level is sender.level:
            continue
        if relation.is_above or relation.is_below:
            yield Fault(
                f"“{sender.shown}”与“{organ.shown}”不是同级机关（{relation}），不能联合行文。",
                "请改为由其中一个机关行文，另一个机关会签或者列入抄送机关。",
                "joint",
            )
        elif organ.level is not sender.level:
            yield Fault(
                f"“{sender.shown}”与“{organ.shown}”不在同一层级。",
                "请核对两个机关是否同级；不同级的不能联合行文。",
                "joint",
                strength=Strength.USUALLY,
            )
    for name in routing.dispatch.joint:
        if routing.organs.get(name) is None:
            yield Fault(
                f"联合发文机关“{name}”不在机关名录中。",
                "请核对名称；确有这个机关的，请先补进机关名录。",
                "joint",
            )


RULE = RoutingRule(
    code="GW-29B",
    basis_key="GW-29B",
    offence="不同级的机关联合行文",
    why="联合发文的各方同等负责，上下级之间做不到。",
    check=_check,
    bad=(
        draft("县政府", "各乡镇人民政府", "关于开学工作的通知", joint=("县教育局",)),
        draft("县教育局", "县政府", "关于开学工作的报告", joint=("云岭县邮政局",)),
    ),
    good=(
        draft("县教育局", "县政府", "关于校车安全的报告", joint=("县财政局",)),
        draft("县委", "市委", "关于换届工作的报告", joint=("县政府",)),
    ),
)
