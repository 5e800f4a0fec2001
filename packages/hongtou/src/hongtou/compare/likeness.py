"""How alike two paragraphs are: the neighbouring characters they share."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from functools import cached_property

_SHORT = 20
Grams = frozenset[str]


class Likeness:
    """The likeness of the paragraphs of two texts, by their indexes."""

    def __init__(self, old: Sequence[str], new: Sequence[str]) -> None:
        self.old, self.new = old, new

    def plain(self, i: int, j: int) -> float:
        """Twice what both share by what both have (Dice), 0 to 1."""
        a, b = self._old[i], self._new[j]
        return 2 * len(a & b) / (len(a) + len(b)) if a or b else 1.0

    def weighed(self, i: int, j: int) -> float:
        """The same, what many paragraphs of these texts have in common weighing less."""
        every = self._heavy_old[i] + self._heavy_new[j]
        shared = self._old[i] & self._new[j]
        return 2 * sum(map(self._weights.__getitem__, shared)) / every if every else 1.0

    @cached_property
    def _old(self) -> list[Grams]:
        return list(map(_grams, self.old))

    @cached_property
    def _new(self) -> list[Grams]:
        return list(map(_grams, self.new))

    @cached_property
    def _weights(self) -> dict[str, float]:
        counts = Counter(gram for grams in (*self._old, *self._new) for gram in grams)
        return {gram: 1 / max(1, count - 1) for gram, count in counts.items()}

    @cached_property
    def _heavy_old(self) -> list[float]:
        return [sum(map(self._weights.__getitem__, grams)) for grams in self._old]

    @cached_property
    def _heavy_new(self) -> list[float]:
        return [sum(map(self._weights.__getitem__, grams)) for grams in self._new]


def _grams(text: str) -> Grams:
    """What likeness counts: neighbouring characters, and in a short paragraph the single ones as well."""
    pairs = frozenset(map("".join, zip(text, text[1:], strict=False)))
    return pairs | frozenset(text) if len(text) <= _SHORT else pairs
