"""The plain-text form of a body, as a person types it or pastes it from a spreadsheet.

One paragraph a line; a level is known by its marker (一、 （一） 1. （1）). Neighbouring lines whose cells are parted
by TABs are a table; a cell that holds a line break, or would be mistaken, stands in straight quotes, as Excel
copies it. A blank line parts two tables that follow each other, two end a cell that nothing closes; elsewhere they say
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import chain

from hongtou.manuscript import NOWHERE, paragraphs
from hongtou.model import Block, Table
from hongtou.tabbed import QUOTE, TAB, cells_of, is_closed, is_row, lines_of, plain_cell


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks that *text* is. Blanks around a line and around a cell are dropped, rows are filled up to the
    widest of their table; nothing else is changed."""
    blocks: list[Block] = []
    table: list[list[str]] = []
    for line in chain(lines_of(text), [""]):
        if is_row(line, inside=bool(table)):
            table.append([plain_cell(cell) for cell in cells_of(line)])
            continue
        if table:
            blocks.append(_table(table))
            table = []
        for one in filter(None, map(str.strip, line.split("\n"))):
            blocks += paragraphs(one.replace(TAB, "　"))
    return tuple(blocks)


def text_of(blocks: Sequence[Block]) -> str:
    """The text that `blocks_of` makes the same blocks of (spans aside).

    A table of one column comes out as paragraphs: a plain text has no other way to write it. So does anything in
    a paragraph that only a file can hold: a line break or a TAB in it becomes a full-width blank.
    """
    lines: list[str] = []
    tabular = open_quote = False
    for block in blocks:
        if isinstance(block, Table) and max(map(len, block.rows), default=0) > 1:
            lines += [""] * (2 if open_quote else tabular)
            open_quote = False
            lines += (_row(row, first=number == 0) for number, row in enumerate(block.rows))
            tabular = True
            continue
        texts = [cell for row in block.rows for cell in row] if isinstance(block, Table) else [block.text]
        written = ["　".join(text.split("\n")).replace(TAB, "　").strip() for text in texts]
        lines += filter(None, written)
        open_quote = open_quote or any(text.startswith(QUOTE) and not is_closed(text) for text in written)
        tabular = False
    return "\n".join(lines)


def _table(rows: Iterable[Sequence[str]]) -> Table:
    listed = list(rows)
    width = max(map(len, listed))
    return Table(tuple((*row, *[""] * (width - len(row))) for row in listed), NOWHERE)


def _row(cells: Sequence[str], *, first: bool) -> str:
    """The line of a row. An empty cell at its edge is written as people type it, as nothing, so that an untouched row
    comes back from a file as it was; quoted only where the line would not be known for a row without it."""
    bare = TAB.join(cells).strip()
    edges = {0, len(cells) - 1} if not bare or (first and TAB not in bare) else set[int]()
    return TAB.join(
        _quoted(cell) if "\n" in cell or cell.startswith(QUOTE) or (number in edges and not cell) else cell
        for number, cell in enumerate(cells)
    )


def _quoted(cell: str) -> str:
    return QUOTE + cell.replace(QUOTE, '""') + QUOTE
