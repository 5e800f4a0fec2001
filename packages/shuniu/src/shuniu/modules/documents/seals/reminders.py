"""Reminding of 盖章件 that were not filed: once a week for each paper, on working days (GW-18)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID, uuid5

from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.calendar import add_workdays
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.jobs.by_itself import press_once, start_on_workday
from shuniu.kernel.platform.jobs.registry import job, tick
from shuniu.kernel.platform.jobs.running import Running
from shuniu.modules.documents.models import SealUse
from shuniu.modules.documents.seals import keeping, sealed

JOB = "documents.seals.remind"
ACTOR = "盖章件催办"
AT = time(8, 40)
ONCE_A_WEEK = UUID("0b7a4f1e-52a5-4c7e-8b38-1d1f6d3c9a55")
"""The name space of the command ids: the same paper in the same week is the same command, done once."""


class RemindCopy(ActionInput):
    """The matter whose 盖章件 is missing."""


@action("documents.seal.remind_copy", label="催归盖章件", input=RemindCopy, rule="GW-18", api=False)
def remind_copy(ctx: Context, data: RemindCopy) -> None:
    """Ask who keeps the seal for the scan of the sealed paper. Raises `Refused` for a person: the clock does this."""
    if not ctx.actor.job:
        raise refuse(Code.NOT_ALLOWED, "这一步由系统自动办理，请用“归入盖章件”或者“催办”。", rule="GW-18")
    use = sealed.missing().filter(matter=ctx.matter).select_related("seal").order_by("-pk").first()
    if use is None:
        raise refuse(Code.RULE, "这一件的盖章件已经归入，不用再催。", rule="GW-18")
    ctx.say("reminder", f"{use.number}的盖章件还没有归入，请扫描后归入。", label="催归盖章件")
    ctx.notify(_desk(use, ctx.now), f"盖章件还没有归入：{ctx.matter.title}", ctx.matter)


def _desk(use: SealUse, now: datetime) -> Addressee:
    return keeping.desk_for(use.seal, on=now)


@tick("documents.seals.remind", daily=AT)
def begin(now: datetime) -> None:
    """On a working day, ask for the day's reminders."""
    start_on_workday(JOB, actor=ACTOR, now=now)


@job(JOB, label="催归盖章件")
def work(running: Running) -> Mapping[str, int]:
    """The day's reminders as a job: interrupted, it goes on, and nobody is reminded twice in a week."""
    now = running.now()
    late = late_matters(now)
    reminded = 0
    for done, matter_id in enumerate(late, start=1):
        reminded += remind(matter_id, now=now)
        running.report(done, len(late))
    return {"late": len(late), "reminded": reminded}


def late_matters(now: datetime) -> list[int]:
    """The matters that were sealed so many working days ago (`seals.copy_days`) and have no 盖章件 yet."""
    calendar, today = county_calendar(), now.astimezone(COUNTY).date()
    days = parameters.number("seals.copy_days", on=today)
    rows = sealed.missing().order_by("pk").values_list("matter_id", "used_at")
    return list(
        dict.fromkeys(
            matter_id
            for matter_id, used_at in rows
            if matter_id is not None
            and used_at is not None
            and add_workdays(calendar, used_at.astimezone(COUNTY).date(), days) <= today
        )
    )


def remind(matter_id: int, *, now: datetime) -> bool:
    """Remind of one matter, at most once a week; whether it was done now."""
    year, week, _ = now.astimezone(COUNTY).isocalendar()
    command, data = uuid5(ONCE_A_WEEK, f"{matter_id}/{year}/{week}"), {"matter": matter_id}
    done = press_once("documents.seal.remind_copy", data, command_id=command, actor=ACTOR, now=now)
    return done is not None
