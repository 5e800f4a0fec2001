"""The measures of the sheet (GB/T 9704-2012, clauses 3, 5.1 and 5.2), in millimetres unless a name says pt.

The standard's own definitions close: 28 characters of 3号 fill the 156 mm of the type area when a character is
156/28 mm wide, and 21 line pitches of 1 + 7/8 characters and one more character fill its 225 mm.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

PAGE_WIDTH: Final = 210.0
PAGE_HEIGHT: Final = 297.0
TOP: Final = 37.0
LEFT: Final = 28.0
WIDTH: Final = 156.0
HEIGHT: Final = 225.0
RIGHT: Final = LEFT + WIDTH
BOTTOM: Final = TOP + HEIGHT

CELLS: Final = 28
LINES: Final = 22
CELL: Final = WIDTH / CELLS
HALF: Final = CELL / 2
PITCH: Final = CELL * (1 + 7 / 8)
HALVES: Final = CELLS * 2

MM_PER_PT: Final = 25.4 / 72
SIZE_2_PT: Final = 22.0
SIZE_3_PT: Final = CELL / MM_PER_PT
SIZE_4_PT: Final = 14.0


@dataclass(frozen=True, slots=True)
class Area:
    """A type area: its edges on its sheet in mm. On a sheet that is turned the table stands with its head at the left
    edge of the page (clause 8), so that lines run up the page."""

    left: float
    top: float
    width: float
    height: float

    @property
    def right(self) -> float:
        return self.left + self.width

    @property
    def bottom(self) -> float:
        return self.top + self.height

    @property
    def halves(self) -> int:
        """Half cells of 3号 across it."""
        return int(self.width / HALF + 1e-6)

    @property
    def lines(self) -> int:
        """Lines of the grid that it holds."""
        return int((self.height - CELL) / PITCH + 1e-6) + 1


PORTRAIT: Final = Area(LEFT, TOP, WIDTH, HEIGHT)
LANDSCAPE: Final = Area(PAGE_HEIGHT - BOTTOM, LEFT, HEIGHT, WIDTH)
"""The same area on the sheet that a landscape table is set on: 297 mm wide and turned to the left for the page."""

ASCENT: Final = 0.88
"""How much of a character's square lies above the baseline; CJK fonts agree on 0.88, whatever their metrics say."""


def mm(pt: float) -> float:
    """*pt* points in millimetres."""
    return pt * MM_PER_PT


def line_top(index: int) -> float:
    """The upper edge of line *index* (from 0) of the type area, from the top of the page."""
    return TOP + index * PITCH


def baseline(top: float, size_pt: float) -> float:
    """The baseline of characters whose square has its upper edge at *top*."""
    return top + ASCENT * mm(size_pt)
