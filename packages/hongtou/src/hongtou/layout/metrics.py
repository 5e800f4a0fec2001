"""What laying out must know of the fonts: how wide a Latin letter is, how high a character's ink reaches."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator
from functools import lru_cache

from hongtou.fonts import BadFont, Face, Font, FontFile, FontSet, inkless, load
from hongtou.fonts.outlines import Outline, outline

_DIGITS = frozenset("0123456789 ")
_WIDE_MARKS = frozenset("“”‘’…—·")
_TALLEST, _LOWEST = 0.85, -0.09
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
        self._fonts: dict[FontFile | None, Font | None] = {}

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
        return max((top for _, top in self._inks(face, text)), default=_TALLEST)

    def ink_bottom(self, face: Face, text: str) -> float:
        """The lower edge of the lowest ink of *text* above the baseline: mostly below it, and so less than 0."""
        return min((bottom for bottom, _ in self._inks(face, text)), default=_LOWEST)

    def _inks(self, face: Face, text: str) -> Iterator[tuple[float, float]]:
        for character in dict.fromkeys(text):
            font = self._font(face, character)
            try:
                ink = outline(font, font.glyph(character)) if font else Outline("")
            except (OSError, BadFont):
                ink = Outline("")
            if ink.top is not None and ink.bottom is not None:
                yield ink.bottom / 1000, ink.top / 1000
            elif not inkless(character):
                yield _LOWEST, _TALLEST

    def _font(self, face: Face, character: str) -> Font | None:
        file = self.fonts.drawing(face, character)
        if file not in self._fonts:
            try:
                self._fonts[file] = load(file.path, file.index) if file else None
            except (OSError, BadFont):
                self._fonts[file] = None
        return self._fonts[file]
