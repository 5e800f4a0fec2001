"""立项 and the first draft: what is to be issued, in whose name, by whom (JW-01, GW-38)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words, Work
from shuniu.kernel.flow.desks import find_desk, workdays_from
from shuniu.kernel.flow.models import Level, Task
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.incoming.inputs import GRADES
from shuniu.modules.documents.models import IssuePlan, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import planning
from shuniu.modules.documents.outgoing.inputs import Subject
from shuniu.modules.documents.outgoing.issuers import issuers_for, office_of
from shuniu.modules.documents.outgoing.who import APPROVERS, DRAFTERS

KIND = "outgoing"
PROCEDURE = "documents.outgoing"


@action("documents.outgoing.open", label="发文立项", input=Subject, may=DRAFTERS, rule="JW-01", beside=True)
def open_document(ctx: Context, data: Subject) -> dict[str, object]:
    """Ask for 立项 in the office that issues; an urgent document, a reply, or one that is planned already may be drafted
    at once, an unplanned one with 补立项 within days.

    Raises `Refused` for a name one may not draft in, a unit without 发文立户, a plan that is used up or refused, and
    drafting before 立项 without ground.
    """
    unit = Unit.objects.get(pk=ctx.actor.unit_id)
    issuer = issuers_for(unit).filter(pk=data.issuer).first()
    if issuer is None:
        raise refuse(Code.RULE, "不能以这个机关的名义起草，请另选发文机关。", field="issuer", rule="GW-29")
    if not issuer.issuer_codes.exists():
        raise refuse(
            Code.RULE,
            f"{issuer.short_name}还没有发文立户，不能发文。",
            remedy="请先向本级党委、政府办公室申请发文立户，由系统管理员登记机关代字。",
            field="issuer",
            rule="GW-38",
        )
    require_units(data.joint, field="joint")
    require_units(data.consulted, field="consulted")
    plan = planning.take(ctx, data.plan, office_of(issuer)) if data.plan is not None else None
    at_once = plan is not None or data.before_plan
    if data.before_plan and plan is None and GRADES[data.urgency] == 0 and not data.answers:
        raise refuse(
            Code.RULE,
            "不是急件、也不是答复来文的，请先立项再起草。",
            field="before_plan",
            rule="JW-01",
        )
    work = begin(ctx, data, unit, issuer, plan, at_once=at_once)
    return {"matter": work.matter.pk}


def require_units(pks: list[int], *, field: str) -> None:
    """Raises `Refused` for a unit that is not of this county, or is no more."""
    if receiving_units().filter(pk__in=pks).count() != len(set(pks)):
        raise refuse(
            Code.INVALID, "选的单位里有县内没有的，或者已经撤销的，请重新选择。", field=field, rule="GW-10"
        )


def begin(
    ctx: Context, data: Subject, unit: Unit, issuer: Unit, plan: IssuePlan | None, *, at_once: bool
) -> Work:
    """Open the matter and its 发文稿纸: with *at_once* in the drafter's hands, else waiting for 立项."""
    office = office_of(issuer)
    here = Addressee(ctx.actor.unit_id, ctx.actor.person_id)
    work = engine.open_matter(
        ctx,
        engine.Opening(
            kind=KIND,
            procedure=PROCEDURE,
            title=data.title,
            unit_id=office.pk,
            urgency=GRADES[data.urgency],
            level=Level.WORK_SECRET if data.work_secret else Level.ORDINARY,
            assign=(here,) if at_once else (),
            words=Words(label="起草" if at_once else "申请立项", text=data.reason),
            state="drafting" if at_once else "to_plan",
        ),
    )
    work.concern(unit.pk)
    if not at_once:  # his own step is done; through it he finds the document while the office decides
        asked = engine.open_task(ctx, work, here, purpose=Task.Purpose.STATE, verb="申请立项")
        engine.close_tasks(ctx, [asked])
        ctx.opened_tasks.remove(asked)  # nothing to be told of: it is done
    OutgoingDocument.objects.create(
        matter=work.matter,
        unit=office,
        drafting_unit=unit,
        drafter_id=ctx.actor.person_id,
        issuer=issuer,
        issuer_name=data.issuer_name or issuer.name,
        joint=list(dict.fromkeys(data.joint)),
        form=data.form,
        genre=data.genre,
        direction=data.direction,
        extent=data.extent,
        important=data.important,
        publicity=data.publicity,
        publicity_reason=data.publicity_reason,
        reason=data.reason,
        plan=plan,
        plan_due=_plan_due(ctx) if at_once and plan is None else None,
        consulted=list(dict.fromkeys(data.consulted)),
        answers=data.answers,
        leader_assignment=data.leader_assignment,
        consent=data.consent,
        authorised_by=data.authorised_by,
        meeting=data.meeting,
        meeting_date=data.meeting_date,
    )
    return work


def _plan_due(ctx: Context) -> date:
    return workdays_from("outgoing.plan_after_days", ctx.now).astimezone(COUNTY).date()


class ApprovePlan(ActionInput):
    """Agreed, in which words; in the plan's month when it has one."""

    text: Annotated[str, Field(title="立项意见", max_length=400)] = ""


@action(
    "documents.outgoing.approve_plan",
    label="同意立项",
    input=ApprovePlan,
    may=APPROVERS,
    transition="documents.outgoing:approve_plan",
    rule="JW-01",
)
def approve_plan(ctx: Context, data: ApprovePlan) -> None:
    """Give the 立项号; the drafter gets to work."""
    document = document_of(ctx.matter)
    document.plan = planning.plan_for(ctx, document)
    document.save(update_fields=["plan"])
    ctx.say("step", data.text, data={"plan": document.plan.number})
    ctx.assign(Addressee(document.drafting_unit_id, document.drafter_id))


@action(
    "documents.outgoing.refuse_plan",
    label="不予立项",
    input=WithReason,
    may=APPROVERS,
    transition="documents.outgoing:refuse_plan",
    rule="JW-01",
)
def refuse_plan(ctx: Context, data: WithReason) -> None:
    """The document is not issued; the drafter reads why."""
    document = document_of(ctx.matter)
    ctx.say("step", data.reason)
    ctx.notify(
        Addressee(document.drafting_unit_id, document.drafter_id), f"不予立项：{ctx.matter.title}", ctx.matter
    )


class PlanLater(ActionInput):
    """补立项: why it was drafted before."""

    text: Annotated[str, Field(title="说明", max_length=400)] = ""


UNPLANNED = (
    "drafting",
    "to_vet",
    "countersigning",
    "to_review",
    "to_sign",
    "joint_signing",
    "to_recheck",
    "to_number",
)
"""Where a document that was drafted first may still be without its 立项."""


@action(
    "documents.outgoing.plan_later",
    label="补立项",
    input=PlanLater,
    may=APPROVERS,
    during=tuple(f"documents.outgoing:{state}" for state in UNPLANNED),
    needs="unit",
    offered=lambda matter: document_of(matter).plan_id is None,
    rule="JW-01",
)
def plan_later(ctx: Context, data: PlanLater) -> None:
    """The office gives the 立项号 afterwards to a document that was drafted before it.

    Raises `Refused` for one that has it already, and for the head of another office.
    """
    document = document_of(ctx.matter)
    if document.plan_id is not None:
        raise refuse(Code.RULE, f"这一件已经立项，不用再补：{document.plan.number}。", rule="JW-01")
    document.plan = planning.plan_for(ctx, document)
    document.save(update_fields=["plan"])
    ctx.say("step", data.text, data={"plan": document.plan.number})


class RemindPlan(ActionInput):
    """Nothing but the matter."""


@action("documents.outgoing.remind_plan", label="催补立项", input=RemindPlan, rule="JW-01", api=False)
def remind_plan(ctx: Context, data: RemindPlan) -> None:
    """Tell the drafter and the office that the 立项 is due. Raises `Refused` for a person, and for a document that has
    it or needs it no more."""
    if not ctx.actor.job:
        raise refuse(Code.NOT_ALLOWED, "催补立项由系统自动办理，您可以用“催办”。", rule="JW-01")
    document = document_of(ctx.matter)
    due, today = document.plan_due, ctx.now.astimezone(COUNTY).date()
    if due is None or document.plan_id is not None:
        raise refuse(Code.RULE, "这一件不用补立项。", rule="JW-01")
    when = f"{due.month}月{due.day}日到期" if due > today else "今天到期" if due == today else "已经逾期"
    text = f"补立项{when}，没有立项的不能签发、编号。"
    drafter = Addressee(document.drafting_unit_id, document.drafter_id)
    office = find_desk(document.unit_id, "OFFICE_HEAD", now=ctx.now)
    for to in (drafter, *((office,) if office is not None else ())):
        ctx.notify(to, f"{text}{ctx.matter.title}", ctx.matter, urgent=True)
    ctx.say("reminder", text)
