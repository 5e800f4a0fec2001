"""Where each glyph of a run stands, and the fonts it comes from, as far as they are used: what all pens share."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from hongtou.fonts import BadFont, Face, Font, FontFile, FontSet, inkless, load
from hongtou.layout.breaking import CLOSING, OPENING
from hongtou.layout.grid import mm
from hongtou.layout.page import Run

_ALL_BOXES = 500


class UsedFont:
    """A font as far as pages use it. Codes are given out in the order of use and never change; code 0 is the box
    for what the font does not draw. Without a font, everything is drawn as nothing of half an em's width.

    ``face`` is the typeface it stands for, ``file`` where it was found.
    """

    def __init__(self, name: str, font: Font | None, face: Face, file: FontFile | None) -> None:
        self.name = name
        self.font = font
        self.face = face
        self.file = file
        self.glyphs = [0]
        self.texts = [""]
        self._codes: dict[str, int] = {}
        self._hex_codes: dict[str, str] = {}
        self._known: dict[int, int] = {}
        self._widths: dict[str, float] = {}

    @property
    def codes(self) -> Mapping[str, int]:
        """The code of every character that was asked for."""
        return self._codes

    def code(self, character: str) -> int:
        """The code that draws *character*."""
        if character not in self._codes:
            glyph = self.font.glyph(character) if self.font else 0
            self._codes[character] = self._code_of(glyph, character)
        return self._codes[character]

    def hex_code(self, character: str) -> str:
        """The code that draws *character*, in four digits."""
        if character not in self._hex_codes:
            self._hex_codes[character] = f"{self.code(character):04x}"
        return self._hex_codes[character]

    def _code_of(self, glyph: int, character: str) -> int:
        if glyph == 0 and self.font:
            return 0
        if self.font and glyph in self._known:
            return self._known[glyph]
        self._known[glyph] = len(self.glyphs)
        self.glyphs.append(glyph)
        self.texts.append(character)
        return len(self.glyphs) - 1

    def draws(self, character: str) -> bool:
        """Whether the font has a glyph for *character*."""
        return self.font is not None and self.font.glyph(character) != 0

    def width(self, character: str) -> float:
        """How wide it is, in thousandths of the em."""
        if character not in self._widths:
            self._widths[character] = self.glyph_width(self.font.glyph(character) if self.font else 0)
        return self._widths[character]

    def glyph_width(self, glyph: int) -> float:
        """How wide a glyph of the font is, in thousandths of the em."""
        return self.font.width(glyph) if self.font else _ALL_BOXES


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one run from one font, each with where its glyph begins, in mm from the left edge of the page."""

    run: Run
    font: UsedFont
    characters: Sequence[tuple[str, float]]


class Placing:
    """Places glyphs and gathers the fonts they are drawn with, in the order of their first use."""

    def __init__(self, fonts: FontSet) -> None:
        self._fonts = fonts
        self._used: dict[tuple[str, int] | None, UsedFont] = {}
        self._drawn_by: dict[tuple[Face, str], UsedFont] = {}
        self._known: dict[tuple[Face, str], tuple[UsedFont, bool, float]] = {}

    @property
    def used(self) -> list[UsedFont]:
        """The fonts asked for until now."""
        return list(self._used.values())

    def stretches(self, run: Run) -> Iterator[Stretch]:
        """*run* in stretches of characters from the same font; what leaves no ink and has no glyph is left out."""
        shifts = dict(run.shifts)
        known, face = self._known, run.face
        start: UsedFont | None = None
        placed: list[tuple[str, float]] = []
        at, em = run.x, mm(run.size_pt) * run.narrow / 1000
        for index, (character, advance) in enumerate(zip(run.text, run.advances, strict=True)):
            try:
                used, shown, width = known[face, character]
            except KeyError:
                used, shown, width = known[face, character] = self._learn(face, character)
            if shown:
                if used is not start:
                    if start is not None:
                        yield Stretch(run, start, placed)
                    start, placed = used, []
                if index in shifts:
                    placed.append((character, at + shifts[index]))
                else:
                    placed.append((character, at + _offset(character, width * em, advance)))
            at += advance
        if start is not None:
            yield Stretch(run, start, placed)

    def _learn(self, face: Face, character: str) -> tuple[UsedFont, bool, float]:
        """The font that draws *character*, whether it is drawn at all, and its width in thousandths of the em."""
        used = self.font(face, character)
        return used, used.draws(character) or not inkless(character), used.width(character)

    def font(self, face: Face, character: str) -> UsedFont:
        """The font that draws *character* where *face* is asked for; the face's own for blanks and for boxes."""
        if (face, character) not in self._drawn_by:
            file = self._fonts.drawing(face, character) if character.strip() else self._own(face)
            key = (file.path, file.index) if file else None
            if key not in self._used:
                self._used[key] = UsedFont(
                    f"F{len(self._used) + 1}", _loaded(file), self._role(face, file), file
                )
            self._drawn_by[face, character] = self._used[key]
        return self._drawn_by[face, character]

    def _role(self, face: Face, file: FontFile | None) -> Face:
        """The typeface that *file* was chosen for; *face* for one that only helps out there."""
        return next((role for role in (face, *Face) if file and self._own(role) == file), face)

    def _own(self, face: Face) -> FontFile | None:
        return next(iter(self._fonts.chain(face)), None)


def _loaded(file: FontFile | None) -> Font | None:
    try:
        return load(file.path, file.index) if file else None
    except (OSError, BadFont):
        return None


def _offset(character: str, width: float, advance: float) -> float:
    """Where the glyph begins in its cell: full-width ones at its edge, others in the middle, quotation marks that
    a font draws narrow at the side of the text they belong to."""
    if 0.75 * advance <= width and 0.75 * width <= advance:
        return (advance - width) / 2
    if width < 0.75 * advance and character in CLOSING:
        return 0.0
    if width < 0.75 * advance and character in OPENING:
        return advance - width
    if advance < 0.75 * width and (character in CLOSING or character in OPENING):
        return 0.0  # squeezed: the blank half is given up, not the middle
    return (advance - width) / 2
