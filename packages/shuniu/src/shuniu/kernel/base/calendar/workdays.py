"""Counting working days in an office's own calendar: the country's days under the office's edited ones.

Every function is pure: the calendar is a value that the caller builds (overrides come from the database).
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from types import MappingProxyType
from zoneinfo import ZoneInfo

from shuniu.kernel.base.calendar.days import Day, DayKind, national_day

BEIJING = ZoneInfo("Asia/Shanghai")
_ONE_DAY = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class DayOverride:
    """A day as this office keeps it, whatever the country does; *note* says why (a local holiday, 值班 …)."""

    date: date
    workday: bool
    note: str = ""


@dataclass(frozen=True, slots=True)
class OfficeHours:
    """The spans of one working day in order, in local time; the same on every working day.

    The default is the statutory eight hours (国务院关于职工工作时间的规定); a county sets its own.

    Raises ValueError when there is no span, or spans are empty, overlap or stand out of order.
    """

    spans: tuple[tuple[time, time], ...] = ((time(8), time(12)), (time(14), time(18)))

    def __post_init__(self) -> None:
        edges = [edge for span in self.spans for edge in span]
        if not edges or any(later <= earlier for earlier, later in zip(edges, edges[1:], strict=False)):
            raise ValueError("office hours must be spans in ascending order")

    @property
    def closing(self) -> time:
        """When the office stops work (民法典第203条: a period ends when business hours end)."""
        return self.spans[-1][1]


@dataclass(frozen=True)
class WorkCalendar:
    """One office's calendar: its edited days, its hours, its time zone."""

    overrides: Mapping[date, DayOverride] = field(default_factory=lambda: MappingProxyType({}))
    hours: OfficeHours = OfficeHours()
    zone: ZoneInfo = BEIJING

    @classmethod
    def of(cls, overrides: Iterable[DayOverride] = (), hours: OfficeHours | None = None) -> WorkCalendar:
        """A calendar from the edited days as they are stored; of two for one date the later one counts."""
        by_date = MappingProxyType({override.date: override for override in overrides})
        return cls(by_date, hours or OfficeHours())


def describe_day(calendar: WorkCalendar, day: date) -> Day:
    """What *day* is in this office: its own override first, then the country's day."""
    national = national_day(day)
    if override := calendar.overrides.get(day):
        return Day(day, override.workday, DayKind.ADJUSTED, override.note or national.name)
    return national


def is_workday(calendar: WorkCalendar, day: date) -> bool:
    """Whether the office works on *day*."""
    return describe_day(calendar, day).workday


def add_workdays(calendar: WorkCalendar, start: date, n: int) -> date:
    """The *n*-th working day after *start*; the start day itself is not counted (开始的当日不计入).

    Negative *n* counts back. 0 gives *start* unchanged, also when it is a rest day. For a working day,
    adding n and then −n comes back to it. Raises OverflowError past the end of the calendar.
    """
    step = _ONE_DAY if n > 0 else -_ONE_DAY
    day, left = start, abs(n)
    while left:
        day += step
        left -= is_workday(calendar, day)
    return day


def workdays_between(calendar: WorkCalendar, start: date, end: date) -> int:
    """How many working days lie after *start* up to and including *end*; negative when *end* is earlier.

    So `workdays_between(c, s, add_workdays(c, s, n)) == n` for n ≥ 0, and swapping the dates swaps the sign.
    """
    if end < start:
        return -workdays_between(calendar, end, start)
    return sum(is_workday(calendar, day) for day in _days_after(start, end))


def last_workday_on_or_before(calendar: WorkCalendar, day: date) -> date:
    """The day a reminder for *day* falls on: *day* itself, or the last working day before a rest day."""
    return day if is_workday(calendar, day) else add_workdays(calendar, day, -1)


def first_workday_on_or_after(calendar: WorkCalendar, day: date) -> date:
    """*day* itself when the office works on it, otherwise the next working day."""
    return day if is_workday(calendar, day) else add_workdays(calendar, day, 1)


def local(calendar: WorkCalendar, moment: datetime) -> datetime:
    """*moment* in the office's time zone. Raises ValueError for a naive datetime."""
    if moment.tzinfo is None:
        raise ValueError("an aware datetime is needed")
    return moment.astimezone(calendar.zone)


def in_office_hours(calendar: WorkCalendar, moment: datetime) -> bool:
    """Whether the office is at work at *moment* (the closing minute is outside)."""
    here = local(calendar, moment)
    clock = here.time()
    return is_workday(calendar, here.date()) and any(a <= clock < b for a, b in calendar.hours.spans)


def _days_after(start: date, end: date) -> Iterator[date]:
    return (start + timedelta(days=offset) for offset in range(1, (end - start).days + 1))
