"""An addressee that was merged or abolished (article 9, items 8 and 16: the name of an organ that exists)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft


def _check(routing: Routing) -> Iterator[Fault]:
    for label, field, basis, entries in (
        ("主送", "addressees", "YS-08", routing.addressees),
        ("抄送", "copies", "YS-16", routing.copies),
    ):
        for organ in (o for named in entries for o in named.organs):
            if organ.ended is None:
                continue
            day = f"{organ.ended.year}年{organ.ended.month}月{organ.ended.day}日"
            remedy = (
                f"请改为“{organ.successor}”。"
                if organ.successor
                else "请核对由哪个机关承接其职责，改写名称。"
            )
            became = f"，职责由“{organ.successor}”承接" if organ.successor else ""
            yield Fault(
                f"{label}机关“{organ.shown}”已于{day}合并或者撤销{became}。", remedy, field, basis_key=basis
            )


RULE = RoutingRule(
    code="YS-08B",
    basis_key="YS-08",
    offence="主送或者抄送已经撤并的机关",
    why="旧名称下没有人签收。",
    check=_check,
    bad=(draft("县政府办", "县乡村振兴局", "关于做好防返贫监测的通知"),),
    good=(draft("县政府办", "县农业农村局", "关于做好防返贫监测的通知"),),
)
