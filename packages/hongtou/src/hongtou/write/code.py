"""Two-dimensional codes on a page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from hongtou.layout.grid import LEFT, RIGHT

_QUIET = 4
_LARGEST = 26.0
_TOP = 5.0


class Corner(StrEnum):
    """The places above the type area where a two-dimensional code may stand."""

    TOP_LEFT = "左上"
    TOP_RIGHT = "右上"


@dataclass(frozen=True, slots=True)
class Code:
    """A two-dimensional code on one page: its modules (True: black), without the quiet zone around them.

    ``page`` counts from 1, ``size`` is the side in mm with the quiet zone of four modules; at most 26, so that the
    code stays above the type area.
    """

    modules: tuple[tuple[bool, ...], ...]
    corner: Corner = Corner.TOP_RIGHT
    page: int = 1
    size: float = 22.0

    def __post_init__(self) -> None:
        if not self.modules or any(len(row) != len(self.modules) for row in self.modules):
            raise ValueError("a code is a square of modules")
        if not 0 < self.size <= _LARGEST:
            raise ValueError(f"a code may be {_LARGEST:.0f} mm wide at most")

    def boxes(self) -> Iterator[tuple[float, float, float, float]]:
        """The black modules as boxes (left, top, width, height) in mm, row by row, neighbours in one."""
        count = len(self.modules)
        module = self.size / (count + 2 * _QUIET)
        left = (LEFT if self.corner is Corner.TOP_LEFT else RIGHT - self.size) + _QUIET * module
        for row, cells in enumerate(self.modules):
            top = _TOP + (_QUIET + row) * module
            start = None
            for column in range(count + 1):
                black = column < count and cells[column]
                if black and start is None:
                    start = column
                elif not black and start is not None:
                    yield left + start * module, top, (column - start) * module, module
                    start = None
