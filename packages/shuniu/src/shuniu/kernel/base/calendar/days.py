"""What kind of day a date is for the whole country: working day, weekend, statutory holiday, 调休.

Announced years come from chinesecalendar (the State Council's yearly notices). For other years only the
statutory days of 《全国年节及纪念日放假办法》 (2024-11-10 revision, in force 2025-01-01) are computed:
元旦 1, 春节 4 (除夕 to 初三), 清明 1, 劳动节 2, 端午 1, 中秋 1, 国庆节 3. Which days are worked or given in
exchange is not known before the notice, so such days are marked as estimated (预估). Pure: no clock, no
database.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum
from functools import cache

from borax.calendars.lunardate import (  # type: ignore[import-untyped]
    MAX_LUNAR_YEAR,
    MIN_LUNAR_YEAR,
    LunarDate,
    TermUtils,
)
from chinese_calendar import constants


class DayKind(StrEnum):
    """Why a day is worked or not, in the words printed on a calendar."""

    WORKDAY = "工作日"
    MADE_UP = "调休上班"
    WEEKEND = "周末"
    HOLIDAY = "法定节假日"
    IN_LIEU = "调休放假"
    ADJUSTED = "本单位调整"


@dataclass(frozen=True, slots=True)
class Day:
    """One date judged: worked or not, why, the holiday's or note's name, and whether it is only estimated."""

    date: date
    workday: bool
    kind: DayKind
    name: str = ""
    estimated: bool = False


@dataclass(frozen=True, slots=True)
class _Fixed:
    name: str
    month: int
    days: tuple[int, ...]


_FIXED = (
    _Fixed("元旦", 1, (1,)),
    _Fixed("劳动节", 5, (1, 2)),
    _Fixed("国庆节", 10, (1, 2, 3)),
)
_LUNAR = (("端午", 5, 5), ("中秋", 8, 15))
_SPRING_FESTIVAL_OFFSETS = (-1, 0, 1, 2)  # 除夕, 初一, 初二, 初三
_QINGMING = "清明"

_CHINESE_NAMES: dict[str, str] = {holiday.value: holiday.chinese for holiday in constants.Holiday}


@cache
def announced_years() -> frozenset[int]:
    """The years whose arrangement of holidays and 调休 is known."""
    return frozenset(day.year for day in constants.holidays)


@cache
def statutory_days(year: int) -> dict[date, str]:
    """The 13 statutory days off of *year* under the 2024 regulation, with their names.

    Lunar days and 清明 are known from 1900 to 2100; outside that range only the fixed days are given.
    """
    days = {date(year, fixed.month, day): fixed.name for fixed in _FIXED for day in fixed.days}
    if MIN_LUNAR_YEAR <= year <= MAX_LUNAR_YEAR:
        days.update(_moving_days(year))
    return days


def _moving_days(year: int) -> Iterator[tuple[date, str]]:
    first: date = LunarDate(year, 1, 1).to_solar_date()
    for offset in _SPRING_FESTIVAL_OFFSETS:
        yield first + timedelta(days=offset), "春节"
    yield TermUtils.nth_term_day(year, TermUtils.name2index(_QINGMING)), _QINGMING
    for name, month, day in _LUNAR:
        yield LunarDate(year, month, day).to_solar_date(), name


def national_day(day: date) -> Day:
    """What *day* is for the whole country, before any office's own changes.

    Raises TypeError for a datetime: which day it falls on depends on the time zone, so the caller decides.
    """
    if isinstance(day, datetime):
        raise TypeError("a date is needed, not a datetime")
    return _announced(day) if day.year in announced_years() else _estimated(day)


def _announced(day: date) -> Day:
    if name := constants.holidays.get(day):
        kind = DayKind.IN_LIEU if day in constants.in_lieu_days else DayKind.HOLIDAY
        return Day(day, False, kind, _CHINESE_NAMES[name])
    if name := constants.workdays.get(day):
        return Day(day, True, DayKind.MADE_UP, _CHINESE_NAMES[name])
    return _plain(day, estimated=False)


def _estimated(day: date) -> Day:
    if name := statutory_days(day.year).get(day):
        return Day(day, False, DayKind.HOLIDAY, name, estimated=True)
    return _plain(day, estimated=True)


def _plain(day: date, *, estimated: bool) -> Day:
    weekend = day.isoweekday() > 5
    return Day(day, not weekend, DayKind.WEEKEND if weekend else DayKind.WORKDAY, estimated=estimated)
