"""Glyphs that stand somewhere on a page, put together into lines: what PDF and OFD readers share."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from hongtou.model.picture import Picture
from hongtou.read.ruled import Grid, Stroke, grids_of

STAMPED = 60
"""So few characters over an image are a stamped number, and the page is a picture."""
MOST_OF_PAGE = 0.5
_MARK_WORD = re.compile("文件|命令|令|.{0,6}纪要")
_LONGEST_WORD = 8


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its place in points: ``left`` and ``right`` of its cell, ``baseline`` from below."""

    character: str
    left: float
    right: float
    baseline: float
    size: float
    red: bool = False


@dataclass(frozen=True, slots=True)
class PrintedPicture:
    """A picture where it stands on a page, from 1, its edges in points from below; of a page whose text runs up or
    down, as that text is read."""

    picture: Picture
    page: int
    left: float
    bottom: float
    right: float
    top: float


@dataclass(frozen=True, slots=True)
class Cell:
    """Row and column in a table of a page."""

    grid: Grid
    row: int
    column: int


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it stands on a page: ``left``, ``right``, ``size`` and ``baseline`` in points; the cell it is part of;
    whether it runs up or down the page."""

    text: str
    page: int
    left: float
    right: float
    size: float
    baseline: float = 0.0
    cell: Cell | None = None
    turned: bool = False


def lines_of(glyphs: Iterable[Glyph], page: int, strokes: Sequence[Stroke] = ()) -> list[PrintedLine]:
    """The lines of one page from top to bottom, page numbers included; pages count from 1.

    The lines of a table come cell by cell. The names of a joint mark come one below the other, with the word that
    stands beside them behind the last.
    """
    loose, cells = _sorted(list(glyphs), grids_of(strokes))
    names, word = _joint_mark(loose) if page == 1 else ([], [])
    taken = {id(glyph) for glyph in (*names, *word)}
    rows = [_line(row, page) for row in _rows([glyph for glyph in loose if id(glyph) not in taken])]
    mark = [_line(row, page) for row in _rows(names)]
    if mark:
        last = mark[-1]
        text = last.text + "".join(glyph.character for glyph in word)
        mark[-1] = PrintedLine(text, page, last.left, last.right, last.size, last.baseline)
    blocks = [(line.baseline, [line]) for line in (*rows, *mark)]
    blocks += [(grid.rows[0], list(_cells(grid, inside, page))) for grid, inside in cells.items()]
    blocks.sort(key=lambda block: -block[0])
    return [line for _, lines in blocks for line in lines]


def _sorted(
    glyphs: list[Glyph], grids: Sequence[Grid]
) -> tuple[list[Glyph], dict[Grid, dict[tuple[int, int], list[Glyph]]]]:
    """Glyphs outside of all tables, and those of each cell."""
    loose: list[Glyph] = []
    cells: dict[Grid, dict[tuple[int, int], list[Glyph]]] = {}
    for glyph in glyphs:
        x, y = (glyph.left + glyph.right) / 2, glyph.baseline + 0.38 * glyph.size
        for grid in grids:
            if place := grid.cell(x, y):
                cells.setdefault(grid, defaultdict(list))[place].append(glyph)
                break
        else:
            loose.append(glyph)
    return loose, cells


def _cells(grid: Grid, inside: dict[tuple[int, int], list[Glyph]], page: int) -> Iterator[PrintedLine]:
    for place in sorted(inside):
        for row in _rows(inside[place]):
            yield _line(row, page, Cell(grid, *place))


def _joint_mark(glyphs: Sequence[Glyph]) -> tuple[list[Glyph], list[Glyph]]:
    """The names of a red mark of several organs and the word to the right of them all; nothing for any other."""
    red = sorted(
        (glyph for glyph in glyphs if glyph.red and not glyph.character.isspace()), key=lambda g: g.left
    )
    for length in range(min(_LONGEST_WORD, len(red) - 1), 0, -1):
        word, names = red[-length:], red[:-length]
        if not _MARK_WORD.fullmatch("".join(glyph.character for glyph in word)):
            continue
        beside = word[0].left > max(glyph.left + 0.5 * glyph.size for glyph in names)
        if beside and sum(1 for _ in _rows(names)) > 1:
            return names, word
    return [], []


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs of one line together, lines from the top down."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if row and row[0].baseline - glyph.baseline > 0.5 * min(row[0].size, glyph.size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph], page: int, cell: Cell | None = None) -> PrintedLine:
    row.sort(key=lambda glyph: glyph.left)
    size = median(glyph.size for glyph in row)
    pieces = [row[0].character]
    for before, after in pairwise(row):
        if after.character == before.character and after.left - before.left < 0.3 * size:
            continue  # printed twice, a little apart, to look bold
        # The ink of a hyphen ends early in its cell.
        wide = 1.1 if before.character in "-·." else 0.7
        if after.left - before.right > wide * size:
            pieces.append("　" if after.left - before.right > 1.5 * size else " ")
        pieces.append(after.character)
    inked = [glyph for glyph in row if not glyph.character.isspace()] or row
    return PrintedLine("".join(pieces), page, inked[0].left, inked[-1].right, size, inked[0].baseline, cell)
