"""Rows of a table in plain text: cells parted by TABs, as spreadsheets copy them, one that holds a line break in quotes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

TAB, QUOTE = "\t", '"'
_LONGEST_ROW = 40
"""Lines after which a quote that opens a cell is taken for an ordinary character."""


def lines_of(text: str) -> Iterator[str]:
    """The lines of *text*; a row with a quoted cell may run over several of them."""
    lines = text.replace("\r\n", "\n").replace("\r", "\n").split("\n")
    at = 0
    while at < len(lines):
        count = _lines_of_row(lines, at)
        yield "\n".join(lines[at : at + count])
        at += count


def _lines_of_row(lines: Sequence[str], at: int) -> int:
    """How many lines from *at* make one row; 1 where no quoted cell is left open, or none closes it."""
    if QUOTE in lines[at]:
        for count in range(1, _LONGEST_ROW + 1):
            if not any(map(str.strip, lines[at + count - 2 : at + count])) and count > 2:
                return 1
            cells = _split("\n".join(lines[at : at + count]))
            if not any(cell.startswith(QUOTE) and not is_closed(cell) for cell in cells):
                return count if len(cells) > 1 else 1
    return 1


def is_closed(cell: str) -> bool:
    """Whether a cell that opens with a quote ends with the one that closes it."""
    return len(cell) > 1 and cell.endswith(QUOTE) and not cell[1:-1].replace('""', "").count(QUOTE)


def _split(line: str) -> list[str]:
    """The raw cells of a row; a TAB inside quotes does not part them, a quote that nothing closes is a character."""
    pieces, cells = line.split(TAB), list[str]()
    while pieces:
        count = 1
        if pieces[0].startswith(QUOTE):
            ends = (
                n for n in range(1, min(len(pieces), _LONGEST_ROW) + 1) if is_closed(TAB.join(pieces[:n]))
            )
            count = next(ends, 1)
        cells.append(TAB.join(pieces[:count]))
        del pieces[:count]
    return cells


def is_row(line: str, *, inside: bool) -> bool:
    """A TAB between words makes a row; one before or behind all words does so only inside a table."""
    return len(_split(line)) > 1 and (inside or TAB in line.strip())


def cells_of(line: str) -> Iterator[str]:
    """The cells of a row, without the quotes around them."""
    for cell in _split(line):
        quoted = cell.startswith(QUOTE) and is_closed(cell)
        yield cell[1:-1].replace('""', QUOTE) if quoted else cell


def plain_cell(cell: str) -> str:
    """A cell as files keep it: no blanks around its lines, no empty lines, no TABs."""
    lines = (line.strip() for line in cell.replace(TAB, "　").split("\n"))
    return "\n".join(line for line in lines if line)
