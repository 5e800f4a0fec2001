"""One row of a table in two versions: cell by cell, so that a figure is never held against its neighbour's."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hongtou.compare.align import Step, align
from hongtou.compare.pieces import Piece, PieceKind, pieces

CELL_END = "\t"
"""What parts the cells of a row in a line of text."""


def is_row(text: str) -> bool:
    """Whether a line of text is the row of a table."""
    return CELL_END in text


def row_cells(old: str, new: str) -> tuple[tuple[Piece, ...], ...]:
    """The cells of both rows with their pieces: beside each other where there are as many, else by likeness."""
    before, after = old.split(CELL_END), new.split(CELL_END)
    return tuple(
        pieces(
            before[step.old] if step.old is not None else "", after[step.new] if step.new is not None else ""
        )
        for step in _steps(before, after)
    )


def row_pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that lead from one row to the other, with what parts the cells."""
    before, after = old.split(CELL_END), new.split(CELL_END)
    return tuple(_joined(_row_pieces(before, after)))


def _row_pieces(before: Sequence[str], after: Sequence[str]) -> Iterator[Piece]:
    for step in _steps(before, after):
        leads = (step.old or 0) > 0, (step.new or 0) > 0
        if all(leads):
            yield Piece(PieceKind.SAME, CELL_END)
        elif leads[0]:
            yield Piece(PieceKind.DELETED, CELL_END)
        elif leads[1]:
            yield Piece(PieceKind.INSERTED, CELL_END)
        yield from pieces(
            before[step.old] if step.old is not None else "", after[step.new] if step.new is not None else ""
        )


def _steps(before: Sequence[str], after: Sequence[str]) -> list[Step]:
    if len(before) == len(after):
        return [Step(index, index) for index in range(len(before))]
    return align(before, after)[0]


def _joined(found: Iterator[Piece]) -> Iterator[Piece]:
    """The pieces with neighbours of one fate as one."""
    pending: Piece | None = None
    for piece in found:
        if pending is not None and pending.kind is piece.kind:
            pending = Piece(piece.kind, pending.text + piece.text)
            continue
        if pending is not None:
            yield pending
        pending = piece
    if pending is not None:
        yield pending
