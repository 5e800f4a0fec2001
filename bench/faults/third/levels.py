"""The markers of levels and articles as numbers."""

from __future__ import annotations

import re

HANZI = "〇一二三四五六七八九十"


def counted(match: re.Match[str]) -> int:
    """The number that a marker's first group writes, in digits or in Hanzi up to ten."""
    return int(match[1]) if match[1].isdecimal() else HANZI.index(match[1])


def numbered(text: str, match: re.Match[str], number: int) -> str:
    """*text* with another number in the first group of *match*, written as the old one was."""
    new = str(number) if match[1].isdecimal() else HANZI[number]
    return text[: match.start(1)] + new + text[match.end(1) :]
