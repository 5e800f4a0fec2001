"""花脸稿: the difference of two texts, paragraph by paragraph and then character by character."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cached_property
from html import escape

from hongtou.compare.align import align, moves
from hongtou.compare.pieces import Piece, PieceKind, pieces


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
    and as it was, and at its new place with the pieces of what changed on the way.
    """

    kind: RedlineKind
    pieces: tuple[Piece, ...]
    move: int = 0
    leaves: bool = False

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
        before = len(self.old_text.replace("\n", ""))
        return 1 - self.deleted / before if before else 1.0

    @property
    def is_same(self) -> bool:
        """Whether nothing changed."""
        return all(block.kind is RedlineKind.SAME for block in self.blocks)

    def as_html(self) -> str:
        """The redline as a <div class="redline">; the text is escaped, there is no inline style.

        A paragraph has the class redline-KIND (redline-moved-from and redline-moved-to for a move), an
        insertion is <ins class="redline-ins">, a deletion <del class="redline-del">.
        """
        return f'<div class="redline">{"".join(map(_paragraph, self.blocks))}</div>'

    def _count(self, kind: PieceKind) -> int:
        return sum(len(piece.text) for block in self.blocks for piece in block.pieces if piece.kind is kind)


def compare(old: str, new: str) -> Redline:
    """Compare two texts whose paragraphs end in line breaks."""
    before, after = old.split("\n"), new.split("\n")
    steps = align(before, after)
    moved = moves(before, after, steps)
    numbers = {index: number for number, index in enumerate(sorted(moved), 1)}
    arrivals = {new_index: old_index for old_index, new_index in moved.items()}

    def blocks() -> Iterator[RedlineBlock]:
        for step in steps:
            if step.old is not None and step.new is not None:
                yield _beside(before[step.old], after[step.new])
            elif step.old is not None:
                text = before[step.old]
                if step.old in moved:
                    whole = _whole(PieceKind.SAME, text)
                    yield RedlineBlock(RedlineKind.MOVED, whole, numbers[step.old], leaves=True)
                else:
                    yield RedlineBlock(RedlineKind.DELETED, _whole(PieceKind.DELETED, text))
            elif step.new is not None:
                text = after[step.new]
                if step.new in arrivals:
                    origin = arrivals[step.new]
                    yield RedlineBlock(RedlineKind.MOVED, pieces(before[origin], text), numbers[origin])
                else:
                    yield RedlineBlock(RedlineKind.INSERTED, _whole(PieceKind.INSERTED, text))

    return Redline(tuple(blocks()))


def _beside(old: str, new: str) -> RedlineBlock:
    if old == new:
        return RedlineBlock(RedlineKind.SAME, _whole(PieceKind.SAME, old))
    return RedlineBlock(RedlineKind.CHANGED, pieces(old, new))


def _whole(kind: PieceKind, text: str) -> tuple[Piece, ...]:
    return (Piece(kind, text),) if text else ()


_TAGS = {PieceKind.INSERTED: "ins", PieceKind.DELETED: "del"}


def _paragraph(block: RedlineBlock) -> str:
    inner = "".join(_piece(piece) for piece in block.pieces)
    name, note = str(block.kind), ""
    if block.move:
        name = "moved-from" if block.leaves else "moved-to"
        said = f"第{block.move}处移动：{'由此移出' if block.leaves else '移到这里'}"
        note = f'<span class="redline-note">［{said}］</span>'
    return f'<p class="redline-{name}">{note}{inner}</p>'


def _piece(piece: Piece) -> str:
    text = escape(piece.text)
    tag = _TAGS.get(piece.kind)
    return f'<{tag} class="redline-{tag}">{text}</{tag}>' if tag else text
