"""Tables on a page, told by their lines: what PDF and OFD readers share."""

from __future__ import annotations

from bisect import bisect_right
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

_SAME = 1.5
"""Lines so near in points are one."""
_SHORTEST = 6.0
MOST_STROKES = 5_000
"""Of so many lines on one page none is looked at: it is a drawing."""
_MOST_PAIRS = 40_000


@dataclass(frozen=True, slots=True)
class Stroke:
    """A straight line in points, ``y`` from below."""

    x1: float
    y1: float
    x2: float
    y2: float
    red: bool = False

    @property
    def level(self) -> bool:
        return abs(self.y1 - self.y2) < _SAME and abs(self.x1 - self.x2) > _SHORTEST


def is_red(red: float, green: float, blue: float) -> bool:
    """Whether a colour, in parts of 255, is the red of a document's head."""
    return red > 150 and green < 90 and blue < 90


@dataclass(frozen=True, slots=True)
class _Bar:
    """A line along one axis: where it lies on the other, where it begins and ends."""

    at: float
    start: float
    end: float

    def covers(self, place: float) -> bool:
        return self.start - _SAME <= place <= self.end + _SAME


class Grid:
    """The lines of one table: ``columns`` from left to right, ``rows`` from the top down, edges included."""

    def __init__(self, upright: Sequence[_Bar], level: Sequence[_Bar]) -> None:
        self.columns = tuple(_distinct(bar.at for bar in upright))
        self._rising = tuple(_distinct(bar.at for bar in level))
        self.rows = self._rising[::-1]
        self._upright, self._level = upright, level
        self._firsts: dict[tuple[int, int], tuple[int, int]] = {}

    @property
    def size(self) -> tuple[int, int]:
        """How many rows and columns."""
        return len(self.rows) - 1, len(self.columns) - 1

    def cell(self, x: float, y: float) -> tuple[int, int] | None:
        """Row and column of a place; of merged cells the first. None outside of the table."""
        column = bisect_right(self.columns, x) - 1
        row = len(self.rows) - 1 - bisect_right(self._rising, y)
        height, width = self.size
        if not (0 <= column < width and 0 <= row < height):
            return None
        if (row, column) not in self._firsts:
            self._firsts[row, column] = self._first(row, column)
        return self._firsts[row, column]

    def _first(self, row: int, column: int) -> tuple[int, int]:
        """The first of the cells that are merged with this one."""
        while column > 0 and not self._parted(
            self._upright, self.columns[column], self._middle(self.rows, row)
        ):
            column -= 1
        while row > 0 and not self._parted(self._level, self.rows[row], self._middle(self.columns, column)):
            row -= 1
        return row, column

    def right(self, row: int, column: int) -> float:
        """The right edge of a cell, of merged cells that of the last."""
        middle, edge = self._middle(self.rows, row), column + 1
        while edge < len(self.columns) - 1 and not self._parted(self._upright, self.columns[edge], middle):
            edge += 1
        return self.columns[edge]

    @staticmethod
    def _middle(edges: Sequence[float], index: int) -> float:
        return (edges[index] + edges[index + 1]) / 2

    @staticmethod
    def _parted(bars: Sequence[_Bar], at: float, place: float) -> bool:
        return any(abs(bar.at - at) <= _SAME and bar.covers(place) for bar in bars)


def grids_of(strokes: Sequence[Stroke]) -> list[Grid]:
    """The tables that *strokes* make: level and upright lines that meet, with at least two cells beside or above each
    other. A frame around a page is none, nor are lines that only part text."""
    if len(strokes) > MOST_STROKES:
        return []
    level = _bars((s.y1, min(s.x1, s.x2), max(s.x1, s.x2)) for s in strokes if s.level)
    upright = _bars(
        (s.x1, min(s.y1, s.y2), max(s.y1, s.y2))
        for s in strokes
        if abs(s.x1 - s.x2) < _SAME and abs(s.y1 - s.y2) > _SHORTEST
    )
    if len(level) * len(upright) > _MOST_PAIRS:
        return []
    grids = [Grid(*group) for group in _meeting(upright, level)]
    return [grid for grid in grids if max(grid.size) > 1 and min(grid.size) > 0]


def _bars(found: Iterable[tuple[float, float, float]]) -> list[_Bar]:
    """Lines that touch one behind the other become one."""
    level: list[tuple[float, float, float]] = []
    bars: list[_Bar] = []
    for line in sorted(found):
        if level and line[0] - level[0][0] > _SAME:
            bars += _joined(level)
            level = []
        level.append(line)
    return bars + _joined(level)


def _joined(level: Sequence[tuple[float, float, float]]) -> list[_Bar]:
    """Lines of one height, those that touch in one."""
    bars: list[_Bar] = []
    for _, start, end in sorted(level, key=lambda line: line[1]):
        if bars and start <= bars[-1].end + _SAME:
            bars[-1] = _Bar(bars[-1].at, bars[-1].start, max(end, bars[-1].end))
        else:
            bars.append(_Bar(level[0][0], start, end))
    return bars


def _meeting(upright: Sequence[_Bar], level: Sequence[_Bar]) -> list[tuple[list[_Bar], list[_Bar]]]:
    """Upright and level lines in groups that hang together."""
    parent = list(range(len(upright) + len(level)))

    def root(index: int) -> int:
        while parent[index] != index:
            parent[index] = parent[parent[index]]
            index = parent[index]
        return index

    for first, one in enumerate(upright):
        for second, other in enumerate(level, start=len(upright)):
            if one.covers(other.at) and other.covers(one.at):
                parent[root(first)] = root(second)
    groups: dict[int, tuple[list[_Bar], list[_Bar]]] = defaultdict(lambda: ([], []))
    for index, bar in enumerate([*upright, *level]):
        groups[root(index)][index >= len(upright)].append(bar)
    return list(groups.values())


def _distinct(places: Iterable[float]) -> list[float]:
    found: list[float] = []
    for place in sorted(places):
        if not found or place - found[-1] > _SAME:
            found.append(place)
    return found
