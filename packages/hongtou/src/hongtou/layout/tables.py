"""Simple tables inside the body: grid lines high, as wide as the type area, cells broken like paragraphs.

A table of an annex stands across the page when its columns do not fit upright even in the smallest size: each has to
hold its longest number or Latin word unbroken, and two characters at least (`is_too_wide`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from hongtou.fonts import Face
from hongtou.layout.breaking import Line, atoms_of
from hongtou.layout.flow import Draw, Row, Spot
from hongtou.layout.grid import PORTRAIT, SIZE_3_PT, SIZE_4_PT, Area, mm
from hongtou.layout.page import Item, Rule, Run
from hongtou.layout.setting import Setter
from hongtou.model import Table

_PADDING = 1  # half cells at either side of a cell's text
_NARROWEST = 2 + 2 * _PADDING
_LEAST = 4  # half cells: a column with one character a line cannot be read
_THICKNESS = 0.2
_SIZES_PT = (SIZE_3_PT, SIZE_4_PT, 12.0, 10.5)
WITH_HEAD = 3
"""From so many rows on, the first one is taken for a head and is set again on every page."""


@dataclass(frozen=True, slots=True)
class _Column:
    left: float
    width: int


def table_rows(setter: Setter, table: Table, number: int, area: Area = PORTRAIT) -> Iterator[Row]:
    """The rows of *table* in *area*, the *number*-th from 1; the lines of one table row stay on one page unless they
    fill more than one.

    The size is 3号, or the first smaller one in which no cell has to be broken. Raises ValueError, in Chinese,
    when there are more columns than the type area has room for.
    """
    size_pt, widths = fit_table(setter, table, area)
    half = mm(size_pt) / 2
    columns, at = [], 0
    for width in widths:
        columns.append(_Column(area.left + area.width * at / sum(widths), width))
        at += width
    head: tuple[Row, ...] = ()
    for at_row, cells in enumerate(table.rows):
        first = at_row == 0 and len(table.rows) >= WITH_HEAD
        face = Face.HEITI if first else Face.FANGSONG
        broken = [
            _cell(setter, text, column.width - 2 * _PADDING, face)
            for text, column in zip(cells, columns, strict=True)
        ]
        height = max(len(lines) for lines in broken)
        drawn = _Drawn(setter, broken, columns, half, size_pt, face, height, area)
        rows = [
            Row(
                drawn.line(index),
                keep=index < height - 1 or (at_row == 0 and len(table.rows) > 1),
                body=True,
                again=head if index == 0 else (),
                table=number,
            )
            for index in range(height)
        ]
        yield from rows
        if first:
            head = tuple(replace(row, keep=True) for row in rows)


def _cell(setter: Setter, text: str, halves: int, face: Face) -> list[Line]:
    return [line for part in text.split("\n") for line in setter.lines(part, halves=halves, faces=face)]


def fit_table(setter: Setter, table: Table, area: Area = PORTRAIT) -> tuple[float, list[int]]:
    """The size in points that *table* is set in within *area*, and the half cells of that size that each column takes.

    Raises ValueError, in Chinese, when there are more columns than the type area has room for.
    """
    wanted = _wanted(setter, table)
    for size_pt in _SIZES_PT:
        room = _room(size_pt, area)
        if sum(wanted) <= room:
            break
    if len(wanted) * _NARROWEST > room:
        elsewhere = "，或者放到附件里横排" if area is PORTRAIT else ""
        raise ValueError(f"表格有{len(wanted)}栏，版心里放不下，请拆成几张表{elsewhere}")
    return size_pt, _shared(wanted, room)


def _room(size_pt: float, area: Area) -> int:
    """Half cells of that size across *area*."""
    return int(area.width / (mm(size_pt) / 2) + 1e-6)


def is_too_wide(table: Table) -> bool:
    """Whether the columns of *table* do not fit upright: in the smallest size each has to hold its longest number or
    Latin word unbroken, and two characters."""
    least = 0
    for column in range(len(table.rows[0])):
        unbroken = max(
            (
                atom.halves
                for row in table.rows
                for part in row[column].split("\n")
                for atom in atoms_of(part)
            ),
            default=0,
        )
        least += max(_LEAST, unbroken) + 2 * _PADDING
    return least > _room(_SIZES_PT[-1], PORTRAIT)


def _wanted(setter: Setter, table: Table) -> list[int]:
    """Half cells that each column needs for none of its cells to be broken."""
    columns = range(len(table.rows[0]))
    return [
        max(_NARROWEST, 2 * _PADDING + max(_natural(setter, row[column]) for row in table.rows))
        for column in columns
    ]


def _natural(setter: Setter, text: str) -> int:
    parts = text.split("\n")
    return max(setter.halves(part, face) for part in parts for face in (Face.FANGSONG, Face.HEITI))


def _shared(wanted: Sequence[int], room: int) -> list[int]:
    """*wanted* made to fill *room*: what is left is shared, what is missing is taken from the widest."""
    widths = list(wanted)
    while (spare := room - sum(widths)) > 0:
        for column in sorted(range(len(widths)), key=lambda c: widths[c])[:spare]:
            widths[column] += 1
    while sum(widths) > room:
        widths[max(range(len(widths)), key=lambda c: widths[c])] -= 1
    return widths


@dataclass(frozen=True, slots=True)
class _Drawn:
    """One row of the table: its cells as lines, centred in their cells unless they had to be broken."""

    setter: Setter
    broken: Sequence[list[Line]]
    columns: Sequence[_Column]
    half: float
    size_pt: float
    face: Face
    height: int
    area: Area

    def line(self, index: int) -> Draw:
        def draw(spot: Spot) -> tuple[Item, ...]:
            upper, lower = spot.top, spot.top + spot.pitch
            left, right = self.area.left, self.area.right
            items: list[Item] = []
            for lines, column in zip(self.broken, self.columns, strict=True):
                items.append(Rule(column.left, upper, column.left, lower, _THICKNESS))
                items.extend(self._text(lines, column, spot, index))
            items.append(Rule(right, upper, right, lower, _THICKNESS))
            if index == 0 or spot.first:
                items.append(Rule(left, upper, right, upper, _THICKNESS))
            if index == self.height - 1 or spot.last:
                items.append(Rule(left, lower, right, lower, _THICKNESS))
            return tuple(items)

        return draw

    def _text(self, lines: list[Line], column: _Column, spot: Spot, index: int) -> Iterator[Run]:
        above = (self.height - len(lines)) / 2
        number = index - int(above)
        if not 0 <= number < len(lines):
            return
        line = lines[number]
        width = column.width * self.area.width / sum(each.width for each in self.columns)
        alone = len(lines) == 1
        inset = (width - line.halves * self.half) / 2 if alone else _PADDING * self.half
        # The line stands in the middle of its row; so do an odd number of lines in an even number of rows.
        top = spot.top + (spot.pitch - mm(self.size_pt)) / 2 + (above - int(above)) * spot.pitch
        yield from self.setter.line(
            line, x=column.left + inset, top=top, half=self.half, size_pt=self.size_pt, faces=self.face
        )
