"""The formats in which Word counts (ECMA-376, 17.18.59), as far as Chinese documents use them."""

from __future__ import annotations

from collections.abc import Callable, Mapping

_DIGITS = "〇一二三四五六七八九"
_LEGAL = "零壹贰叁肆伍陆柒捌玖"
_TRADITIONAL = "零壹貳參肆伍陸柒捌玖"
_STEMS, _BRANCHES = "甲乙丙丁戊己庚辛壬癸", "子丑寅卯辰巳午未申酉戌亥"
_ROMAN = ((1000, "m"), (900, "cm"), (500, "d"), (400, "cd"), (100, "c"), (90, "xc"), (50, "l"), (40, "xl"))
_ROMAN_SMALL = ((10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))
_LIMIT = 9999


def hanzi(number: int) -> str:
    """1 to 9999 in Hanzi as they are spoken: 一, 十, 二十一, 一百零五; other numbers in Arabic digits."""
    return _spoken(number, "零一二三四五六七八九", "十百千", short=True)


def _spoken(number: int, digits: str, places: str, *, short: bool) -> str:
    if not 1 <= number <= _LIMIT:
        return str(number)
    result, gap = "", False
    for place in (3, 2, 1, 0):
        digit = number // 10**place % 10
        if digit == 0:
            gap = bool(result)
            continue
        result += (digits[0] if gap else "") + digits[digit] + (places[place - 1] if place else "")
        gap = False
    # 十一, not 一十一, where nothing stands above.
    return result[1:] if short and 10 <= number < 20 else result


def _digit_by_digit(number: int) -> str:
    return "".join(_DIGITS[int(digit)] for digit in str(number)) if 0 < number <= _LIMIT else str(number)


def _counted(number: int) -> str:
    """As Word counts in 一、二、三: spoken below a hundred, digit by digit from there on."""
    return hanzi(number) if number < 100 else _digit_by_digit(number)


def _letters(number: int, first: str) -> str:
    """a to z, then aa, bb …"""
    if not 1 <= number <= 780:
        return str(number)
    times, place = divmod(number - 1, 26)
    return chr(ord(first) + place) * (times + 1)


def _roman(number: int) -> str:
    if not 1 <= number <= _LIMIT:
        return str(number)
    result = ""
    for value, letters in _ROMAN + _ROMAN_SMALL:
        result += letters * (number // value)
        number %= value
    return result


def _row(first: int, count: int) -> Callable[[int], str]:
    """Numbers that are one character each: ① to ⑳, in Arabic digits from there on."""
    return lambda number: chr(first + number - 1) if 1 <= number <= count else str(number)


def _of(names: str) -> Callable[[int], str]:
    return lambda number: names[number - 1] if 1 <= number <= len(names) else str(number)


def _wide(number: int) -> str:
    return str(number).translate({0x30 + digit: 0xFF10 + digit for digit in range(10)})


def _cycle(number: int) -> str:
    """甲子 to 癸亥."""
    if not 1 <= number <= 60:
        return str(number)
    return _STEMS[(number - 1) % 10] + _BRANCHES[(number - 1) % 12]


FORMATS: Mapping[str, Callable[[int], str]] = {
    "decimal": str,
    "decimalHalfWidth": str,
    "decimalFullWidth": _wide,
    "decimalFullWidth2": _wide,
    "decimalZero": lambda number: f"{number:02}",
    "numberInDash": lambda number: f"- {number} -",
    "none": lambda _: "",
    "upperLetter": lambda number: _letters(number, "A"),
    "lowerLetter": lambda number: _letters(number, "a"),
    "upperRoman": lambda number: _roman(number).upper(),
    "lowerRoman": _roman,
    "decimalEnclosedCircle": _row(0x2460, 20),
    "decimalEnclosedCircleChinese": _row(0x2460, 20),
    "decimalEnclosedParen": _row(0x2474, 20),
    "decimalEnclosedFullstop": _row(0x2488, 20),
    "ideographEnclosedCircle": _row(0x3280, 10),
    "chineseCounting": _counted,
    "taiwaneseCounting": _counted,
    "chineseCountingThousand": hanzi,
    "japaneseCounting": hanzi,
    "taiwaneseCountingThousand": hanzi,
    "ideographDigital": _digit_by_digit,
    "japaneseDigitalTenThousand": _digit_by_digit,
    "taiwaneseDigital": _digit_by_digit,
    "chineseLegalSimplified": lambda number: _spoken(number, _LEGAL, "拾佰仟", short=False),
    "ideographLegalTraditional": lambda number: _spoken(number, _TRADITIONAL, "拾佰仟", short=False),
    "japaneseLegal": lambda number: _spoken(number, _TRADITIONAL, "拾佰仟", short=False),
    "ideographTraditional": _of(_STEMS),
    "ideographZodiac": _of(_BRANCHES),
    "ideographZodiacTraditional": _cycle,
}
"""A format that is not here is shown in Arabic digits, as most of them are."""
