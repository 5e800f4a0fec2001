"""花脸稿 as pages: what went struck through, what came underlined, what moved marked at both ends.

The marks hold in black and white too. The paper is set on the grid of the ordinary form, so that it looks like the
document it shows.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from hongtou.compare import Piece, PieceKind, Redline, RedlineBlock
from hongtou.fonts import Face, FontSet, find_fonts
from hongtou.layout.flow import INDENT, Row, Spot, place
from hongtou.layout.grid import (
    BOTTOM,
    CELL,
    HALF,
    HALVES,
    LEFT,
    PITCH,
    RIGHT,
    SIZE_2_PT,
    SIZE_3_PT,
    TOP,
    WIDTH,
    mm,
)
from hongtou.layout.lacking import lacking
from hongtou.layout.marked import Mark, Marked, MarkedRow, Stretch
from hongtou.layout.metrics import Metrics
from hongtou.layout.page import Item, Layout, Page, Rule, Run
from hongtou.layout.setting import Setter
from hongtou.layout.tables import fit_table
from hongtou.model import Span, Table

TITLE = "花脸稿"
_SMALL_PT = 12.0
_SMALL_PITCH = 7.0
_LEGEND_GAP = "　　"
_NUMBER_DROP = 10.0
_BETWEEN_CELLS = "｜"
_FATES = {PieceKind.SAME: Mark.NONE, PieceKind.INSERTED: Mark.CAME, PieceKind.DELETED: Mark.WENT}


@dataclass(frozen=True, slots=True)
class RedlineVersion:
    """What one of the two texts is called, and when it was written, as it is to be printed; empty when unknown."""

    name: str
    time: str = ""

    def __str__(self) -> str:
        return f"{self.name}（{self.time}）" if self.time else self.name


def lay_out_redline(
    redline: Redline,
    before: RedlineVersion,
    after: RedlineVersion,
    *,
    fonts: FontSet | None = None,
    title: str = TITLE,
) -> Layout:
    """The pages of *redline* between *before* and *after*: on the first both names and times, the sum and the legend,
    on each its number. The same arguments give the same pages."""
    chosen = find_fonts() if fonts is None else fonts
    setter = Setter(Metrics(chosen))
    head, below = _head(setter, redline, before, after, title)
    placed = place(list(_rows(setter, redline.blocks)), below, PITCH)
    pages = []
    for number, rows in enumerate(placed, start=1):
        drawn: list[Item] = [item for spot, row in rows for item in row.draw(spot)]
        drawn += [*(head if number == 1 else ()), _number(setter, title, number, len(placed))]
        pages.append(Page.of(drawn, number))
    missing, substitutions = lacking(chosen, pages)
    return Layout(
        tuple(pages), chosen, title=f"{title} {after.name}", missing=missing, substitutions=substitutions
    )


def _head(
    setter: Setter, redline: Redline, before: RedlineVersion, after: RedlineVersion, title: str
) -> tuple[list[Run | Rule], float]:
    """The title, what is compared, the sum and the legend; and where the text may begin, in mm."""
    cell = mm(SIZE_2_PT)
    x = LEFT + (WIDTH - setter.length(title, cell, Face.XIAOBIAOSONG)) / 2
    drawn: list[Run | Rule] = [setter.text(title, x=x, top=TOP, size_pt=SIZE_2_PT, face=Face.XIAOBIAOSONG)]
    top = TOP + cell + 4.0
    half = mm(_SMALL_PT) / 2
    for label, stretches in (
        ("原稿", [Stretch(str(before))]),
        ("改稿", [Stretch(str(after))]),
        ("改动", [Stretch(redline.says)]),
        ("图例", _LEGEND),
    ):
        marked = Marked.of(setter, [Stretch(f"{label}：", face=Face.HEITI), *stretches])
        for line in marked.lines(halves=int(WIDTH / half), rest=6):
            drawn += marked.draw(line, x=LEFT, top=top, half=half, size_pt=_SMALL_PT)
            top += _SMALL_PITCH
    drawn.append(Rule(LEFT, top, RIGHT, top, 0.3))
    return drawn, top + (PITCH - CELL)


_LEGEND = (
    Stretch("删去的字", Mark.WENT),
    Stretch(_LEGEND_GAP),
    Stretch("加上的字", Mark.CAME),
    Stretch(_LEGEND_GAP),
    Stretch("移出的段落", Mark.LEFT),
    Stretch(_LEGEND_GAP),
    Stretch("移入的段落", Mark.ARRIVED),
    Stretch(_LEGEND_GAP + "竖线：有改动"),
)


def _number(setter: Setter, title: str, number: int, count: int) -> Run:
    text, cell = f"{title}　第{number}页　共{count}页", mm(_SMALL_PT)
    x = LEFT + (WIDTH - setter.length(text, cell, Face.SONGTI)) / 2
    return setter.text(text, x=x, top=BOTTOM + _NUMBER_DROP, size_pt=_SMALL_PT, face=Face.SONGTI)


def _rows(setter: Setter, blocks: Sequence[RedlineBlock]) -> Iterator[Row]:
    """The rows of the grid: paragraphs, and rows of one width that follow each other as one table."""
    for number, (width, group) in enumerate(groupby(blocks, key=lambda block: len(block.cells)), start=1):
        rows = list(group)
        try:
            if width:
                yield from _table(setter, rows, number)
                continue
        except ValueError:  # more columns than the paper has room for
            rows = [replace(row, pieces=tuple(_with_bars(row.pieces)), cells=()) for row in rows]
        for block in rows:
            yield from _paragraph(setter, block)


def _with_bars(of: Sequence[Piece]) -> Iterator[Piece]:
    for piece in of:
        yield Piece(piece.kind, piece.text.replace("\t", _BETWEEN_CELLS))


def _paragraph(setter: Setter, block: RedlineBlock) -> Iterator[Row]:
    marked = Marked.of(setter, [*_note(block), *_stretches(block, block.pieces)])
    for line in marked.lines(halves=HALVES, first=INDENT):
        yield Row(MarkedRow(marked, line, LEFT, HALF, SIZE_3_PT), body=True)


def _table(setter: Setter, blocks: Sequence[RedlineBlock], number: int) -> Iterator[Row]:
    """The rows of one table, its cells broken like paragraphs."""
    rows = [
        [
            Marked.of(setter, [*(_note(block) if not column else ()), *_stretches(block, cell)])
            for column, cell in enumerate(block.cells)
        ]
        for block in blocks
    ]
    shown = Table(tuple(tuple(cell.text for cell in row) for row in rows), Span(0, 0))
    size_pt, widths = fit_table(setter, shown)
    half, unit = mm(size_pt) / 2, WIDTH / sum(widths)
    edges = [LEFT + unit * sum(widths[:column]) for column in range(len(widths) + 1)]
    for row in rows:
        broken = [cell.lines(halves=width - 2) for cell, width in zip(row, widths, strict=True)]
        height = max(map(len, broken))
        for index in range(height):
            cells = tuple(
                MarkedRow(cell, lines[index] if index < len(lines) else None, edge + half, half, size_pt)
                for cell, lines, edge in zip(row, broken, edges, strict=False)
            )
            line = _TableLine(cells, tuple(edges), index == 0, index == height - 1)
            yield Row(line, keep=index < height - 1, body=True, table=number)


@dataclass(frozen=True, slots=True)
class _TableLine:
    """One line of the row of a table: its cells, and the lines around them."""

    cells: tuple[MarkedRow, ...]
    edges: tuple[float, ...]
    upper: bool
    lower: bool

    def __call__(self, spot: Spot) -> tuple[Run | Rule, ...]:
        top, bottom = spot.top, spot.top + spot.pitch
        items: list[Run | Rule] = [Rule(edge, top, edge, bottom, 0.2) for edge in self.edges]
        ends = (self.upper or spot.first, top), (self.lower or spot.last, bottom)
        items += [Rule(self.edges[0], y, self.edges[-1], y, 0.2) for drawn, y in ends if drawn]
        for cell in self.cells:
            items += cell(replace(spot, top=top + (spot.pitch - mm(cell.size_pt)) / 2))
        return tuple(dict.fromkeys(items))


def _note(block: RedlineBlock) -> tuple[Stretch, ...]:
    return (Stretch(f"〔{block.note}〕", face=Face.HEITI),) if block.move else ()


def _stretches(block: RedlineBlock, of: Sequence[Piece]) -> Iterator[Stretch]:
    unchanged = (Mark.LEFT if block.leaves else Mark.ARRIVED) if block.move else Mark.NONE
    for piece in of:
        yield Stretch(_printable(piece.text), _FATES[piece.kind] or unchanged)


def _printable(text: str) -> str:
    """*text*, as long as it was, with blanks for what moves the pen and a box for what no encoding knows."""
    kinds = {"Cc": " ", "Cs": "□", "Zl": " ", "Zp": " "}
    return "".join(kinds.get(unicodedata.category(character), character) for character in text)
