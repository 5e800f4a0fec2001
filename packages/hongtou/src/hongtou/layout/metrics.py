"""What laying out must know of the fonts: how wide a Latin letter is, how high a character's ink reaches."""

from __future__ import annotations

import unicodedata
from functools import lru_cache

from hongtou.fonts import BadFont, Face, Font, FontSet, load

_DIGITS = frozenset("0123456789 ")
_WIDE_MARKS = frozenset("“”‘’…—·")
_TALLEST = 0.85
_NEARLY_HALF = 0.57
"""Digits up to this wide stand in half a cell each, so that figures align in every typeface."""


@lru_cache(maxsize=20_000)
def halves_of(character: str) -> int:
    """Half cells of one character: 2 for everything that Chinese fonts draw on the full square, else 1."""
    if character in _WIDE_MARKS or unicodedata.east_asian_width(character) in "WFA":
        return 2
    return 1


class Metrics:
    """Measures of the fonts of a set, in ems; usual ones where a font cannot tell."""

    def __init__(self, fonts: FontSet) -> None:
        self.fonts = fonts
        self._widths: dict[tuple[Face, str], float] = {}

    def width(self, face: Face, character: str) -> float:
        """How far *character* reaches: 1 for a full-width one, what its font says for Latin letters."""
        if (face, character) not in self._widths:
            self._widths[face, character] = self._width(face, character)
        return self._widths[face, character]

    def _width(self, face: Face, character: str) -> float:
        if halves_of(character) == 2:
            return 1.0
        font = self._font(face, character)
        width = font.width(font.glyph(character)) / 1000 if font else 0.5
        return 0.5 if character in _DIGITS and width <= _NEARLY_HALF else width

    def ink_top(self, face: Face, text: str) -> float:
        """The upper edge of the highest ink of *text* above the baseline."""
        tops = []
        for character in dict.fromkeys(text):
            font = self._font(face, character)
            top = font.top(font.glyph(character)) if font else None
            tops.append(_TALLEST if top is None else top / 1000)
        return max(tops, default=_TALLEST)

    def _font(self, face: Face, character: str) -> Font | None:
        file = self.fonts.drawing(face, character)
        if file is None:
            return None
        try:
            return load(file.path, file.index)
        except (OSError, BadFont):
            return None
