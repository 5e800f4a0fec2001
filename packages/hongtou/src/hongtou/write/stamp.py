"""A word such as 样章 or 草稿 across a page, from lower left to upper right, as large as the page allows."""

from __future__ import annotations

import math
from collections.abc import Iterator
from dataclasses import dataclass

from hongtou.layout.grid import PAGE_HEIGHT, PAGE_WIDTH

_SLANT = math.radians(35)
_REACH, _LARGEST = 190.0, 70.0


@dataclass(frozen=True, slots=True)
class StampCharacter:
    """One character: its size in mm, where its origin stands in mm from the upper left corner of the page, and the
    cosine and sine of the slant along which it rises."""

    character: str
    size: float
    x: float
    y: float
    cos: float
    sin: float


def stamp_characters(word: str) -> Iterator[StampCharacter]:
    """The characters of *word*, to be drawn pale in 黑体 beneath the text; none for an empty word."""
    size = min(_REACH / len(word), _LARGEST) if word else 0.0
    cos, sin = math.cos(_SLANT), math.sin(_SLANT)
    for index, character in enumerate(word):
        along = (index - len(word) / 2) * size
        # The middle of the square lies 0.38 em above the baseline.
        x = PAGE_WIDTH / 2 + along * cos + 0.38 * size * sin
        y = PAGE_HEIGHT / 2 - along * sin + 0.38 * size * cos
        yield StampCharacter(character, size, x, y, cos, sin)
