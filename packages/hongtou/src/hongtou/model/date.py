"""Dates as documents write them: Arabic digits since 2012, Hanzi numerals before."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from hongtou.model.number import fold_width

_DIGITS = {hanzi: digit for digit, hanzi in enumerate("零一二三四五六七八九")} | {
    "〇": 0,
    "○": 0,
    "Ｏ": 0,
    "O": 0,
}
HANZI = "零〇○O一二三四五六七八九十"
_YEAR = rf"(?P<year>\d[ \t]*\d[ \t]*\d[ \t]*\d|[{HANZI}](?:[ \t]*[{HANZI}]){{3}})"
_MONTH = rf"(?P<month>\d[ \t]*\d?|[{HANZI}]{{1,3}})"
_DAY = rf"(?P<day>\d[ \t]*\d?|[{HANZI}]{{1,3}})"
DATE = re.compile(
    rf"{_YEAR}[ \t]*(?:年[ \t]*{_MONTH}[ \t]*月[ \t]*{_DAY}[ \t]*日"
    r"|[-/.](?P<month2>\d{1,2})[-/.](?P<day2>\d{1,2})(?!\d))"
)


def hanzi_number(text: str) -> int:
    """The number written as ``text``: Arabic digits, Hanzi digit by digit (二〇二六) or with 十.

    Raises ValueError when it is neither.
    """
    squeezed = re.sub(r"\s+", "", fold_width(text))
    if squeezed.isdecimal():
        return int(squeezed)
    if "十" not in squeezed:
        return int("".join(str(_digit(character)) for character in squeezed))
    tens, _, units = squeezed.partition("十")
    return (_digit(tens) if tens else 1) * 10 + (_digit(units) if units else 0)


def _digit(character: str) -> int:
    try:
        return _DIGITS[character]
    except KeyError:
        raise ValueError(f"“{character}”不是数字") from None


def read_date(text: str) -> date:
    """The date that ``text`` is, in either manner of writing.

    Raises ValueError, with a Chinese sentence, when it is no date or names a day that does not exist.
    """
    match = DATE.fullmatch(fold_width(text).strip())
    if match is None:
        raise ValueError(f"“{text.strip()[:40]}”不是完整的日期，应当形如“2026年3月5日”")
    return _date_of(match)


def date_in(text: str) -> Iterator[tuple[re.Match[str], date | None]]:
    """Every complete date in ``text`` with its match; None stands for a day that does not exist."""
    for match in DATE.finditer(fold_width(text)):
        try:
            yield match, _date_of(match)
        except ValueError:
            yield match, None


def _date_of(match: re.Match[str]) -> date:
    year, month, day = (
        hanzi_number(part)
        for part in (match["year"], match["month"] or match["month2"], match["day"] or match["day2"])
    )
    try:
        return date(year, month, day)
    except ValueError:
        raise ValueError(f"没有{year}年{month}月{day}日这一天") from None
