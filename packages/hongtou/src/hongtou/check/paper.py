"""A document under examination, as the rules of all families but routing and burden see it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Any

from hongtou.check.basis import Basis
from hongtou.check.direction import Direction
from hongtou.check.finding import Edit, Fix, FixKind
from hongtou.check.propose import Proposal, propose
from hongtou.check.rule import Rule
from hongtou.check.stretch import Placed, stretches_of
from hongtou.model import Document, Genre, Span
from hongtou.model.dispatch import Dispatch
from hongtou.model.organs import Organs

IN_FORCE = date(2012, 7, 1)
"""The day the regulation and GB/T 9704-2012 came into force: before it the older forms were right."""


@dataclass(frozen=True)
class Paper:
    """A read document with who sends it to whom among which ``organs``; ``said`` is the direction, where it was told,
    ``listed`` that the organs are those of a list and not guessed from names."""

    document: Document
    dispatch: Dispatch
    organs: Organs
    said: Direction | None = None
    listed: bool = False

    @cached_property
    def proposal(self) -> Proposal:
        """Direction and genre, proposed from sender, addressees and words."""
        to = self.dispatch
        return propose(to.sender, to.addressees, to.title, to.body, self.organs)

    @cached_property
    def stretches(self) -> tuple[Placed, ...]:
        """Its running text, piece by piece."""
        return tuple(stretches_of(self.document))

    @property
    def direction(self) -> Direction:
        """Which way it goes, as told or as proposed."""
        return self.said or self.proposal.direction

    @property
    def genre(self) -> Genre | None:
        """文种, by the title; None where it does not tell."""
        return self.dispatch.genre

    @property
    def is_old(self) -> bool:
        """Whether it was written before the present rules were in force, so that they do not bind it."""
        day = self.document.document_date
        return day is not None and day.value < IN_FORCE

    def binds(self, basis: Basis) -> bool:
        """Whether a ground was in force when it was written; what no regulation says was always so."""
        day = self.document.document_date
        if day is None or basis.year is None:
            return True
        return basis.year < IN_FORCE.year - 1 if self.is_old else basis.year <= day.value.year


PaperRule = Rule[Paper, Any]
"""Samples are texts of whole documents, or ``WordSample`` where the rule looks at the page."""


def replace(span: Span, text: str, *, kind: FixKind = FixKind.ASK) -> Fix:
    """A mending of one passage; say SAFE only where neither figure, name, date nor meaning can change."""
    return Fix(kind, (Edit(span, text),))
