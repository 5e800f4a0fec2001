"""新设立的机关立户之后才能发文 (GW-38); an organ that is gone, or that nobody knows, issues nothing."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model.organ import OrganKind


def _check(routing: Routing) -> Iterator[Fault]:
    name = routing.dispatch.sender
    if routing.sender is None:
        yield Fault(
            f"发文单位“{name}”不在机关名录中。",
            "请核对单位名称；确有这个单位的，请先办理发文立户并补进机关名录。",
            "sender",
        )
        return
    for organ in (routing.sender, *routing.joint):
        field = "sender" if organ is routing.sender else "joint"
        if organ.ended is not None:
            instead = (
                f"请改为以“{organ.successor}”名义发文。"
                if organ.successor
                else "请改由承接其职责的机关发文。"
            )
            yield Fault(f"“{organ.shown}”已经合并或者撤销，不能再以它的名义发文。", instead, field)
        elif not organ.registered and organ.kind is not OrganKind.INTERNAL:
            yield Fault(
                f"“{organ.shown}”还没有发文立户。",
                "请先向本级党委、政府的办公厅（室）申请发文立户，批准后再发文。",
                field,
            )


RULE = RoutingRule(
    code="GW-38A",
    basis_key="GW-38",
    offence="没有发文立户的机关发文",
    why="没有立户就没有机关代字，发出去的文件无从登记。",
    check=_check,
    bad=(
        draft("县数据局", "县政府", "关于数据共享情况的报告"),
        draft("县乡村振兴局", "县政府", "关于防返贫监测情况的报告"),
        draft("县太空局", "县政府", "关于工作情况的报告"),
    ),
    good=(draft("县教育局", "县政府", "关于工作情况的报告"),),
)
