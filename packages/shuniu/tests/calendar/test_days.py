"""The country's days: announced years with 调休, later years estimated from the 2024 regulation."""

from datetime import date, datetime

import pytest

from shuniu.kernel.base.calendar import DayKind, announced_years, national_day, statutory_days

ANNOUNCED = [
    ("2025-01-26", True, DayKind.MADE_UP, "春节"),
    ("2025-01-28", False, DayKind.HOLIDAY, "春节"),
    ("2026-02-14", True, DayKind.MADE_UP, "春节"),
    ("2026-02-15", False, DayKind.HOLIDAY, "春节"),
    ("2026-02-17", False, DayKind.HOLIDAY, "春节"),
    ("2026-10-10", True, DayKind.MADE_UP, "国庆节"),
    ("2026-11-23", True, DayKind.WORKDAY, ""),
    ("2026-11-22", False, DayKind.WEEKEND, ""),
]

# Published almanac dates: 初一 (Spring Festival), 端午, 中秋, 清明.
LUNAR = {
    2027: ("02-06", "06-09", "09-15", "04-05"),
    2028: ("01-26", "05-28", "10-03", "04-04"),
    2029: ("02-13", "06-16", "09-22", "04-04"),
    2030: ("02-03", "06-05", "09-12", "04-05"),
    2031: ("01-23", "06-24", "10-01", "04-05"),
    2032: ("02-11", "06-12", "09-19", "04-04"),
    2033: ("01-31", "06-01", "09-08", "04-04"),
    2034: ("02-19", "06-20", "09-27", "04-05"),
    2035: ("02-08", "06-10", "09-16", "04-05"),
}


@pytest.mark.parametrize(("day", "workday", "kind", "name"), ANNOUNCED)
def test_announced_days(day: str, workday: bool, kind: DayKind, name: str) -> None:
    judged = national_day(date.fromisoformat(day))
    assert (judged.workday, judged.kind, judged.name, judged.estimated) == (workday, kind, name, False)


@pytest.mark.parametrize("year", LUNAR)
def test_moving_feasts(year: int) -> None:
    spring, dragon_boat, mid_autumn, qingming = (date.fromisoformat(f"{year}-{d}") for d in LUNAR[year])
    days = statutory_days(year)
    assert [d for d, name in days.items() if name == "春节"][1] == spring
    # When two feasts share a day (中秋 on 国庆节) the day is off once, under the feast written last.
    assert days[dragon_boat] == "端午"
    assert days[mid_autumn] == "中秋"
    assert days[qingming] == "清明"


@pytest.mark.parametrize("year", [2027, 2029, 2030, 2040, 2060, 2099, 2100])
def test_thirteen_days_a_year_when_none_coincide(year: int) -> None:
    days = statutory_days(year)
    names = sorted(days.values())
    expected = ["中秋", "元旦", *["劳动节"] * 2, *["国庆节"] * 3, *["春节"] * 4, "清明", "端午"]
    assert names == sorted(expected)


@pytest.mark.parametrize("year", sorted(announced_years() & {2025, 2026}))
def test_computed_days_agree_with_the_announcements(year: int) -> None:
    """Every statutory day computed for an announced year under this regulation is off in the announcement."""
    assert [d for d in statutory_days(year) if national_day(d).workday] == []


def test_unannounced_years_are_estimated() -> None:
    year = max(announced_years()) + 1
    judged = national_day(date(year, 10, 1))
    assert (judged.workday, judged.kind, judged.estimated) == (False, DayKind.HOLIDAY, True)
    assert all(national_day(date(year, 7, d)).estimated for d in range(1, 8))


def test_years_beyond_the_almanac_keep_the_fixed_days() -> None:
    assert set(statutory_days(2150).values()) == {"元旦", "劳动节", "国庆节"}


def test_a_datetime_is_not_a_date() -> None:
    with pytest.raises(TypeError):
        national_day(datetime(2026, 1, 1))
