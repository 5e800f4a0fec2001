"""When units do not agree: the text is changed, or a leader decides; and 逾期, which is no consent and climbs (GW-28)."""

from __future__ import annotations

from typing import Annotated, Literal

from django.db.models import Q
from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import rounds
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Matter, Round, RoundMember
from shuniu.kernel.flow.moves.circulate import claim_turn
from shuniu.kernel.flow.moves.inputs import Spoken, WithReason
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Portfolio, Unit
from shuniu.kernel.people.queries import serves
from shuniu.modules.documents.models import CountersignOpinion, document_of
from shuniu.modules.documents.outgoing import countersigning
from shuniu.modules.documents.outgoing.actions.countersign import HERE
from shuniu.modules.documents.outgoing.who import DRAFTERS

Result, Settled = CountersignOpinion.Result, CountersignOpinion.Settled
DOWNWARD = "下行文要部门之间协商一致才能发，不能裁定后带着不同意见往下发。"
AGREE_FIRST = "请按意见修改文稿，或者请有意见的部门撤回意见。"


@action(
    "documents.outgoing.revise",
    label="撤回会签、修改文稿",
    input=WithReason,
    may=DRAFTERS,
    transition="documents.outgoing:revise",
    rule="GW-12",
)
def revise(ctx: Context, data: WithReason) -> None:
    """The draft comes back to be changed; what the units said stays, and who has not answered is asked again."""
    countersigning.recall_open(ctx, Round.Kind.COUNTERSIGN, Round.Kind.CONSULT)
    ctx.say("step", data.reason)
    ctx.assign(countersigning.drafter_of(ctx))


def _objections(matter: Matter) -> list[CountersignOpinion]:
    direction = document_of(matter).direction
    said = countersigning.last_opinions(matter).values()
    return [o for o in said if countersigning.stands(o, direction=direction)]


class Refer(ActionInput):
    """Which leader is asked to settle the disagreement."""

    leader: Annotated[int, Field(title="报哪位领导协调", json_schema_extra={"choose": "leader"})]
    text: Annotated[str, Field(title="分歧和建议", min_length=2, max_length=1000)]


@action(
    "documents.outgoing.refer",
    label="报领导协调",
    input=Refer,
    may=DRAFTERS,
    during=(HERE,),
    offered=lambda matter: bool(_objections(matter)),
    rule="GW-28",
)
def refer(ctx: Context, data: Refer) -> None:
    """Put the disagreement on a leader's desk. Raises `Refused` when there is none, for somebody who leads nothing,
    and while one is asked already."""
    post = ctx.chosen(data.leader, field="leader")
    if not serves(post.person_id, post.unit_id, "LEADER", "UNIT_HEAD", "OFFICE_HEAD", on=ctx.now):
        raise refuse(Code.INVALID, "请选择一位领导。", field="leader", rule="GW-28")
    standing = _objections(ctx.matter)
    if not standing:
        raise refuse(Code.RULE, "现在没有需要协调的会签意见，可以直接汇总。", rule="GW-28")
    if Round.objects.filter(matter=ctx.matter, kind=Round.Kind.CONSULT, closed_at=None).exists():
        raise refuse(Code.RULE, "已经报领导协调，请等协调意见。", rule="GW-28")
    seat = rounds.Seat(Addressee.of_post(post), 1)
    rounds.open_round(ctx, ctx.here, Round.Kind.CONSULT, [seat], order=Round.Order.PARALLEL)
    ctx.say("step", data.text, data={"units": [o.unit_id for o in standing], "to": post.person.name})


class Decide(Spoken):
    """What the leader decides: to change the text, or to go on with the disagreement stated."""

    decision: Annotated[Literal["change", "go_on"], Field(title="裁定")] = "change"


DECISIONS = {"change": "按意见修改", "go_on": "不修改，列明分歧后照发"}


@action(
    "documents.outgoing.decide",
    label="协调裁定",
    input=Decide,
    answers=f"outgoing:{Round.Kind.CONSULT.value}",
    rule="GW-28",
)
def decide(ctx: Context, data: Decide) -> None:
    """The leader's words stand with the objection. Raises `Refused` without words, and for letting a downward document
    go on without agreement."""
    task = claim_turn(ctx, data)
    if not data.text:
        raise refuse(Code.INVALID, "请写明裁定的意见。", field="text", rule="GW-28")
    if data.decision == "go_on" and document_of(ctx.matter).direction == "down":
        raise refuse(Code.RULE, DOWNWARD, remedy=AGREE_FIRST, field="decision", rule="GW-28")
    who = ctx.standing.person_name if ctx.standing else ctx.actor.person_name
    if data.decision == "go_on":
        countersigning.settle(ctx, _objections(ctx.matter), Settled.DECIDED, f"{who}裁定：{data.text}")
    ctx.say(
        "opinion",
        data.text,
        label=f"协调裁定：{DECISIONS[data.decision]}",
        happened_at=data.happened_at,
        data={"decision": data.decision},
    )
    rounds.answer(ctx, ctx.here, task, data.decision)
    ctx.notify(countersigning.drafter_of(ctx), f"领导已经裁定：{ctx.matter.title}", ctx.matter)


class MarkOverdue(ActionInput):
    """Nothing but the matter: the limits are in its rounds."""


@action(
    "documents.outgoing.mark_overdue",
    label="会签逾期",
    input=MarkOverdue,
    rule="GW-10",
    api=False,
)
def mark_overdue(ctx: Context, data: MarkOverdue) -> None:
    """Write down which units let the limit pass, and tell the leader in charge of each: silence is no consent.

    Raises `Refused` for a person, and when no unit is late that was not written down already.
    """
    if not ctx.actor.job:
        raise refuse(Code.NOT_ALLOWED, "会签逾期由系统自动登记。", rule="GW-10")
    late = late_members(ctx.matter, ctx)
    if not late:
        raise refuse(Code.RULE, "没有新逾期的会签单位，不用登记。", rule="GW-10")
    version = document_of(ctx.matter).current
    for member in late:
        CountersignOpinion.objects.create(
            matter=ctx.matter, unit=member.unit, version=version, result=Result.OVERDUE, at=ctx.now
        )
        for to in _in_charge(ctx, member.unit) or [countersigning.head_desk(member.unit_id, ctx.now)]:
            text = f"{member.unit.short_name}会签逾期，请督促：{ctx.matter.title}"
            ctx.notify(to, text, ctx.matter, urgent=True)
    names = "、".join(m.unit.short_name for m in late)
    ctx.notify(countersigning.drafter_of(ctx), f"{names}会签逾期：{ctx.matter.title}", ctx.matter)
    ctx.say("reminder", f"{names}逾期没有会签。逾期不算同意。", data={"units": [m.unit_id for m in late]})


def late_members(matter: Matter, ctx: Context) -> list[RoundMember]:
    """The units that have the paper past the limit and are not written down as 逾期 since they were sent it."""
    members = RoundMember.objects.filter(
        round__matter=matter,
        round__kind=Round.Kind.COUNTERSIGN,
        round__due_at__lt=ctx.now,
        state=RoundMember.State.ACTIVE,
    ).select_related("unit")
    said = countersigning.last_opinions(matter)
    return [
        m
        for m in members.order_by("pk")
        if m.sent_at is not None
        and not (
            m.unit_id in said and said[m.unit_id].result == Result.OVERDUE and said[m.unit_id].at >= m.sent_at
        )
    ]


def _in_charge(ctx: Context, unit: Unit) -> list[Addressee]:
    """The leaders in whose portfolio *unit* is (分管领导)."""
    day = ctx.now.astimezone(COUNTY).date()
    held = Portfolio.objects.filter(
        Q(until__isnull=True) | Q(until__gte=day),
        Q(leader__until__isnull=True) | Q(leader__until__gte=day),
        units=unit,
        leader__person__active=True,
    ).select_related("leader")
    return list(dict.fromkeys(Addressee.of_post(p.leader) for p in held))
