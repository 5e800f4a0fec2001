"""花脸稿: the difference of two texts, paragraph by paragraph and then character by character."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from functools import cached_property
from html import escape
from itertools import groupby

from hongtou.compare.align import align
from hongtou.compare.pictures import is_mark
from hongtou.compare.pieces import Piece, PieceKind, pieces
from hongtou.compare.rows import CELL_END, is_row, row_cells, row_pieces


class RedlineKind(StrEnum):
    """What became of a paragraph."""

    SAME = "same"
    CHANGED = "changed"
    INSERTED = "inserted"
    DELETED = "deleted"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class RedlineBlock:
    """One paragraph with its pieces.

    A moved paragraph stands twice under one ``move`` (counted from 1): ``leaves`` at its old place, whole
    and as it was, and at its new place with the pieces of what changed on the way. ``cells`` are the pieces of each
    cell when it is the row of a table: a line with tabs.
    """

    kind: RedlineKind
    pieces: tuple[Piece, ...]
    move: int = 0
    leaves: bool = False
    cells: tuple[tuple[Piece, ...], ...] = ()

    @property
    def note(self) -> str:
        """What is said at either end of a move; empty for what did not move."""
        return f"第{self.move}处移动：{'由此移出' if self.leaves else '移到这里'}" if self.move else ""

    @property
    def is_changed(self) -> bool:
        """Whether it is other than it was, where it is."""
        return self.kind is not RedlineKind.SAME and not self.move

    @property
    def shows_picture(self) -> bool:
        """Whether its line stands for a picture."""
        return bool(self.pieces) and all(is_mark(piece.text) for piece in self.pieces)

    @property
    def old_text(self) -> str:
        """The paragraph as it was."""
        return "".join(piece.text for piece in self.pieces if piece.kind is not PieceKind.INSERTED)

    @property
    def new_text(self) -> str:
        """The paragraph as it is."""
        return "".join(piece.text for piece in self.pieces if piece.kind is not PieceKind.DELETED)


@dataclass(frozen=True)
class Redline:
    """The difference of two texts; both can be read back from it exactly."""

    blocks: tuple[RedlineBlock, ...]

    @property
    def old_text(self) -> str:
        """The old text, exactly."""
        return "\n".join(
            block.old_text
            for block in self.blocks
            if block.kind is not RedlineKind.INSERTED and (not block.move or block.leaves)
        )

    @property
    def new_text(self) -> str:
        """The new text, exactly."""
        return "\n".join(
            block.new_text
            for block in self.blocks
            if block.kind is not RedlineKind.DELETED and not block.leaves
        )

    @cached_property
    def inserted(self) -> int:
        """Characters that came; line breaks and what only moved do not count."""
        return self._count(PieceKind.INSERTED)

    @cached_property
    def deleted(self) -> int:
        """Characters that went."""
        return self._count(PieceKind.DELETED)

    @cached_property
    def kept_share(self) -> float:
        """The share of the old text that is still there, 0 to 1; moved counts as there. 1 when it was empty."""
        before = len(self.old_text.replace("\n", "").replace(CELL_END, ""))
        return 1 - self.deleted / before if before else 1.0

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        return all(block.kind is RedlineKind.SAME for block in self.blocks)

    @property
    def says(self) -> str:
        """What changed, in one Chinese phrase."""
        if self.is_same:
            return "两稿相同"
        moved = f"，移动{self.moved}处" if self.moved else ""
        shown = f"，图片改动{self.pictures}处" if self.pictures else ""
        return f"增加{self.inserted}字，删去{self.deleted}字{moved}{shown}，原稿保留{self.kept_share:.0%}"

    def as_html(self) -> str:
        """The redline as a <div class="redline">; the text is escaped, there is no inline style.

        A paragraph or a row of a table has the class redline-KIND (redline-moved-from and redline-moved-to for a
        move), an insertion is <ins class="redline-ins">, a deletion <del class="redline-del">.
        """
        return f'<div class="redline">{"".join(_parts(self.blocks))}</div>'

    @cached_property
    def moved(self) -> int:
        """How many paragraphs moved."""
        return sum(block.leaves for block in self.blocks)

    @cached_property
    def pictures(self) -> int:
        """How many pictures came, went or were exchanged; what only moved does not count."""
        found = 0
        for changed, group in groupby(
            self.blocks, key=lambda block: block.shows_picture and block.is_changed
        ):
            kinds = [block.kind for block in group] if changed else []
            went, came = kinds.count(RedlineKind.DELETED), kinds.count(RedlineKind.INSERTED)
            found += max(went, came) + kinds.count(RedlineKind.CHANGED)
        return found

    def _count(self, kind: PieceKind) -> int:
        changed = (
            piece
            for block in self.blocks
            if not block.shows_picture
            for piece in block.pieces
            if piece.kind is kind
        )
        return sum(len(piece.text.replace(CELL_END, "")) for piece in changed)


def compare(old: str, new: str) -> Redline:
    """Compare two texts whose paragraphs end in line breaks."""
    before, after = old.split("\n"), new.split("\n")
    steps, moved = align(before, after)
    numbers = {index: number for number, index in enumerate(sorted(moved), 1)}
    arrivals = {new_index: old_index for old_index, new_index in moved.items()}

    def blocks() -> Iterator[RedlineBlock]:
        for step in steps:
            if step.old is not None and step.new is not None:
                one, other = before[step.old], after[step.new]
                yield _block(RedlineKind.SAME if one == other else RedlineKind.CHANGED, one, other)
            elif step.old is not None:
                text = before[step.old]
                if step.old in moved:
                    yield replace(_block(RedlineKind.MOVED, text, text), move=numbers[step.old], leaves=True)
                else:
                    yield _block(RedlineKind.DELETED, text, None)
            elif step.new is not None:
                text = after[step.new]
                if step.new in arrivals:
                    origin = arrivals[step.new]
                    yield replace(_block(RedlineKind.MOVED, before[origin], text), move=numbers[origin])
                else:
                    yield _block(RedlineKind.INSERTED, None, text)

    return Redline(tuple(blocks()))


def _block(kind: RedlineKind, old: str | None, new: str | None) -> RedlineBlock:
    """The block of a paragraph or a row in both versions; None where one of them has none."""
    if old is None or new is None:
        text, fate = (new or "", PieceKind.INSERTED) if old is None else (old, PieceKind.DELETED)
        cells = tuple(_whole(fate, cell) for cell in text.split(CELL_END)) if is_row(text) else ()
        return RedlineBlock(kind, _whole(fate, text), cells=cells)
    if is_row(old) and is_row(new):
        return RedlineBlock(kind, row_pieces(old, new), cells=row_cells(old, new))
    if old != new and is_mark(old) and is_mark(new):
        return RedlineBlock(kind, (Piece(PieceKind.DELETED, old), Piece(PieceKind.INSERTED, new)))
    return RedlineBlock(kind, _whole(PieceKind.SAME, old) if old == new else pieces(old, new))


def _whole(kind: PieceKind, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()


_TAGS = {PieceKind.INSERTED: "ins", PieceKind.DELETED: "del"}


def _parts(blocks: Sequence[RedlineBlock]) -> Iterator[str]:
    """Paragraphs one by one, rows that follow each other as one table."""
    for in_table, group in groupby(blocks, key=lambda block: bool(block.cells)):
        if in_table:
            yield f'<table class="redline-table">{"".join(map(_row, group))}</table>'
        else:
            yield from map(_paragraph, group)


def _paragraph(block: RedlineBlock) -> str:
    return f'<p class="redline-{_name(block)}">{_note(block)}{_inline(block.pieces)}</p>'


def _row(block: RedlineBlock) -> str:
    cells = [_inline(cell) for cell in block.cells]
    inner = "".join(f"<td>{cell}</td>" for cell in (_note(block) + cells[0], *cells[1:]))
    return f'<tr class="redline-{_name(block)}">{inner}</tr>'


def _name(block: RedlineBlock) -> str:
    return ("moved-from" if block.leaves else "moved-to") if block.move else str(block.kind)


def _note(block: RedlineBlock) -> str:
    return f'<span class="redline-note">［{block.note}］</span>' if block.move else ""


def _inline(of: Sequence[Piece]) -> str:
    return "".join(map(_piece, of))


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    tag = _TAGS.get(piece.kind)
    return f'<{tag} class="redline-{tag}">{text}</{tag}>' if tag else text
