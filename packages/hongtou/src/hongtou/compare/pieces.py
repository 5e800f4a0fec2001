"""The pieces of one changed paragraph: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from hongtou.compare.anchors import anchors
from hongtou.compare.tokens import is_figure, tokens

_LARGE = 1_000_000
_ISLAND = 3
_MARKS = re.compile(r"[^\w]")


class PieceKind(StrEnum):
    """What became of a piece of text."""

    SAME = "same"
    INSERTED = "inserted"
    DELETED = "deleted"


class Piece(NamedTuple):
    """A run of characters with one fate."""

    kind: PieceKind
    text: str


class Change(NamedTuple):
    """A stretch of both texts, in characters; ``same`` when they agree."""

    same: bool
    old: str
    new: str


def pieces(old: str, new: str) -> tuple[Piece, ...]:
    """The pieces that lead from ``old`` to ``new``, in order, what went before what came.

    A short stretch that stayed between two longer changes is shown as changed too, so that a reader sees
    one change and not a sieve; figures are never broken.
    """
    merged = _without_islands(list(changes(tokens(old), tokens(new))))
    found: list[Piece] = []
    for change in merged:
        if change.same:
            found.append(Piece(PieceKind.SAME, change.old))
            continue
        if change.old:
            found.append(Piece(PieceKind.DELETED, change.old))
        if change.new:
            found.append(Piece(PieceKind.INSERTED, change.new))
    return tuple(found)


def changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The stretches of two lists of tokens, neighbours always of different kind."""
    pending = Change(True, "", "")
    for change in _changes(old, new):
        if change.same is pending.same:
            pending = Change(change.same, pending.old + change.old, pending.new + change.new)
            continue
        if pending.old or pending.new:
            yield pending
        pending = change
    if pending.old or pending.new:
        yield pending


def _changes(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    if len(old) * len(new) <= _LARGE:
        yield from _closely(old, new)
        return
    i = j = 0
    for a, b in [(0, 0), *anchors(old, new), (len(old), len(new))]:
        if a < i or b < j:
            continue
        end = 0  # what stands before an anchor and is the same belongs to it
        while a - end > i and b - end > j and old[a - end - 1] == new[b - end - 1]:
            end += 1
        yield from _closely(old[i : a - end], new[j : b - end])
        i, j = a, b
        while i < len(old) and j < len(new) and old[i] == new[j]:
            i, j = i + 1, j + 1
        yield Change(True, "".join(old[a - end : i]), "".join(new[b - end : j]))


def _closely(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """The changes token by token; where that would take too long, all of it is one change."""
    if len(old) * len(new) > _LARGE:
        yield Change(False, "".join(old), "".join(new))
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield Change(tag == "equal", "".join(old[i1:i2]), "".join(new[j1:j2]))


def _without_islands(stretches: list[Change]) -> list[Change]:
    merged: list[Change] = []
    for index, change in enumerate(stretches):
        inner = 0 < index < len(stretches) - 1
        if change.same and inner and _is_island(change.old, merged[-1], stretches[index + 1]):
            change = Change(False, change.old, change.new)
        if merged and merged[-1].same is change.same:
            last = merged.pop()
            change = Change(change.same, last.old + change.old, last.new + change.new)
        merged.append(change)
    return merged


def _is_island(text: str, before: Change, after: Change) -> bool:
    """Whether a stretch that stayed is too small to help between its two neighbours."""
    if len(text) > _ISLAND or _MARKS.search(text) or any(is_figure(token) for token in tokens(text)):
        return False
    sizes = (max(len(side.old), len(side.new)) for side in (before, after))
    return all(len(text) <= size for size in sizes)
