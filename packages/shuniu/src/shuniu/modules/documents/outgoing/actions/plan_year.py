"""The yearly plan of an office: what its units ask for, what its head approves, refuses, drops and carries over (JW-01)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import IssuePlan
from shuniu.modules.documents.outgoing import planning
from shuniu.modules.documents.outgoing.inputs import GenreName
from shuniu.modules.documents.outgoing.issuers import offices_for
from shuniu.modules.documents.outgoing.who import APPROVERS, DRAFTERS

MOST_ROWS = 500
Year = Annotated[int, Field(title="年度", ge=2000, le=2100)]
SubjectLine = Annotated[str, Field(title="拟发文件", min_length=4, max_length=200)]
Month = Annotated[int | None, Field(title="计划月份", ge=1, le=12)]
Form = Annotated[Literal["formal", "white", "memo", "briefing"], Field(title="文件形式")]
Why = Annotated[str, Field(title="发文事由、依据", max_length=400)]
Rows = Annotated[list[RowId], Field(title="计划项目", min_length=1, max_length=MOST_ROWS)]


class PlanFields(ActionInput):
    """What a unit means to issue."""

    subject: SubjectLine
    genre: GenreName = "通知"
    form: Form = "formal"
    month: Month = None
    reason: Why = ""


class AskPlan(PlanFields):
    """A row for the plan of an office."""

    office: Annotated[RowId, Field(title="报给哪个办公室的计划", json_schema_extra={"choose": "plan_office"})]
    year: Year


@action(
    "documents.outgoing.ask_plan",
    label="申报发文计划",
    input=AskPlan,
    may=DRAFTERS,
    rule="JW-01",
    beside=True,
)
def ask_plan(ctx: Context, data: AskPlan) -> dict[str, object]:
    """A row of the yearly plan, to be decided by the head of the office. Raises `Refused` for an office that does not
    issue for the actor's unit, and for a year that is over."""
    unit = Unit.objects.get(pk=ctx.actor.unit_id)
    if data.office not in {office.pk for office in offices_for(unit)}:
        raise refuse(Code.RULE, "本单位的发文不经过这个办公室，请另选。", field="office", rule="GW-29")
    require_open(ctx, data.year)
    plan = IssuePlan.objects.create(
        office_id=data.office,
        unit=unit,
        year=data.year,
        subject=data.subject,
        genre=data.genre,
        form=data.form,
        month=data.month,
        reason=data.reason,
        origin=origin_of(ctx, data.year),
        asked_by_id=ctx.actor.person_id or None,
        asked_at=ctx.now,
    )
    ctx.remember({"plan": plan.pk, "office": data.office, "year": data.year})
    return {"plan": plan.pk}


def require_open(ctx: Context, year: int) -> None:
    today = ctx.now.astimezone(COUNTY).date()
    if not today.year <= year <= today.year + 1:
        raise refuse(
            Code.INVALID,
            f"只能编报 {today.year} 年和 {today.year + 1} 年的计划。",
            field="year",
            rule="JW-01",
        )


def origin_of(ctx: Context, year: int) -> str:
    """In the yearly plan, or added after it was settled (`outgoing.plan_closes`)."""
    today = ctx.now.astimezone(COUNTY).date()
    closes = parameters.number("outgoing.plan_closes", on=today)
    late = year == today.year and today.month > closes
    return IssuePlan.Origin.ADDED if late else IssuePlan.Origin.YEARLY


class ChangePlan(PlanFields):
    """Which row, and what it says now."""

    plan: Annotated[RowId, Field(title="计划项目")]


@action(
    "documents.outgoing.change_plan",
    label="修改计划项目",
    input=ChangePlan,
    may=DRAFTERS,
    rule="JW-01",
    beside=True,
)
def change_plan(ctx: Context, data: ChangePlan) -> None:
    """Mend a row that is not decided yet: the unit that asked, or the office. Raises `Refused` otherwise."""
    plan = IssuePlan.objects.select_for_update().filter(pk=data.plan).first()
    if plan is None or ctx.actor.unit_id not in {plan.unit_id, plan.office_id}:
        raise refuse(
            Code.NOT_FOUND, "没有这个计划项目，或者不是本单位的，请重新选择。", field="plan", rule="JW-01"
        )
    if plan.state != IssuePlan.State.ASKED:
        raise refuse(
            Code.RULE,
            f"这个计划项目已经是“{plan.get_state_display()}”，不能再改。",
            remedy="要改的请由办公室主任取消这一项，再重新申报。",
            rule="JW-01",
        )
    plan.subject, plan.genre, plan.form = data.subject, data.genre, data.form
    plan.month, plan.reason = data.month, data.reason
    plan.save(update_fields=["subject", "genre", "form", "month", "reason"])
    ctx.remember({"plan": plan.pk})


class DecidePlans(ActionInput):
    """Which rows, in which words."""

    rows: Rows
    text: Annotated[str, Field(title="立项意见", max_length=400)] = ""


class EndPlans(ActionInput):
    """Which rows, and why."""

    rows: Rows
    reason: Annotated[str, Field(title="理由", min_length=2, max_length=400)]


def _chosen(ctx: Context, rows: list[int], states: set[str], *, of_office: bool = True) -> list[IssuePlan]:
    """The rows *rows* of the actor's office (or unit), locked in their order. Raises `Refused` for others, for one in
    another state, and for rows of several years."""
    found = list(IssuePlan.objects.select_for_update().filter(pk__in=rows).order_by("pk"))
    own = [p for p in found if ctx.actor.unit_id == (p.office_id if of_office else p.unit_id)]
    if len(own) != len(set(rows)):
        raise refuse(
            Code.NOT_ALLOWED, "选中的计划项目里有不是本办公室的，请重新选择。", field="rows", rule="JW-01"
        )
    wrong = next((p for p in own if p.state not in states), None)
    if wrong is not None:
        raise refuse(
            Code.RULE,
            f"“{wrong.subject}”现在是“{wrong.get_state_display()}”，不能这样办，这次一项也没有动。",
            remedy="请去掉这一项，再办其余的。",
            field="rows",
            rule="JW-01",
        )
    if len({p.year for p in own}) > 1:
        raise refuse(Code.INVALID, "请一次只选一个年度的计划项目。", field="rows", rule="JW-01")
    return own


@action(
    "documents.outgoing.approve_rows",
    label="批准立项",
    input=DecidePlans,
    may=APPROVERS,
    rule="JW-01",
    beside=True,
)
def approve_rows(ctx: Context, data: DecidePlans) -> dict[str, object]:
    """Each row gets its 立项号, in the order of the months and of asking. Raises `Refused` for rows that were decided."""
    plans = _chosen(ctx, data.rows, {IssuePlan.State.ASKED})
    plans.sort(key=lambda p: (p.month or 13, p.pk))
    for plan in plans:
        plan.decision = data.text
    planning.approve(ctx, plans, now=ctx.now)
    ctx.remember({"plans": [p.pk for p in plans], "first": plans[0].number, "last": plans[-1].number})
    return {"rows": len(plans), "first": plans[0].number, "last": plans[-1].number}


@action(
    "documents.outgoing.refuse_rows",
    label="不予立项",
    input=EndPlans,
    may=APPROVERS,
    rule="JW-01",
    beside=True,
)
def refuse_rows(ctx: Context, data: EndPlans) -> dict[str, object]:
    """The rows are not issued; why stands beside them."""
    plans = _chosen(ctx, data.rows, {IssuePlan.State.ASKED})
    _end(ctx, plans, IssuePlan.State.REFUSED, data.reason)
    return {"rows": len(plans)}


@action(
    "documents.outgoing.drop_rows",
    label="取消计划项目",
    input=EndPlans,
    may=APPROVERS,
    rule="JW-01",
    beside=True,
)
def drop_rows(ctx: Context, data: EndPlans) -> dict[str, object]:
    """Rows that are not needed any more; their numbers stay. Raises `Refused` for one that a document holds."""
    plans = _chosen(ctx, data.rows, {IssuePlan.State.ASKED, IssuePlan.State.APPROVED})
    _require_unused(plans)
    _end(ctx, plans, IssuePlan.State.DROPPED, data.reason)
    return {"rows": len(plans)}


def _require_unused(plans: list[IssuePlan]) -> None:
    held = next((p for p in plans if planning.using(p.pk).exists()), None)
    if held is not None:
        raise refuse(
            Code.RULE,
            f"{held.number}“{held.subject}”已经有文件在办或者已经印发，不能取消、结转。",
            remedy="文件作废以后，这个立项自动空出来。",
            field="rows",
            rule="JW-01",
        )


def _end(ctx: Context, plans: list[IssuePlan], state: IssuePlan.State, reason: str) -> None:
    for plan in plans:
        plan.state, plan.decision = state, reason
        plan.decided_by_id, plan.decided_at = ctx.actor.person_id or None, ctx.now
        plan.save(update_fields=["state", "decision", "decided_by", "decided_at"])
    ctx.remember({"plans": [p.pk for p in plans], "reason": reason})


@action(
    "documents.outgoing.carry_rows",
    label="结转到下一年",
    input=DecidePlans,
    may=APPROVERS,
    rule="JW-01",
    beside=True,
)
def carry_rows(ctx: Context, data: DecidePlans) -> dict[str, object]:
    """Approved rows that no document holds go on in the next year, with a number of that year; the old ones are closed.

    Raises `Refused` for one that a document holds, and for rows of a year that has not begun.
    """
    plans = _chosen(ctx, data.rows, {IssuePlan.State.APPROVED})
    year = plans[0].year + 1
    require_open(ctx, year)
    _require_unused(plans)
    carried = [
        IssuePlan(
            office_id=p.office_id,
            unit_id=p.unit_id,
            year=year,
            subject=p.subject,
            internal=p.internal,
            genre=p.genre,
            form=p.form,
            reason=p.reason,
            origin=IssuePlan.Origin.CARRIED,
            carried_from=p,
            asked_by_id=p.asked_by_id,
            asked_at=ctx.now,
            decision=data.text,
        )
        for p in plans
    ]
    planning.approve(ctx, carried, now=ctx.now)
    for old, new in zip(plans, carried, strict=True):
        old.state, old.decision = IssuePlan.State.DROPPED, f"结转为 {new.number}"
        old.save(update_fields=["state", "decision"])
    ctx.remember({"plans": [p.pk for p in plans], "first": carried[0].number, "last": carried[-1].number})
    return {"rows": len(carried), "first": carried[0].number, "last": carried[-1].number}
