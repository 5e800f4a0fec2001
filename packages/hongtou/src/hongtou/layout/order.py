"""版头 of an order: the mark, and the number below it (GB/T 9704-2012, 10.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from hongtou.fonts import Face
from hongtou.layout.grid import CELL, LEFT, PITCH, SIZE_3_PT, TOP, WIDTH, line_top
from hongtou.layout.head import NARROWEST, red
from hongtou.layout.page import Rule, Run
from hongtou.layout.setting import Setter
from hongtou.manuscript import Manuscript

MARK_DROP = 20.0
"""The mark's upper edge below the upper edge of the type area."""
FREE = 2
"""Free lines between mark and number, and between number and body."""
_SIZE = 4 * PITCH - MARK_DROP


@dataclass(frozen=True, slots=True)
class OrderHead:
    """How high the mark is, in mm, and the grid line of the number."""

    size: float
    number_line: int
    numbered: bool

    @property
    def title_top(self) -> float:
        """The grid line where the body begins."""
        return line_top(self.number_line + (1 + FREE if self.numbered else 0))


def order_heads(setter: Setter, copy: Manuscript) -> Iterator[OrderHead]:
    """The one head of an order."""
    natural = setter.length(mark_of(copy), 1.0, Face.XIAOBIAOSONG)
    size = min(_SIZE, WIDTH / (natural * NARROWEST)) if natural else _SIZE
    yield OrderHead(size, ceil((MARK_DROP + size) / PITCH - 1e-9) + FREE, copy.number is not None)


def order_head(setter: Setter, copy: Manuscript, plan: OrderHead) -> Iterator[Run | Rule]:
    """The mark and the number, both centred; there is no rule."""
    if text := mark_of(copy):
        measure = min(WIDTH, setter.length(text, plan.size, Face.XIAOBIAOSONG))
        yield red(setter, text, LEFT + (WIDTH - measure) / 2, measure, TOP + MARK_DROP, plan.size)
    if copy.number:
        number = str(copy.number)
        x = LEFT + (WIDTH - setter.length(number, CELL)) / 2
        yield setter.text(number, x=x, top=line_top(plan.number_line), size_pt=SIZE_3_PT, cell=CELL)


def mark_of(copy: Manuscript) -> str:
    """The words of the mark: the full name and 令 or 命令."""
    return (copy.issuers[0] if copy.issuers else "") + copy.mark_suffix
