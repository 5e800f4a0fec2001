"""Pages whose text runs up or down, brought upright: what PDF and OFD readers share."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from enum import Enum

from hongtou.read.placed import Glyph, PrintedLine, lines_of
from hongtou.read.ruled import Stroke


class Turn(Enum):
    """Which way a text runs."""

    NONE = 0
    UP = 1
    DOWN = 2

    def place(self, x: float, y: float, width: float, height: float) -> tuple[float, float]:
        """Where (x, y), from below, stands when the page of *width* × *height* is held so that the text is read."""
        if self is Turn.UP:
            return y, width - x
        if self is Turn.DOWN:
            return height - y, x
        return x, y

    def stroke(self, stroke: Stroke, width: float, height: float) -> Stroke:
        """The same line as it is read."""
        start = self.place(stroke.x1, stroke.y1, width, height)
        return Stroke(*start, *self.place(stroke.x2, stroke.y2, width, height), stroke.red)


def turn_of(across: float, up: float) -> Turn:
    """How a text runs whose letters follow each other in that direction."""
    if abs(up) <= 3 * abs(across):
        return Turn.NONE
    return Turn.UP if up > 0 else Turn.DOWN


def most_of(turns: Sequence[Turn]) -> Turn:
    """How most letters of a page run."""
    return max(Turn, key=lambda turn: (turns.count(turn), turn is Turn.NONE)) if turns else Turn.NONE


def lines_both_ways(
    glyphs: Iterable[tuple[Turn, Glyph]], turn: Turn, page: int, strokes: Sequence[Stroke]
) -> list[PrintedLine]:
    """The lines of a page whose letters mostly run by *turn*: those first, and behind them what stands otherwise, such
    as the page number. Of a page whose text stands upright all is read as it stands."""
    found = list(glyphs)
    if turn is Turn.NONE:
        return lines_of((glyph for _, glyph in found), page, strokes)
    along = lines_of((glyph for own, glyph in found if own is turn), page, strokes)
    rest = lines_of((glyph for own, glyph in found if own is not turn), page)
    return [*(replace(line, turned=True) for line in along), *rest]
