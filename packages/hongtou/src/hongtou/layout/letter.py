"""版头 of a letter: the mark over a red double rule, the number at the right, a second double rule at the foot of the
page (GB/T 9704-2012, 10.1)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from hongtou.fonts import Face
from hongtou.layout.grid import (
    CELL,
    LEFT,
    PAGE_HEIGHT,
    PAGE_WIDTH,
    PITCH,
    RIGHT,
    SIZE_3_PT,
    TOP,
    WIDTH,
    line_top,
)
from hongtou.layout.head import NARROWEST, red
from hongtou.layout.page import Colour, Rule, Run
from hongtou.layout.setting import Setter
from hongtou.manuscript import Manuscript

MARK_TOP = 30.0
"""The mark's upper edge below that of the page."""
RULE_GAP = 4.0
RULE_LENGTH = 170.0
FOOT = 20.0
"""From the lower edge of the page to the second double rule."""
BELOW_RULE = CELL * 7 / 8
"""From the first double rule to the line of the number."""
# The standard gives neither the thickness of the rules nor the size of the mark: the mark is as high as lets the number
# stand on a line of the grid.
THICK, THIN, BETWEEN = 0.8, 0.3, 0.5
DOUBLE = THICK + BETWEEN + THIN
_NUMBER_LINE = 2
_INK = line_top(_NUMBER_LINE) - BELOW_RULE - DOUBLE - RULE_GAP - MARK_TOP


@dataclass(frozen=True, slots=True)
class LetterHead:
    """How high the mark is set and how high its ink is (mm), and how many lines stand below the rule."""

    size: float
    ink: float
    lines: int

    @property
    def rule_y(self) -> float:
        """The upper edge of the first double rule."""
        return MARK_TOP + self.ink + RULE_GAP

    @property
    def first_line(self) -> float:
        """The upper edge of the line of the number."""
        return self.rule_y + DOUBLE + BELOW_RULE

    @property
    def title_top(self) -> float:
        """The first line of the grid with at least two free ones between it and what stands above."""
        last = self.first_line + (self.lines - 1) * PITCH
        return line_top(ceil((last + 3 * PITCH - TOP) / PITCH - 1e-6))


def letter_heads(setter: Setter, copy: Manuscript) -> Iterator[LetterHead]:
    """The one head of a letter: of several organs only the lead organ's name makes the mark."""
    text = mark_of(copy)
    ink = setter.metrics.ink_top(Face.XIAOBIAOSONG, text) - setter.metrics.ink_bottom(Face.XIAOBIAOSONG, text)
    size = _INK / ink
    if natural := setter.length(text, 1.0, Face.XIAOBIAOSONG):
        size = min(size, WIDTH / (natural * NARROWEST))
    yield LetterHead(size, ink * size, max(1, len(left_lines(copy))))


def letter_head(setter: Setter, copy: Manuscript, plan: LetterHead) -> Iterator[Run | Rule]:
    """The mark, both double rules, and what stands below the first."""
    if text := mark_of(copy):
        measure = min(WIDTH, setter.length(text, plan.size, Face.XIAOBIAOSONG))
        yield red(setter, text, LEFT + (WIDTH - measure) / 2, measure, MARK_TOP, plan.size)
    yield from _double(plan.rule_y, THICK, THIN)
    yield from _double(PAGE_HEIGHT - FOOT - DOUBLE, THIN, THICK)
    for index, (text, face) in enumerate(left_lines(copy)):
        top = plan.first_line + index * PITCH
        yield setter.text(text, x=LEFT, top=top, size_pt=SIZE_3_PT, face=face, cell=CELL)
    if copy.number:
        number = str(copy.number)
        x = RIGHT - setter.length(number, CELL)
        yield setter.text(number, x=x, top=plan.first_line, size_pt=SIZE_3_PT, cell=CELL)


def mark_of(copy: Manuscript) -> str:
    """The words of the mark: the lead organ's name alone."""
    return copy.issuers[0] if copy.issuers else ""


def left_lines(copy: Manuscript) -> list[tuple[str, Face]]:
    """份号 and 紧急程度, one below the other."""
    lines = ((copy.copy_number, Face.FANGSONG), (str(copy.urgency or ""), Face.HEITI))
    return [(text, face) for text, face in lines if text]


def _double(top: float, upper: float, lower: float) -> Iterator[Rule]:
    left = (PAGE_WIDTH - RULE_LENGTH) / 2
    for y, thickness in ((top + upper / 2, upper), (top + DOUBLE - lower / 2, lower)):
        yield Rule(left, y, left + RULE_LENGTH, y, thickness, Colour.RED)
