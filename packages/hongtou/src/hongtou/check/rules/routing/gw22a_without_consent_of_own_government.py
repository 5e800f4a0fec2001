"""部门向上级主管部门请示、报告重大事项，应当经本级党委、政府同意或者授权 (article 15, item 2)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule, listed
from hongtou.check.samples import draft
from hongtou.model.organ import OrganKind


def _check(routing: Routing) -> Iterator[Fault]:
    sender, dispatch = routing.sender, routing.dispatch
    if sender is None or sender.kind is not OrganKind.DEPARTMENT:
        return
    if not (dispatch.important and routing.asks_or_reports) or dispatch.consent or dispatch.authorised_by:
        return
    departments = [organ for organ in routing.above if organ.kind is OrganKind.DEPARTMENT]
    if departments:
        leaders = listed(routing.organs.leaders_of(sender)) or "本级党委、政府"
        yield Fault(
            f"向上级主管部门{listed(departments)}{routing.genre}重大事项，没有写明本级党委、政府已经同意或者授权。",
            f"请先报{leaders}同意，并填写由谁、何时同意；不属于重大事项的，取消“重大事项”。",
            "addressees",
        )


RULE = RoutingRule(
    code="GW-22A",
    basis_key="GW-22",
    offence="向上级主管部门报重大事项未经本级同意",
    why="部门首先对本级党委、政府负责，重大事项不能绕过本级。",
    check=_check,
    bad=(draft("县教育局", "市教育局", "关于撤并乡村小学的请示", important=True),),
    good=(
        draft(
            "县教育局",
            "市教育局",
            "关于撤并乡村小学的请示",
            important=True,
            consent="县政府2026年3月2日常务会议",
        ),
        draft("县教育局", "市教育局", "关于中小学课后服务情况的报告"),
    ),
)
