"""初审 with its four points, and 退文 with reason and rule (GW-03)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.basis import catalogue
from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import rounds
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.desks import find_desk
from shuniu.kernel.flow.models import Round
from shuniu.kernel.flow.moves.circulate import posts_of
from shuniu.modules.documents import origins
from shuniu.modules.documents.incoming import policy
from shuniu.modules.documents.incoming.who import CALL_TAKERS
from shuniu.modules.documents.models import IncomingDocument, line_of


class PassCheck(ActionInput):
    """The four points, and whether it is for acting or for reading."""

    ours: Annotated[bool, Field(title=policy.CHECK_POINTS["ours"])] = False
    direction: Annotated[bool, Field(title=policy.CHECK_POINTS["direction"])] = False
    form: Annotated[bool, Field(title=policy.CHECK_POINTS["form"])] = False
    agreed: Annotated[bool, Field(title=policy.CHECK_POINTS["agreed"])] = False
    handling: Annotated[Literal["act", "read"], Field(title="办理类型")] = "act"
    readers: Annotated[
        list[int], Field(title="阅知范围", max_length=200, json_schema_extra={"choose": "reader"})
    ] = []
    order: Annotated[Literal["rank", "parallel", "mixed"], Field(title="传阅次序")] = "rank"
    text: Annotated[str, Field(title="初审意见", max_length=1000)] = ""


@action(
    "documents.incoming.pass_check",
    label="初审通过",
    input=PassCheck,
    may=CALL_TAKERS,
    transition="documents.incoming:pass_check",
    rule="GW-03",
)
def pass_check(ctx: Context, data: PassCheck) -> None:
    """Raises `Refused` while one of the four points is 否.

    A paper for reading goes to its readers at once; without any, the director proposes who should read it.
    """
    answers = {point: getattr(data, point) for point in policy.CHECK_POINTS}
    failed = policy.check_faults(answers)
    if failed:
        raise refuse(
            Code.RULE,
            f"初审没有通过：{'；'.join(failed)}，这{len(failed)}项还没有打勾。",
            rule="GW-03",
            remedy="四项都符合才能通过；不符合的，请退文并说明理由。",
        )
    incoming = line_of(ctx.matter)
    incoming.handling = data.handling
    incoming.save(update_fields=["handling"])
    label = IncomingDocument.Handling(data.handling).label
    ctx.say("step", data.text, label=f"初审通过（{label}）", data={"check": answers})
    if data.handling == "act" or not data.readers:
        ctx.go("to_propose")
        return
    posts = posts_of(ctx, data.readers, field="readers")
    rounds.open_round(
        ctx, ctx.here, Round.Kind.CIRCULATE, rounds.seats_for(posts, data.order), order=data.order
    )
    ctx.go("circulating")


class Reject(ActionInput):
    """Why a document goes back, by which rules, and what is asked of the sender."""

    reason: Annotated[str, Field(title="退文理由", max_length=1000)]
    rules: Annotated[
        list[str], Field(title="不符合的规则", max_length=10, json_schema_extra={"choose": "rule"})
    ] = []
    demand: Annotated[str, Field(title="要求", max_length=400)] = ""

    def also_locks(self) -> tuple[int, ...]:
        return origins.issuers_matter(self.matter)


@action(
    "documents.incoming.reject",
    label="退文",
    input=Reject,
    may=CALL_TAKERS,
    transition="documents.incoming:reject",
    rule="GW-03",
)
def reject(ctx: Context, data: Reject) -> None:
    """Send a document back with reason and rule; its 收文号 stays where it is."""
    require(policy.rejection_fault(data.reason, data.rules))
    unknown = [rule for rule in data.rules if rule not in catalogue()]
    if unknown:
        raise refuse(Code.INVALID, f"没有这样的规则：{'、'.join(unknown)}，请从列表里选。", field="rules")
    ctx.say("step", data.reason, data={"rules": data.rules, "demand": data.demand})
    incoming, delivery = line_of(ctx.matter), origins.delivery_of(ctx.matter.pk)
    if delivery is not None:
        origins.tell_issuer_of_rejection(
            ctx, delivery, reason=data.reason, rules=data.rules, demand=data.demand
        )
    elif incoming.source_unit_id is not None and ctx.matter.parent is None:
        _tell_sender(ctx, incoming.source_unit_id, data)


def _tell_sender(ctx: Context, unit_id: int, data: Reject) -> None:
    """及时退回来文单位并说明理由: the matter itself is not theirs to see, so the reason stands in the notice."""
    sender = find_desk(unit_id, "CLERK", now=ctx.now)
    if sender is not None:
        demand = f"要求：{data.demand}" if data.demand else ""
        text = f"{ctx.matter.unit.short_name}退文：{ctx.matter.title}。理由：{data.reason}{demand}"
        ctx.notify(sender, text, ctx.matter, urgent=True)
