"""Office hours as one line of minutes, so that what happens in an office can be laid out by adding numbers."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable
from datetime import date, datetime, time, timedelta

from shuniu.kernel.base.calendar import national_day

Workday = Callable[[date], bool]

MINUTES_A_DAY = 420
_MORNING = 210


def is_workday(day: date) -> bool:
    """Whether offices work that day, as the platform's own calendar has it."""
    return national_day(day).workday


class OfficeClock:
    """The working minutes of the 366 days before ``today`` (08:30-12:00 and 14:30-18:00), numbered from 0.

    Every moment it gives lies before ``today``. Datetimes are naive, in the county's own time.
    """

    def __init__(self, today: date, workday: Workday = is_workday) -> None:
        self.today = today
        self._workday = workday
        spread = (today - timedelta(days=back) for back in range(366, 0, -1))
        self.days = [day for day in spread if workday(day)]
        self.day_set = frozenset(self.days)
        self.end = len(self.days) * MINUTES_A_DAY

    def moment(self, position: int) -> datetime:
        """The datetime of a position; positions past either end are held at that end."""
        place, minute = divmod(min(max(position, 0), self.end - 1), MINUTES_A_DAY)
        start = time(8, 30) if minute < _MORNING else time(14, 30)
        return datetime.combine(self.days[place], start) + timedelta(minutes=minute % _MORNING)

    def position(self, day: date) -> int:
        """The first minute of ``day``, or of the next working day; ``end`` from ``today`` on."""
        return bisect_left(self.days, day) * MINUTES_A_DAY

    def workdays_after(self, day: date, count: int) -> date:
        """The working day ``count`` working days after ``day``."""
        while count > 0:
            day += timedelta(days=1)
            count -= self._workday(day)
        return day
