"""The ways of naming a day in a demand, each with how it is resolved against the day of the document."""

from __future__ import annotations

import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, time, timedelta

from hongtou.model.date import hanzi_number

HAN = "零〇○一二三四五六七八九十两"
_YEAR = rf"(?:(?P<year>\d{{4}}|[{HAN}]{{4}}|今|明|本|当|次|每)年[ ]*)"
# What a year or a month begins with: most places of a text need not be tried.
_AHEAD = rf"(?=[\d{HAN}今明本当次每])"
_NUMBER = rf"(?:\d{{1,2}}|[{HAN}]{{1,3}})"
_PART = r"(?P<part>底|末|上旬|中旬|下旬)"
_REMARK = r"(?:[（(](?:星期|周)[一二三四五六日天][）)])?"
_CLOCK = (
    rf"(?:[ ]*(?P<half>上午|下午|中午|晚上|早上)?[ ]*(?P<hour>\d{{1,2}}|[{HAN}]{{1,3}})"
    r"(?:[:：](?P<minute>\d{2})|[时点](?:(?P<minute2>\d{1,2})分|(?P<halfpast>半)|整)?))?"
)
# A document that asks for a day just past is late, not a year early.
_OVERDUE_AT_ISSUE = timedelta(days=60)
_NOON = 12


@dataclass(frozen=True, slots=True)
class Day:
    """A day that was named: ``date`` is None when it cannot be told or does not exist."""

    date: date | None
    recurring: bool = False


Resolver = Callable[[re.Match[str], date | None], Day]


def _month_day(match: re.Match[str], reference: date | None) -> Day:
    return _in_year(match["year"], reference, _number(match["month"]), _number(match["day"]))


def _month_part(match: re.Match[str], reference: date | None) -> Day:
    return _in_year(match["year"], reference, _number(match["month"]), match["part"])


def _this_month(match: re.Match[str], reference: date | None) -> Day:
    which = match["this"]
    if reference is None:
        return Day(None, which == "每")
    day = match["part"] or _number(match["day"])
    year, month = reference.year, reference.month
    found = _on(year, month, day)
    if which in ("下", "次") or (which == "每" and found is not None and found < reference):
        found = _on(year + month // 12, month % 12 + 1, day)
    return Day(found, which == "每")


def _month_end(_match: re.Match[str], reference: date | None) -> Day:
    return Day(_on(reference.year, reference.month, "底") if reference else None)


def _year_end(match: re.Match[str], reference: date | None) -> Day:
    return _in_year(match["year"] or "今", reference, 12, 31)


def _bare_year_end(_match: re.Match[str], reference: date | None) -> Day:
    return _in_year("今", reference, 12, 31)


def _half_year(match: re.Match[str], reference: date | None) -> Day:
    return _in_year(match["year"], reference, 6, 30)


def _quarter(match: re.Match[str], reference: date | None) -> Day:
    return _in_year(match["year"], reference, 3 * _number(match["quarter"]), "底")


def _weekday(match: re.Match[str], reference: date | None) -> Day:
    recurring = match["week"] == "每"
    if reference is None:
        return Day(None, recurring)
    wanted = "一二三四五六日".index(match["weekday"].replace("天", "日"))
    day = reference - timedelta(days=reference.weekday()) + timedelta(days=wanted)
    if match["week"] == "下" or (match["week"] in (None, "每") and day < reference):
        day += timedelta(days=7)
    return Day(day, recurring)


def _near(match: re.Match[str], reference: date | None) -> Day:
    ahead = {"今": 0, "当": 0, "明": 1, "后": 2}[match["near"]]
    return Day(reference + timedelta(days=ahead) if reference else None)


# The words of which one stands in every match come first: a text without them need not be searched.
FORMS: tuple[tuple[tuple[str, ...], re.Pattern[str], Resolver], ...] = tuple(
    (tuple(words.split("|")), re.compile(pattern), resolver)
    for words, pattern, resolver in (
        (
            "月",
            rf"{_AHEAD}{_YEAR}?(?P<month>{_NUMBER})月[ ]*(?P<day>{_NUMBER})[日号]{_REMARK}{_CLOCK}",
            _month_day,
        ),
        ("月", rf"{_AHEAD}{_YEAR}?(?P<month>{_NUMBER})月(?:份)?{_PART}", _month_part),
        (
            "月",
            rf"(?P<this>本|当|下|次|每)个?月(?:{_PART}|(?P<day>{_NUMBER})[日号]{_REMARK}{_CLOCK})",
            _this_month,
        ),
        ("月底|月末", rf"(?<![\d个本当下次每上{HAN}])月[底末]", _month_end),
        ("底|末|终", rf"{_YEAR}年?[底末终]", _year_end),
        ("年底|年末|年终", rf"(?<![\d去前往今明本当次每年{HAN}])年[底末终]", _bare_year_end),
        ("上半年", rf"{_YEAR}?上半年", _half_year),
        ("季度", rf"{_YEAR}?第?(?P<quarter>[一二三四1-4])季度[末底]?", _quarter),
        ("周|星期", rf"(?P<week>本|这|下|每)?(?:周|星期)(?P<weekday>[一二三四五六日天]){_CLOCK}", _weekday),
        ("今日|今天|明日|明天|后日|后天|当日|当天", rf"(?P<near>[今明后当])[日天]{_CLOCK}", _near),
    )
)
_WORDS = re.compile("|".join(sorted({word for words, _, _ in FORMS for word in words})))


def days_in(text: str, reference: date | None) -> Iterator[tuple[re.Match[str], Day]]:
    """Every day named in ``text``; forms may overlap, the longer match is the better."""
    if not _WORDS.search(text):
        return
    for words, pattern, resolve in FORMS:
        for match in pattern.finditer(text) if any(word in text for word in words) else ():
            yield match, resolve(match, reference)


def clock_of(match: re.Match[str]) -> time | None:
    """The time of day that stands behind the day, None when there is none or it does not exist."""
    groups = match.groupdict()
    if not groups.get("hour"):
        return None
    hour = _number(groups["hour"])
    minute = 30 if groups["halfpast"] else int(groups["minute"] or groups["minute2"] or 0)
    if groups["half"] in ("下午", "晚上") and hour < _NOON:
        hour += _NOON
    if (hour, minute) == (24, 0):
        return time(23, 59)
    return time(hour, minute) if hour < 24 and minute < 60 else None


def add_months(day: date, months: int) -> date:
    """The same day ``months`` later, or the last day of a month that is too short for it."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _number(text: str) -> int:
    return hanzi_number(text.replace("两", "二"))


def _on(year: int, month: int, day: int | str) -> date | None:
    """A day of a month, by number or as 底 上旬 中旬 (their last day); None when it does not exist."""
    try:
        if isinstance(day, int):
            return date(year, month, day)
        return date(year, month, {"上旬": 10, "中旬": 20}.get(day) or monthrange(year, month)[1])
    except ValueError:
        return None


def _in_year(word: str | None, reference: date | None, month: int, day: int | str) -> Day:
    """A day of the year that ``word`` names; without a word the year in which the demand makes sense."""
    if word and word not in "今明本当次每":
        return Day(_on(_number(word), month, day))
    if reference is None:
        return Day(None, word == "每")
    if word and word in "今本当":
        return Day(_on(reference.year, month, day))
    if word and word in "明次":
        return Day(_on(reference.year + 1, month, day))
    patience = timedelta(0) if word == "每" else _OVERDUE_AT_ISSUE
    candidates = (_on(year, month, day) for year in (reference.year - 1, reference.year, reference.year + 1))
    sensible = (found for found in candidates if found is not None and found >= reference - patience)
    return Day(next(sensible, None), word == "每")
