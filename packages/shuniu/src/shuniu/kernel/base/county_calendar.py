"""The county's own working calendar: the known days, and the days it edited (调休)."""

from __future__ import annotations

from shuniu.kernel.base.calendar import DayOverride, WorkCalendar
from shuniu.kernel.base.models import CalendarDay
from shuniu.kernel.base.prepared import Prepared


def county_calendar() -> WorkCalendar:
    """The calendar in force now; one query."""
    return WorkCalendar.of(DayOverride(*day) for day in _EDITED())


_EDITED = Prepared(lambda: CalendarDay.objects.order_by("pk").values_list("day", "workday", "note"))
