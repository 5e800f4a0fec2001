"""立项 and the yearly plan: numbers without gaps, and rows that a document takes and gives back (JW-01)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from django.db.models import Max, QuerySet

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Level
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import IssuePlan, OutgoingDocument

GIVEN_BACK = ("void", "merged", "rejected")
"""How a document ends that was never issued: its 立项 can be used for another one."""
INTERNAL = "内部件（工作秘密）"


def using(plan: int) -> QuerySet[OutgoingDocument]:
    """The documents that hold a 立项 (at most one)."""
    return OutgoingDocument.objects.filter(plan=plan).exclude(matter__outcome__in=GIVEN_BACK)


def free() -> QuerySet[IssuePlan]:
    """Approved 立项 that no document holds."""
    return IssuePlan.objects.filter(held=False, state=IssuePlan.State.APPROVED)


def mark_held(document: OutgoingDocument, outcome: str) -> None:
    """Say on the 立项 of *document* whether it holds it: it does until it ends without having been issued."""
    held = outcome not in GIVEN_BACK
    IssuePlan.objects.filter(pk=document.plan_id, held=not held).update(held=held)


def take(ctx: Context, pk: int, office: Unit) -> IssuePlan:
    """The approved 立项 *pk* of the actor's unit in *office*, for a new document. Raises `Refused` for one that is not
    approved, of another unit, of another year, or held by a document."""
    rows = IssuePlan.objects.select_for_update().filter(pk=pk, office=office, unit_id=ctx.actor.unit_id)
    plan = rows.first()
    if plan is None or plan.state != IssuePlan.State.APPROVED:
        raise refuse(
            Code.RULE,
            "这个立项没有批准，或者不是本单位在这个机关的立项，请另选。",
            field="plan",
            rule="JW-01",
        )
    if plan.year != ctx.now.astimezone(COUNTY).year:
        raise refuse(
            Code.RULE,
            f"{plan.number}是 {plan.year} 年的立项。",
            remedy="上年没有用完的，请办公室主任在“发文计划”里结转到今年，再起草。",
            field="plan",
            rule="JW-01",
        )
    if using(plan.pk).exists():
        raise refuse(
            Code.RULE,
            f"{plan.number}已经用过，一个立项只发一个文件，请另选或者另行立项。",
            field="plan",
            rule="JW-01",
        )
    return plan


def plan_for(ctx: Context, document: OutgoingDocument) -> IssuePlan:
    """An approved 立项 for *document*, added during the year, with the next number of its office."""
    secret = document.matter.level == Level.WORK_SECRET
    plan = IssuePlan(
        office_id=document.unit_id,
        unit_id=document.drafting_unit_id,
        year=ctx.now.astimezone(COUNTY).year,
        subject=INTERNAL if secret else document.matter.title[:200],
        internal=secret,
        genre=document.genre,
        form=document.form,
        reason="" if secret else document.reason,
        asked_by_id=document.drafter_id,
        asked_at=ctx.now,
    )
    approve(ctx, [plan], now=ctx.now)
    return plan


def approve(ctx: Context, plans: Sequence[IssuePlan], *, now: datetime) -> None:
    """Give each of *plans*, of one office and year, its 立项号: the next after the last, with no gap between them.

    The office's row is locked meanwhile, so that two who approve at once never give one number twice.
    """
    office, year = plans[0].office_id, plans[0].year
    list(Unit.objects.select_for_update(no_key=True).filter(pk=office).values_list("pk"))
    last = IssuePlan.objects.filter(office=office, year=year).aggregate(n=Max("serial"))["n"] or 0
    for serial, plan in enumerate(plans, last + 1):
        plan.serial, plan.state = serial, IssuePlan.State.APPROVED
        plan.decided_by_id, plan.decided_at = ctx.actor.person_id or None, now
        plan.save()
