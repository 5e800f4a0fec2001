"""Automatic 催办: on working days, whoever holds what is nearly due or overdue is asked to go on (GW-07)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from datetime import date, datetime, time, timedelta
from uuid import UUID

from django.db.models import Exists, OuterRef

from shuniu.kernel.base import parameters
from shuniu.kernel.base.calendar import WorkCalendar, add_workdays, workdays_between
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.flow.models import Matter, Task, Wait
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.jobs.by_itself import once_a_day, press_once, start_on_workday
from shuniu.kernel.platform.jobs.registry import job, tick
from shuniu.kernel.platform.jobs.running import Running

JOB = "documents.incoming.remind_due"
ACTOR = "自动催办"
AT = time(8, 30)
ONCE_A_DAY = UUID("5c2d7c1e-6a5b-4f0e-9d1b-2f6f6a0d8b11")
"""The name space of the command ids: the same matter on the same day is the same command, done once."""


def last_day_to_remind(calendar: WorkCalendar, today: date, before_days: int) -> date:
    """The latest due day that is reminded of on *today*: what is due in so many working days, or overdue.

    Rest days after that day belong to it: what is due on them is reminded of before them, not after.
    """
    following = add_workdays(calendar, today, before_days + 1)
    return following - timedelta(days=1)


def sentence(calendar: WorkCalendar, due: date, today: date) -> str:
    """What the reminder says of the time limit."""
    if due < today:
        return f"已逾期{(today - due).days}天，请抓紧办理并说明原因。"
    if due == today:
        return "今天到期，请今天办结。"
    left = workdays_between(calendar, today, due)
    return (
        f"{due.month}月{due.day}日到期，还剩{left}个工作日。"
        if left
        else f"{due.month}月{due.day}日到期，之前没有工作日了。"
    )


@tick("documents.incoming.remind", daily=AT)
def begin(now: datetime) -> None:
    """On a working day, ask for the day's reminders; on a rest day nobody is disturbed."""
    start_on_workday(JOB, actor=ACTOR, now=now)


@job(JOB, label="自动催办")
def work(running: Running) -> Mapping[str, int]:
    """The day's reminders as a job: interrupted, it goes on, and nobody is reminded twice."""
    now = running.now()
    due = list(due_matters(now))
    reminded = 0
    for done, (matter_id, words) in enumerate(due, start=1):
        reminded += remind(matter_id, words, now=now)
        running.report(done, len(due))
    return {"due": len(due), "reminded": reminded}


def due_matters(now: datetime) -> Iterator[tuple[int, str]]:
    """(matter, what to say) of every open document in somebody's hands that is nearly due or overdue, and of every
    one for which an answer from outside is nearly or over due."""
    calendar, today = county_calendar(), now.astimezone(COUNTY).date()
    last = last_day_to_remind(calendar, today, parameters.number("incoming.remind_before_days", on=today))
    answers = _awaited(last, today)
    end = datetime.combine(last + timedelta(days=1), time(), tzinfo=COUNTY)
    held = Exists(Task.objects.filter(matter_id=OuterRef("pk"), closed_at=None))
    rows = Matter.objects.filter(held, kind="incoming", closed_at=None, due_at__lt=end).order_by("pk")
    for matter_id, due_at in rows.values_list("pk", "due_at"):
        assert due_at is not None
        words = sentence(calendar, due_at.astimezone(COUNTY).date(), today)
        yield matter_id, words + answers.pop(matter_id, "")
    yield from answers.items()


def _awaited(last: date, today: date) -> dict[int, str]:
    """What to say of the answers that should come until *last* or should have come, by matter id."""
    waits = Wait.objects.filter(matter__kind="incoming", closed_at=None, until__lte=last).order_by("pk")
    found: dict[int, str] = {}
    for matter_id, whom, until in waits.values_list("matter_id", "whom", "until"):
        late = f"，已过{(today - until).days}天" if until < today else ""
        words = f"{whom}的答复等到{until.month}月{until.day}日{late}。"
        found[matter_id] = found.get(matter_id, "") + words
    return found


def remind(matter_id: int, words: str, *, now: datetime) -> bool:
    """Remind the holders of one matter in the system's name, at most once a day; whether it was done now."""
    command = once_a_day(ONCE_A_DAY, matter_id, now)
    data = {"matter": matter_id, "text": words}
    return press_once("flow.remind", data, command_id=command, actor=ACTOR, now=now) is not None
