"""The pieces of one changed paragraph: what stayed, what went, what came."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from difflib import SequenceMatcher
from enum import StrEnum
from typing import NamedTuple

from hongtou.compare.tokens import is_figure, tokens

_LARGE = 1_000_000
_ISLAND = 3
_SENTENCE_ENDS = frozenset("。；！？")
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
    if len(old) * len(new) > _LARGE:
        yield from _by_sentences(old, new)
        return
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        yield Change(tag == "equal", "".join(old[i1:i2]), "".join(new[j1:j2]))


def _by_sentences(old: Sequence[str], new: Sequence[str]) -> Iterator[Change]:
    """Long texts are anchored on the sentences they share; only what lies between is looked at closely."""
    olds, news = _sentences(old), _sentences(new)
    for tag, i1, i2, j1, j2 in SequenceMatcher(None, olds, news).get_opcodes():
        a = [token for sentence in olds[i1:i2] for token in sentence]
        b = [token for sentence in news[j1:j2] for token in sentence]
        if tag == "equal":
            yield Change(True, "".join(a), "".join(b))
            continue
        # Without the popular tokens as anchors even a text of two repeated characters stays fast.
        for part, k1, k2, l1, l2 in SequenceMatcher(None, a, b).get_opcodes():
            yield Change(part == "equal", "".join(a[k1:k2]), "".join(b[l1:l2]))


def _sentences(of: Sequence[str]) -> list[tuple[str, ...]]:
    found: list[tuple[str, ...]] = []
    start = 0
    for index, token in enumerate(of):
        if token in _SENTENCE_ENDS or index == len(of) - 1:
            found.append(tuple(of[start : index + 1]))
            start = index + 1
    return found


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
