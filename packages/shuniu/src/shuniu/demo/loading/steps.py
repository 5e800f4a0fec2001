"""The planned steps of one document, by what was done."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from shuniu.demo.calendar_of_year import PlannedDocument
from shuniu.demo.course import Move, PlannedStep


class Steps:
    """Steps by move, each in the order of time."""

    def __init__(self, steps: Iterable[PlannedStep]) -> None:
        self._by_move: dict[Move, list[PlannedStep]] = defaultdict(list)
        for step in steps:
            self._by_move[step.move].append(step)

    def first(self, move: Move) -> PlannedStep | None:
        """The first step of that kind; None when it was not done."""
        return next(iter(self._by_move[move]), None)

    def all(self, *moves: Move) -> list[PlannedStep]:
        """Every step of those kinds."""
        return sorted((s for move in moves for s in self._by_move[move]), key=lambda s: s.at)


def people_of(document: PlannedDocument) -> list[str]:
    """Everybody the plan names for *document*, so that the same clerk goes on with it."""
    return [step.person for step in document.steps]
