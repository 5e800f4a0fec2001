"""一般不得越级行文 (article 14): a document that goes past the organ directly above or below."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule, listed
from hongtou.check.samples import draft
from hongtou.model.organ import Relation


def _check(routing: Routing) -> Iterator[Fault]:
    skipping = [organ for named in routing.addressees for organ in named.organs if routing.skips_to(organ)]
    if not skipping or routing.sender is None:
        return
    first = skipping[0]
    up = routing.relation(first) is Relation.SKIPPED_SUPERIOR
    low, high = (routing.sender, first) if up else (first, routing.sender)
    passed = routing.organs.passed_over(low, high)
    yield Fault(
        f"“{routing.sender.shown}”向{listed(skipping)}行文属于越级行文，越过了{listed(passed)}。",
        f"请改为主送{listed(passed)}逐级办理；情况特殊确需越级的，请写明理由，并同时抄送被越过的机关。",
        "addressees",
    )


RULE = RoutingRule(
    code="GW-20A",
    basis_key="GW-20",
    offence="越级行文",
    why="隶属关系决定行文关系；越过直接上级，它既不知情也无法负责。",
    check=_check,
    bad=(
        draft("县教育局", "市政府", "关于新建云岭三中的报告", copies=("县政府",)),
        draft("市政府", "城关镇", "关于做好防汛工作的通知", copies=("县政府",)),
    ),
    good=(
        draft("县教育局", "县政府", "关于新建云岭三中的请示"),
        draft("县教育局", "市教育局", "关于中小学课后服务情况的报告"),
    ),
)
