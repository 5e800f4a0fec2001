"""The plain-text form of a body, as a person types it or pastes it from a spreadsheet.

One paragraph a line; a level is known by its marker (一、 （一） 1. （1）). Neighbouring lines whose cells are parted
by TABs are a table; a cell that holds a line break, or would be mistaken, stands in straight quotes, as Excel
copies it. A blank line parts two tables that follow each other, two end a cell that nothing closes; elsewhere they say
nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain

from hongtou.manuscript import NOWHERE, paragraphs
from hongtou.model import Block, Table

_TAB, _QUOTE = "\t", '"'
_LONGEST_ROW = 40
"""Lines after which a quote that opens a cell is taken for an ordinary character."""


def blocks_of(text: str) -> tuple[Block, ...]:
    """The blocks that *text* is. Blanks around a line and around a cell are dropped, rows are filled up to the
    widest of their table; nothing else is changed."""
    blocks: list[Block] = []
    table: list[list[str]] = []
    for line in chain(_lines(text), [""]):
        if _is_row(line, inside=bool(table)):
            table.append([_plain(cell) for cell in _cells(line)])
            continue
        if table:
            blocks.append(_table(table))
            table = []
        for one in filter(None, map(str.strip, line.split("\n"))):
            blocks += paragraphs(one.replace(_TAB, "　"))
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
        written = ["　".join(text.split("\n")).replace(_TAB, "　").strip() for text in texts]
        lines += filter(None, written)
        open_quote = open_quote or any(text.startswith(_QUOTE) and not _closed(text) for text in written)
        tabular = False
    return "\n".join(lines)


def _lines(text: str) -> Iterator[str]:
    """The lines of *text*; a row with a quoted cell may run over several of them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(lines):
        count = _lines_of_row(lines, at)
        yield "\n".join(lines[at : at + count])
        at += count


def _lines_of_row(lines: Sequence[str], at: int) -> int:
    """How many lines from *at* make one row; 1 where no quoted cell is left open, or none closes it."""
    if _QUOTE in lines[at]:
        for count in range(1, _LONGEST_ROW + 1):
            if not any(map(str.strip, lines[at + count - 2 : at + count])) and count > 2:
                return 1
            cells = _split("\n".join(lines[at : at + count]))
            if not any(cell.startswith(_QUOTE) and not _closed(cell) for cell in cells):
                return count if len(cells) > 1 else 1
    return 1


def _closed(cell: str) -> bool:
    return len(cell) > 1 and cell.endswith(_QUOTE) and not cell[1:-1].replace('""', "").count(_QUOTE)


def _split(line: str) -> list[str]:
    """The raw cells of a row; a TAB inside quotes does not part them, a quote that nothing closes is a character."""
    pieces, cells = line.split(_TAB), list[str]()
    while pieces:
        count = 1
        if pieces[0].startswith(_QUOTE):
            ends = (n for n in range(1, min(len(pieces), _LONGEST_ROW) + 1) if _closed(_TAB.join(pieces[:n])))
            count = next(ends, 1)
        cells.append(_TAB.join(pieces[:count]))
        del pieces[:count]
    return cells


def _is_row(line: str, *, inside: bool) -> bool:
    """A TAB between words makes a row; one before or behind all words does so only inside a table."""
    return len(_split(line)) > 1 and (inside or _TAB in line.strip())


def _cells(line: str) -> Iterator[str]:
    for cell in _split(line):
        quoted = cell.startswith(_QUOTE) and _closed(cell)
        yield cell[1:-1].replace('""', _QUOTE) if quoted else cell


def _plain(cell: str) -> str:
    """A cell as files keep it: no blanks around its lines, no empty lines, no TABs."""
    lines = (line.strip() for line in cell.replace(_TAB, "　").split("\n"))
    return "\n".join(line for line in lines if line)


def _table(rows: Iterable[Sequence[str]]) -> Table:
    listed = list(rows)
    width = max(map(len, listed))
    return Table(tuple((*row, *[""] * (width - len(row))) for row in listed), NOWHERE)


def _row(cells: Sequence[str], *, first: bool) -> str:
    """The line of a row. An empty cell at its edge is written as people type it, as nothing, so that an untouched row
    comes back from a file as it was; quoted only where the line would not be known for a row without it."""
    bare = _TAB.join(cells).strip()
    edges = {0, len(cells) - 1} if not bare or (first and _TAB not in bare) else set[int]()
    return _TAB.join(
        _quoted(cell) if "\n" in cell or cell.startswith(_QUOTE) or (number in edges and not cell) else cell
        for number, cell in enumerate(cells)
    )


def _quoted(cell: str) -> str:
    return _QUOTE + cell.replace(_QUOTE, '""') + _QUOTE
