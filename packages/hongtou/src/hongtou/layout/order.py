"""版头 of an order: the mark, and the number below it (GB/T 9704-2012, 10.2)."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from math import ceil

from hongtou.fonts import Face
from hongtou.layout.grid import CELL, LEFT, PITCH, SIZE_3_PT, WIDTH, line_top
from hongtou.layout.head import NARROWEST, STACKED_SIZES, mark, stacked_height
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
    """How high a name of the mark and the whole mark are (mm), and the grid line of the number."""

    size: float
    height: float
    number_line: int
    numbered: bool

    @property
    def title_top(self) -> float:
        """The grid line where the body begins."""
        return line_top(self.number_line + (1 + FREE if self.numbered else 0))


def order_heads(setter: Setter, copy: Manuscript) -> Iterator[OrderHead]:
    """The head of an order; of a joint one those that its mark can have, the most stately first. 10.2 says nothing of
    a joint mark: it is stacked as 7.2.4 has it."""
    if len(copy.issuers) > 1:
        for size in STACKED_SIZES:
            yield _plan(copy, size, stacked_height(size, len(copy.issuers)))
        return
    natural = setter.length(mark_of(copy), 1.0, Face.XIAOBIAOSONG)
    size = min(_SIZE, WIDTH / (natural * NARROWEST)) if natural else _SIZE
    yield _plan(copy, size, size)


def _plan(copy: Manuscript, size: float, height: float) -> OrderHead:
    return OrderHead(size, height, ceil((MARK_DROP + height) / PITCH - 1e-9) + FREE, copy.number is not None)


def order_head(setter: Setter, copy: Manuscript, plan: OrderHead) -> Iterator[Run | Rule]:
    """The mark and the number, both centred; there is no rule."""
    yield from mark(setter, copy, plan.size, MARK_DROP)
    if copy.number:
        number = str(copy.number)
        x = LEFT + (WIDTH - setter.length(number, CELL)) / 2
        yield setter.text(number, x=x, top=line_top(plan.number_line), size_pt=SIZE_3_PT, cell=CELL)


def mark_of(copy: Manuscript) -> str:
    """The words of the mark of one organ: the full name and 令 or 命令."""
    return (copy.issuers[0] if copy.issuers else "") + copy.mark_suffix
