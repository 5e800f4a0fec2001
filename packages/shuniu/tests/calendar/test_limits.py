"""When a time limit runs out, and when its reminder falls."""

from datetime import UTC, date, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from shuniu.kernel.base.calendar import (
    BEIJING,
    LimitUnit,
    TimeLimit,
    WorkCalendar,
    due_from,
    due_on,
    is_workday,
    parse_limit,
)

COUNTRY = WorkCalendar()

# start, limit as written, due moment, reminder
CASES = [
    ("2026-11-23T10:00", "1日", "2026-11-24T18:00", "2026-11-24"),
    ("2026-11-23T10:00", "7日内", "2026-11-30T18:00", "2026-11-30"),
    ("2026-11-21T10:00", "7日", "2026-11-28T18:00", "2026-11-27"),  # due on a Saturday, reminder Friday
    ("2026-09-28T10:00", "7日", "2026-10-05T18:00", "2026-09-30"),
    ("2026-11-23T23:50", "1日", "2026-11-24T18:00", "2026-11-24"),
    ("2026-11-23T10:00", "5个工作日", "2026-11-30T18:00", "2026-11-30"),
    ("2026-11-21T10:00", "1个工作日", "2026-11-23T18:00", "2026-11-23"),
    ("2026-09-30T10:00", "3个工作日", "2026-10-10T18:00", "2026-10-10"),
    ("2026-11-21T10:00", "1天", "2026-11-22T18:00", "2026-11-21"),  # no reminder before the matter began
    ("2026-11-23T23:00", "2小时", "2026-11-24T01:00", "2026-11-24"),
    ("2026-11-23T10:00", "2个工作小时", "2026-11-23T12:00", "2026-11-23"),
    ("2026-11-23T11:30", "1个工作小时", "2026-11-23T14:30", "2026-11-23"),
    ("2026-11-27T17:00", "4个工作小时", "2026-11-30T11:00", "2026-11-30"),
    ("2026-11-28T09:00", "1个工作小时", "2026-11-30T09:00", "2026-11-30"),
    ("2026-11-23T19:00", "13个工作小时", "2026-11-25T15:00", "2026-11-25"),
    ("2026-11-23T19:00", "16个工作小时", "2026-11-25T18:00", "2026-11-25"),
]

# telegram and document grades as counties set them (domain report §10)
GRADES = [("特提", 1), ("特急", 3), ("加急", 5), ("平急", 10)]


def at(text: str) -> datetime:
    return datetime.fromisoformat(text).replace(tzinfo=BEIJING)


@pytest.mark.parametrize(("start", "limit", "due", "reminder"), CASES)
def test_due(start: str, limit: str, due: str, reminder: str) -> None:
    result = due_from(COUNTRY, at(start), parse_limit(limit))
    assert (result.at, result.remind_on) == (at(due), date.fromisoformat(reminder))
    assert not result.estimated


@pytest.mark.parametrize(("grade", "days"), GRADES)
def test_telegram_grades_count_natural_days(grade: str, days: int) -> None:
    result = due_from(COUNTRY, at("2026-11-02T09:00"), TimeLimit(days))
    assert result.at == at(f"2026-11-{2 + days:02}T18:00"), grade


def test_a_moment_from_another_zone_falls_on_the_local_day() -> None:
    late = datetime(2026, 11, 23, 18, 0, tzinfo=UTC)  # 02:00 on the 24th in Beijing
    assert due_from(COUNTRY, late, TimeLimit(1)).at == at("2026-11-25T18:00")


def test_a_named_day_is_inclusive_and_reminds_before_a_rest_day() -> None:
    due = due_on(COUNTRY, date(2026, 5, 6), date(2026, 5, 31))  # "5月底前", a Sunday
    assert (due.at, due.remind_on) == (at("2026-05-31T18:00"), date(2026, 5, 29))


def test_a_limit_that_ends_in_an_unannounced_year_is_estimated() -> None:
    assert due_from(COUNTRY, at("2026-12-30T09:00"), TimeLimit(5, LimitUnit.WORKDAYS)).estimated


def test_a_naive_start_is_refused() -> None:
    with pytest.raises(ValueError, match="aware"):
        due_from(COUNTRY, datetime(2026, 11, 23), TimeLimit(1))


@pytest.mark.parametrize("text", ["", "尽快", "0日", "3", "日", "-1日", "3.5日", "99999日", "三日"])
def test_what_is_no_limit_is_refused(text: str) -> None:
    with pytest.raises(ValueError, match="不是办理时限"):
        parse_limit(text)


limits = st.builds(TimeLimit, st.integers(1, 200), st.sampled_from(LimitUnit))


@given(limits)
def test_a_limit_reads_back_as_it_prints(limit: TimeLimit) -> None:
    assert parse_limit(str(limit)) == limit


starts = st.datetimes(datetime(2024, 1, 1), datetime(2033, 1, 1), timezones=st.just(BEIJING))


@given(starts, limits)
def test_due_lies_after_the_start_and_the_reminder_not_after_due(start: datetime, limit: TimeLimit) -> None:
    due = due_from(COUNTRY, start, limit)
    assert due.at > start
    assert start.date() <= due.remind_on <= due.at.date()
    assert is_workday(COUNTRY, due.remind_on) or due.remind_on == start.date()


@given(starts, st.integers(1, 60), st.sampled_from(LimitUnit))
def test_a_longer_limit_is_never_due_earlier(start: datetime, amount: int, unit: LimitUnit) -> None:
    shorter, longer = TimeLimit(amount, unit), TimeLimit(amount + 1, unit)
    assert due_from(COUNTRY, start, shorter).at < due_from(COUNTRY, start, longer).at
