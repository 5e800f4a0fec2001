"""The county's own working calendar: the known days, and the days it edited (调休)."""

from __future__ import annotations

from shuniu.kernel.base.calendar import DayOverride, WorkCalendar
from shuniu.kernel.base.models import CalendarDay


def county_calendar() -> WorkCalendar:
    """The calendar in force now; one query."""
    edited = CalendarDay.objects.order_by("pk").values_list("day", "workday", "note")
    return WorkCalendar.of(DayOverride(*day) for day in edited)
