"""向下级机关的重要行文应当同时抄送发文机关的直接上级机关 (article 16, item 1)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule, listed
from hongtou.check.samples import draft
from hongtou.model.organ import OrganKind


def _check(routing: Routing) -> Iterator[Fault]:
    sender = routing.sender
    if sender is None or not routing.dispatch.important or not routing.below or routing.above:
        return
    # A general office issues for its Party committee or government, so what counts is who stands above that.
    issuing = [o for name in sender.superiors if (o := routing.organs.get(name))]
    issuers = issuing if sender.kind is OrganKind.OFFICE else [sender]
    superiors = [high for issuer in issuers for high in routing.organs.above(issuer)]
    copied = [o for named in routing.copies for o in named.organs]
    if superiors and not any(o in superiors or routing.relation(o).is_above for o in copied):
        yield Fault(
            f"向下级机关的重要行文，没有抄送发文机关的直接上级机关{listed(superiors[:2])}。",
            f"请把{listed(superiors[:1])}列入抄送机关；不属于重要行文的，取消“重要公文”。",
            "copies",
        )


RULE = RoutingRule(
    code="GW-27B",
    basis_key="GW-27B",
    offence="重要下行文未抄送直接上级机关",
    why="上级应当知道下级作出的重要部署。",
    check=_check,
    bad=(draft("县政府", "各乡镇人民政府", "关于加快推进农业农村现代化的决定", important=True),),
    good=(
        draft(
            "县政府", "各乡镇人民政府", "关于加快推进农业农村现代化的决定", important=True, copies=("市政府",)
        ),
        draft("县政府", "各乡镇人民政府", "关于做好防汛工作的通知"),
    ),
)
