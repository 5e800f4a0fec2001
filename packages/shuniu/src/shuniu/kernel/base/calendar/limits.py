"""Time limits: "7日", "5个工作日", "2小时" as values, and the moment at which they run out.

Natural days are inclusive of their last day ("7日内": the seventh day after the start is still in time); the
start day is not counted. The due moment is closing time on the last day. A due day that is a rest day stays
what it is, but the reminder falls on the last working day before it.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from shuniu.kernel.base.calendar.days import national_day
from shuniu.kernel.base.calendar.workdays import (
    WorkCalendar,
    add_workdays,
    first_workday_on_or_after,
    last_workday_on_or_before,
    local,
)


class LimitUnit(StrEnum):
    """What a limit counts."""

    DAYS = "日"
    WORKDAYS = "工作日"
    HOURS = "小时"
    WORK_HOURS = "工作小时"


_SPELLINGS: dict[str, LimitUnit] = {
    "日": LimitUnit.DAYS,
    "天": LimitUnit.DAYS,
    "自然日": LimitUnit.DAYS,
    "工作日": LimitUnit.WORKDAYS,
    "小时": LimitUnit.HOURS,
    "工作小时": LimitUnit.WORK_HOURS,
}
_LIMIT = re.compile(
    rf"\s*(\d{{1,4}})\s*个?({'|'.join(sorted(_SPELLINGS, key=len, reverse=True))})(?:内|以内)?\s*"
)


@dataclass(frozen=True, slots=True)
class TimeLimit:
    """An amount of days or hours, natural or working. Raises ValueError unless the amount is positive."""

    amount: int
    unit: LimitUnit = LimitUnit.DAYS

    def __post_init__(self) -> None:
        if self.amount < 1:
            raise ValueError("a time limit is at least 1")

    def __str__(self) -> str:
        counter = "" if self.unit is LimitUnit.DAYS else "个"
        return f"{self.amount}{counter}{self.unit}"


@dataclass(frozen=True, slots=True)
class Due:
    """When a limit runs out, the day the reminder falls on, and whether it rests on estimated days (预估)."""

    at: datetime
    remind_on: date
    estimated: bool


def parse_limit(text: str) -> TimeLimit:
    """The limit that *text* says, such as "3日", "7日内", "10个工作日", "2小时", "4个工作小时".

    Raises ValueError with a Chinese sentence when it says none.
    """
    match = _LIMIT.fullmatch(text)
    if match is None or int(match[1]) == 0:
        raise ValueError(f"“{text}”不是办理时限，应当写成“3日”“5个工作日”或“2小时”")
    return TimeLimit(int(match[1]), _SPELLINGS[match[2]])


def due_from(calendar: WorkCalendar, start: datetime, limit: TimeLimit) -> Due:
    """The moment *limit* runs out when it begins at *start* (an aware datetime).

    Days end at closing time of the last day; the start day is not counted. Natural hours run through nights
    and rest days; working hours run only inside office hours. Raises ValueError for a naive *start*.
    """
    begun = local(calendar, start)
    return due_at(calendar, begun.date(), _end(calendar, begun, limit))


def due_on(calendar: WorkCalendar, start: date, last_day: date) -> Due:
    """The due moment for a date named outright ("6月30日前", inclusive): closing time of *last_day*."""
    return due_at(calendar, start, _closing(calendar, last_day))


def due_at(calendar: WorkCalendar, start: date, at: datetime) -> Due:
    """*at* as a `Due`: with its reminder, which is never earlier than *start*."""
    remind_on = max(last_workday_on_or_before(calendar, at.date()), min(start, at.date()))
    return Due(at, remind_on, national_day(at.date()).estimated)


def _end(calendar: WorkCalendar, begun: datetime, limit: TimeLimit) -> datetime:
    match limit.unit:
        case LimitUnit.DAYS:
            return _closing(calendar, begun.date() + timedelta(days=limit.amount))
        case LimitUnit.WORKDAYS:
            return _closing(calendar, add_workdays(calendar, begun.date(), limit.amount))
        case LimitUnit.HOURS:
            return begun + timedelta(hours=limit.amount)
        case LimitUnit.WORK_HOURS:
            return _after_work_hours(calendar, begun, timedelta(hours=limit.amount))


def _closing(calendar: WorkCalendar, day: date) -> datetime:
    return datetime.combine(day, calendar.hours.closing, calendar.zone)


def _after_work_hours(calendar: WorkCalendar, begun: datetime, left: timedelta) -> datetime:
    day = first_workday_on_or_after(calendar, begun.date())
    while True:
        for opening, closing in calendar.hours.spans:
            opened = max(begun, datetime.combine(day, opening, calendar.zone))
            room = datetime.combine(day, closing, calendar.zone) - opened
            if room >= left:
                return opened + left
            left -= max(room, timedelta())
        day = add_workdays(calendar, day, 1)
