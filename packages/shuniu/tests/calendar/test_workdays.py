"""Counting working days, as a table of cases and as laws."""

from datetime import date, datetime, time, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuniu.kernel.base.calendar import (
    BEIJING,
    DayKind,
    DayOverride,
    OfficeHours,
    WorkCalendar,
    add_workdays,
    describe_day,
    in_office_hours,
    is_workday,
    last_workday_on_or_before,
    workdays_between,
)

COUNTRY = WorkCalendar()

ADD = [
    ("2026-11-23", 0, "2026-11-23"),
    ("2026-11-23", 1, "2026-11-24"),
    ("2026-11-23", 5, "2026-11-30"),
    ("2026-11-27", 1, "2026-11-30"),
    ("2026-11-28", 1, "2026-11-30"),
    ("2026-11-28", 0, "2026-11-28"),
    ("2026-11-30", -1, "2026-11-27"),
    ("2026-11-29", -1, "2026-11-27"),
    ("2026-02-13", 1, "2026-02-14"),  # 调休上班 Saturday
    ("2026-02-14", 1, "2026-02-24"),  # over 春节
    ("2026-09-30", 1, "2026-10-08"),
    ("2026-10-09", 1, "2026-10-10"),  # 调休上班 Saturday
]

REMIND = [
    ("2026-06-30", "2026-06-30"),
    ("2026-05-31", "2026-05-29"),  # Sunday
    ("2026-10-05", "2026-09-30"),  # inside 国庆节
    ("2026-10-10", "2026-10-10"),  # a worked Saturday
    ("2027-10-01", "2027-09-30"),  # estimated
    ("2027-02-07", "2027-02-04"),  # estimated 春节
]


@pytest.mark.parametrize(("start", "n", "end"), ADD)
def test_add(start: str, n: int, end: str) -> None:
    assert add_workdays(COUNTRY, date.fromisoformat(start), n) == date.fromisoformat(end)


@pytest.mark.parametrize(("day", "reminder"), REMIND)
def test_last_workday(day: str, reminder: str) -> None:
    assert last_workday_on_or_before(COUNTRY, date.fromisoformat(day)) == date.fromisoformat(reminder)


days = st.dates(date(2024, 1, 1), date(2035, 12, 31))
calendars = st.builds(
    WorkCalendar.of,
    st.lists(st.builds(DayOverride, days, st.booleans(), st.just("县庆")), max_size=40),
)


@pytest.mark.slow
@given(calendars, days, st.integers(1, 120))
def test_adding_counts_what_lies_between(calendar: WorkCalendar, start: date, n: int) -> None:
    end = add_workdays(calendar, start, n)
    assert is_workday(calendar, end)
    assert workdays_between(calendar, start, end) == n


@pytest.mark.slow
@given(calendars, days, st.integers(0, 120))
def test_taking_away_undoes_adding(calendar: WorkCalendar, start: date, n: int) -> None:
    workday = last_workday_on_or_before(calendar, start)
    assert add_workdays(calendar, add_workdays(calendar, workday, n), -n) == workday


@pytest.mark.slow
@given(calendars, days, st.integers(0, 400), st.integers(0, 400))
def test_between_adds_up(calendar: WorkCalendar, start: date, first: int, second: int) -> None:
    middle, end = start + timedelta(days=first), start + timedelta(days=first + second)
    parts = workdays_between(calendar, start, middle) + workdays_between(calendar, middle, end)
    assert parts == workdays_between(calendar, start, end) == -workdays_between(calendar, end, start)


@pytest.mark.slow
@given(calendars, days)
def test_a_reminder_is_a_workday_with_only_rest_days_behind_it(calendar: WorkCalendar, day: date) -> None:
    reminder = last_workday_on_or_before(calendar, day)
    assert is_workday(calendar, reminder)
    assert reminder <= day
    assert workdays_between(calendar, reminder, day) == 0


def test_an_edited_day_wins() -> None:
    calendar = WorkCalendar.of([DayOverride(date(2026, 11, 23), False, "县庆放假")])
    judged = describe_day(calendar, date(2026, 11, 23))
    assert (judged.workday, judged.kind, judged.name) == (False, DayKind.ADJUSTED, "县庆放假")
    assert add_workdays(calendar, date(2026, 11, 20), 1) == date(2026, 11, 24)


def test_editing_settles_an_estimated_day() -> None:
    calendar = WorkCalendar.of([DayOverride(date(2027, 2, 8), True)])
    judged = describe_day(calendar, date(2027, 2, 8))
    assert (judged.workday, judged.name, judged.estimated) == (True, "春节", False)


@pytest.mark.parametrize(
    ("clock", "open_"),
    [("07:59", False), ("08:00", True), ("12:00", False), ("15:00", True), ("18:00", False)],
)
def test_office_hours(clock: str, open_: bool) -> None:
    moment = datetime.combine(date(2026, 11, 23), time.fromisoformat(clock), BEIJING)
    assert in_office_hours(COUNTRY, moment) is open_


@pytest.mark.parametrize("spans", [(), ((time(9), time(9)),), ((time(9), time(12)), (time(11), time(17)))])
def test_nonsensical_hours_are_refused(spans: tuple[tuple[time, time], ...]) -> None:
    with pytest.raises(ValueError, match="ascending"):
        OfficeHours(spans)
