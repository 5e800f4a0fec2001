"""Reminding before the time for reporting runs out, and each day after: on rest days too, for the time runs on (BM-04)."""

from __future__ import annotations

from datetime import datetime, timedelta
from uuid import UUID, uuid5

from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.jobs.by_itself import press_once
from shuniu.kernel.platform.jobs.registry import tick
from shuniu.modules.confidential.incidents import policy
from shuniu.modules.confidential.models import Incident

ACTOR = "泄密事件催报"
BEFORE = "confidential.remind_hours"
EVERY = 300.0
ONCE = UUID("5f0b3a0e-6a3e-4a5e-9a55-0c1f6d6a7e21")
"""The name space of the command ids: one reminder before the time runs out, then one a day."""


class RemindReport(ActionInput):
    """The incident that was not reported yet."""


@action("confidential.incident.remind", label="催报", input=RemindReport, rule=policy.RULE, api=False)
def remind(ctx: Context, data: RemindReport) -> None:
    """Tell who has it how much time is left. Raises `Refused` for a person: the clock does this."""
    if not ctx.actor.job:
        raise refuse(Code.NOT_ALLOWED, "这一步由系统自动办理，请直接登记已报告。", rule=policy.RULE)
    incident = Incident.objects.filter(matter=ctx.matter, reported_at=None).first()
    if incident is None or ctx.matter.due_at is None:
        raise refuse(Code.RULE, "这一件已经报告，不用再催。", rule=policy.RULE)
    left = policy.left_words(ctx.matter.due_at, ctx.now)
    ctx.say("reminder", f"还没有登记已报告，报告期限{left}。", label="催报")
    for task in ctx.here.open_tasks:
        to = Addressee(task.unit_id, task.person_id, task.duty)
        ctx.notify(to, f"泄密事件还没有报告，期限{left}：{ctx.matter.title}", ctx.matter, urgent=True)


@tick("confidential.incidents.remind", every=EVERY)
def begin(now: datetime) -> int:
    """Remind of every incident whose time is short or over; how many were reminded of now. Nearly always none."""
    hours = parameters.number(BEFORE, on=now.astimezone(COUNTY).date())
    return sum(_remind(matter, now) for matter in unreported(now + timedelta(hours=hours)))


def unreported(due_before: datetime) -> list[Matter]:
    """The open incidents that were not reported and are due before *due_before*; one query."""
    found = Matter.objects.filter(
        incident__reported_at=None, incident__isnull=False, closed_at=None, due_at__lte=due_before
    )
    return list(found.order_by("pk"))


def _remind(matter: Matter, now: datetime) -> bool:
    assert matter.due_at is not None
    late = now > matter.due_at
    stage = now.astimezone(COUNTY).date().isoformat() if late else "before"
    command = uuid5(ONCE, f"{matter.pk}/{stage}")
    done = press_once(
        "confidential.incident.remind", {"matter": matter.pk}, command_id=command, actor=ACTOR, now=now
    )
    return done is not None
