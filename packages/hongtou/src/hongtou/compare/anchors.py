"""What holds two long texts together: passages that stand once in each of them, in the same order (patience)."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Sequence

_LENGTH = 6


def anchors(old: Sequence[str], new: Sequence[str]) -> list[tuple[int, int]]:
    """Where passages of _LENGTH tokens that stand once in each text begin: as many as follow each other in both."""
    here, there = _once(old), _once(new)
    pairs = sorted((at, there[passage]) for passage, at in here.items() if passage in there)
    tops: list[int] = []
    last: list[int] = []
    before: list[int] = []
    for number, (_, j) in enumerate(pairs):
        at = bisect_left(tops, j)
        before.append(last[at - 1] if at else -1)
        tops[at : at + 1], last[at : at + 1] = [j], [number]
    found, number = [], last[-1] if last else -1
    while number >= 0:
        found.append(pairs[number])
        number = before[number]
    return found[::-1]


def _once(tokens: Sequence[str]) -> dict[tuple[str, ...], int]:
    """Where each passage stands that stands once."""
    found: dict[tuple[str, ...], int] = {}
    for at in range(len(tokens) - _LENGTH + 1):
        passage = tuple(tokens[at : at + _LENGTH])
        found[passage] = -1 if passage in found else at
    return {passage: at for passage, at in found.items() if at >= 0}
