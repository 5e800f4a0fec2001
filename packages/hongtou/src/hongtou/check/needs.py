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
    """Rules, each with what it needs."""

    def __init__(self, needing: Iterable[tuple[T, tuple[Need, ...]]]) -> None:
        self._rules = tuple(
            (
                rule,
                tuple(frozenset(need) for need in needs if isinstance(need, str)),
                tuple(_pattern(need).search for need in needs if not isinstance(need, str)),
            )
            for rule, needs in needing
        )
        named = frozenset[str]().union(*(group for _, groups, _ in self._rules for group in groups))
        self._named = re.compile(f"[{re.escape(''.join(sorted(named)))}]" if named else r"(?!)")

    def through(self, text: str) -> Iterator[T]:
        """The rules all of whose needs stand in *text*, in their order."""
        seen = frozenset(self._named.findall(text))
        for rule, groups, searches in self._rules:
            if any(map(seen.isdisjoint, groups)):
                continue
            for search in searches:
                if not search(text):
                    break
            else:
                yield rule


def _pattern(need: tuple[str, ...] | re.Pattern[str]) -> re.Pattern[str]:
    return need if isinstance(need, re.Pattern) else re.compile("|".join(map(re.escape, need)))
