"""不得以本机关负责人名义向上级机关报送公文 (article 15, item 5)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft


def _check(routing: Routing) -> Iterator[Fault]:
    dispatch = routing.dispatch
    if dispatch.in_name_of and routing.above and not dispatch.leader_assignment:
        yield Fault(
            f"这件公文以“{dispatch.in_name_of}”个人名义向上级机关报送。",
            "请改为以本机关名义报送，由主要负责人签发。",
            "sender",
        )


RULE = RoutingRule(
    code="GW-25B",
    basis_key="GW-25",
    offence="以负责人个人名义向上级机关报送公文",
    why="公文代表机关，不代表个人。",
    check=_check,
    bad=(draft("县教育局", "县政府", "关于新建云岭三中的请示", in_name_of="李国庆"),),
    good=(draft("县教育局", "县政府", "关于新建云岭三中的请示"),),
)
