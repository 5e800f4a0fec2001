"""The working calendar: days, counting them, and time limits. Pure Python, no clock and no database."""

from shuniu.kernel.base.calendar.days import Day, DayKind, announced_years, national_day, statutory_days
from shuniu.kernel.base.calendar.limits import (
    Due,
    LimitUnit,
    TimeLimit,
    due_at,
    due_from,
    due_on,
    parse_limit,
)
from shuniu.kernel.base.calendar.workdays import (
    BEIJING,
    DayOverride,
    OfficeHours,
    WorkCalendar,
    add_workdays,
    describe_day,
    first_workday_on_or_after,
    in_office_hours,
    is_workday,
    last_workday_on_or_before,
    workdays_between,
)

__all__ = [
    "BEIJING",
    "Day",
    "DayKind",
    "DayOverride",
    "Due",
    "LimitUnit",
    "OfficeHours",
    "TimeLimit",
    "WorkCalendar",
    "add_workdays",
    "announced_years",
    "describe_day",
    "due_at",
    "due_from",
    "due_on",
    "first_workday_on_or_after",
    "in_office_hours",
    "is_workday",
    "last_workday_on_or_before",
    "national_day",
    "parse_limit",
    "statutory_days",
    "workdays_between",
]
