"""What must stand in a text before a rule is asked about it: one look at the text serves all rules.

Most rules of language have nothing to say about most paragraphs, and that shows at once by a few characters: without a
％ nobody writes a range of per cent. Each such rule declares what it needs; the sieve lets a rule through to the texts
that have it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from typing import Generic, TypeAlias, TypeVar

Need: TypeAlias = str | tuple[str, ...] | re.Pattern[str]
"""One of several characters (a string), one of several words (a tuple), or what a pattern finds."""

DIGITS = "0123456789０１２３４５６７８９"
"""The digits that stand in Chinese texts, for rules that look for \\d."""


T = TypeVar("T")


class Sieve(Generic[T]):
    """Rules, or parts of rules, each with what it needs."""

    def __init__(self, needing: Iterable[tuple[T, tuple[Need, ...]]]) -> None:
        self._rules = tuple((rule, _characters(needs), _others(needs)) for rule, needs in needing)
        named = frozenset[str]().union(*(group for _, groups, _ in self._rules for group in groups))
        self._named = re.compile(f"[{re.escape(''.join(sorted(named)))}]" if named else r"(?!)")

    def through(self, text: str) -> Iterator[T]:
        """The rules all of whose needs stand in *text*, in their order."""
        seen = frozenset(self._named.findall(text))
        for rule, groups, others in self._rules:
            for group in groups:
                if group.isdisjoint(seen):
                    break
            else:
                if not others or all(_stands(need, text) for need in others):
                    yield rule


def _characters(needs: Iterable[Need]) -> tuple[frozenset[str], ...]:
    """Of words the first characters: where none of these stands, none of the words does."""
    return tuple(
        frozenset(need if isinstance(need, str) else (word[0] for word in need))
        for need in needs
        if not isinstance(need, re.Pattern)
    )


def _others(needs: Iterable[Need]) -> tuple[tuple[str, ...] | re.Pattern[str], ...]:
    return tuple(need for need in needs if not isinstance(need, str))


def _stands(need: tuple[str, ...] | re.Pattern[str], text: str) -> bool:
    if isinstance(need, tuple):
        return any(word in text for word in need)
    return need.search(text) is not None
