"""The fifteen genres (article 8) and the degrees of urgency (article 9, item 3)."""

from __future__ import annotations

import re
from enum import StrEnum


class Genre(StrEnum):
    """文种, in the order of article 8 of the 2012 regulation."""

    RESOLUTION = "决议"
    DECISION = "决定"
    ORDER = "命令"
    COMMUNIQUE = "公报"
    PUBLIC_ANNOUNCEMENT = "公告"
    PUBLIC_NOTICE = "通告"
    OPINION = "意见"
    NOTICE = "通知"
    BULLETIN = "通报"
    REPORT = "报告"
    REQUEST = "请示"
    REPLY = "批复"
    PROPOSAL = "议案"
    LETTER = "函"
    MINUTES = "纪要"


class Urgency(StrEnum):
    """紧急程度; FLASH and ROUTINE belong to telegrams alone."""

    FLASH = "特提"
    URGENT = "特急"
    PRESSING = "加急"
    ROUTINE = "平急"


# Longer endings stand first, so that 命令 is not taken for 令.
_ENDINGS: dict[str, Genre] = {
    **{genre.value: genre for genre in Genre},
    "令": Genre.ORDER,
    "答复": Genre.LETTER,
}
_ENDING = re.compile("(" + "|".join(sorted(_ENDINGS, key=len, reverse=True)) + ")$")
_TAIL = re.compile(r"(?:[（(〔【\[][^（()）]{0,20}[)）〕】\]]|[\s。.]|稿$)+$")


def genre_of_title(title: str) -> Genre | None:
    """The genre a title ends in, or None when it ends in none of the fifteen.

    复函 and 答复 are letters; a title that forwards or prints something else (转发…的通知) is what
    it ends in. A remark in brackets at the end, such as （试行）, does not count. Article 8.
    """
    squeezed = re.sub(r"\s+", "", title)
    while match := _TAIL.search(squeezed):
        squeezed = squeezed[: match.start()]
    found = _ENDING.search(squeezed)
    return _ENDINGS[found.group(1)] if found else None
