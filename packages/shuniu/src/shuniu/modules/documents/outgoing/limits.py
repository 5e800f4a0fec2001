"""Limits along the way: each working day the units that let their 会签 pass, and the 立项 that must follow (GW-10, JW-01)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import datetime, time
from uuid import UUID

from shuniu.kernel.base import parameters
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.flow.models import RoundMember
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.jobs.by_itself import once_a_day, press_once, start_on_workday
from shuniu.kernel.platform.jobs.registry import job, tick
from shuniu.kernel.platform.jobs.running import Running
from shuniu.modules.documents.incoming.reminders import last_day_to_remind
from shuniu.modules.documents.models import OutgoingDocument

JOB = "documents.outgoing.limits"
ACTOR = "发文时限"
AT = time(8, 20)
ONCE_A_DAY = UUID("0b1f5f52-1f9b-4c39-8a86-5a1f0f6f3c55")
"""The name space of the command ids: the same thing about the same document on the same day is done once."""


@tick(JOB, daily=AT)
def begin(now: datetime) -> None:
    """On a working day, look at the limits; on a rest day nobody is disturbed."""
    start_on_workday(JOB, actor=ACTOR, now=now)


@job(JOB, label="发文时限")
def work(running: Running) -> Mapping[str, int]:
    """The day's limits as a job: interrupted, it goes on, and nothing is written twice."""
    now = running.now()
    wanted = [*overdue_countersigns(now), *plans_due(now)]
    done = 0
    for at, (action, matter_id) in enumerate(wanted, start=1):
        done += press(action, matter_id, now=now)
        running.report(at, len(wanted))
    return {"due": len(wanted), "done": done}


def overdue_countersigns(now: datetime) -> Iterator[tuple[str, int]]:
    """(action, matter) of every document of which a unit has the paper past the limit of its 会签."""
    late = RoundMember.objects.filter(
        round__kind="countersign",
        round__closed_at=None,
        round__due_at__lt=now,
        round__matter__kind="outgoing",
        state=RoundMember.State.ACTIVE,
    )
    for pk in late.order_by("round__matter").values_list("round__matter", flat=True).distinct():
        yield "documents.outgoing.mark_overdue", pk


def plans_due(now: datetime) -> Iterator[tuple[str, int]]:
    """(action, matter) of every document that was drafted first and whose 立项 is due soon, today or was."""
    calendar, today = county_calendar(), now.astimezone(COUNTY).date()
    last = last_day_to_remind(
        calendar, today, parameters.number("outgoing.remind_plan_before_days", on=today)
    )
    missing = OutgoingDocument.objects.filter(
        plan=None, plan_due__isnull=False, plan_due__lte=last, matter__closed_at=None
    )
    for pk in missing.order_by("pk").values_list("pk", flat=True):
        yield "documents.outgoing.remind_plan", pk


def press(action: str, matter_id: int, *, now: datetime) -> bool:
    """Carry out *action* on one document in the system's name, at most once a day; whether it was done now."""
    command = once_a_day(ONCE_A_DAY, f"{action}/{matter_id}", now)
    return press_once(action, {"matter": matter_id}, command_id=command, actor=ACTOR, now=now) is not None
