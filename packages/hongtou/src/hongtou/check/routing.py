"""行文规则: who may write what to whom (articles 14 to 17 of the 2012 regulation)."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property
from typing import cast

from hongtou.check.finding import Finding
from hongtou.check.rule import Rule, rules_of
from hongtou.model import Genre, Span, genre_of_title
from hongtou.model.collectives import collective
from hongtou.model.dispatch import Dispatch
from hongtou.model.organ import Organ, OrganKind, Relation
from hongtou.model.organs import FAR, Organs

_FAMILY = "routing"
_LOWER_LEADERSHIP = (OrganKind.PARTY_COMMITTEE, OrganKind.GOVERNMENT, OrganKind.TOWNSHIP)
_ASKS = (Genre.REQUEST, Genre.REPORT)

RoutingRule = Rule["Routing", Dispatch]


@dataclass(frozen=True, slots=True)
class Named:
    """One entry among addressees or copies: as it was written, whom it means, whether it is a general term."""

    name: str
    organs: tuple[Organ, ...]
    general: bool


class Routing:
    """A dispatch with its names looked up, as the rules of the family see it."""

    def __init__(self, dispatch: Dispatch, organs: Organs) -> None:
        self.dispatch = dispatch
        self.organs = organs
        self.sender = organs.get(dispatch.sender)
        self.addressees = tuple(self._named(name) for name in dispatch.addressees)
        self.copies = tuple(self._named(name) for name in dispatch.copies)
        self.joint = tuple(organ for name in dispatch.joint if (organ := organs.get(name)))
        self.genre = dispatch.genre or genre_of_title(dispatch.title)

    def _named(self, name: str) -> Named:
        return Named(name, self.organs.find(name), collective(name) is not None)

    def relation(self, organ: Organ) -> Relation:
        """What ``organ`` is to the sender; UNRELATED when the sender is not known."""
        return self.organs.relation(self.sender, organ) if self.sender else Relation.UNRELATED

    def skips_to(self, organ: Organ) -> bool:
        """Whether writing to ``organ`` is 越级行文; a letter may go to a department that no line leads to."""
        if self.sender is None:
            return False
        relation = self.relation(organ)
        if relation not in (Relation.SKIPPED_SUPERIOR, Relation.SKIPPED_SUBORDINATE):
            return False
        if self.genre is not Genre.LETTER:
            return True
        lines = (self.organs.distance(self.sender, organ), self.organs.distance(organ, self.sender))
        return min(lines) < FAR

    @cached_property
    def above(self) -> tuple[Organ, ...]:
        """The addressees that stand above the sender."""
        return tuple(o for named in self.addressees for o in named.organs if self.relation(o).is_above)

    @cached_property
    def below(self) -> tuple[Organ, ...]:
        """The addressees that stand below, and the lower governments and committees a department writes to."""
        return tuple(
            o
            for named in self.addressees
            for o in named.organs
            if self.relation(o).is_below or self.is_lower_leadership(o)
        )

    @cached_property
    def copied(self) -> frozenset[str]:
        """Full names of all organs that get a copy."""
        return frozenset(organ.full_name for named in self.copies for organ in named.organs)

    @property
    def asks_or_reports(self) -> bool:
        """Whether it is a 请示 or 报告."""
        return self.genre in _ASKS

    def is_lower_leadership(self, organ: Organ) -> bool:
        """Whether ``organ`` is a Party committee or government of a layer below the department that sends."""
        return (
            self.sender is not None
            and self.sender.kind in (OrganKind.DEPARTMENT, OrganKind.OTHER)
            and organ.kind in _LOWER_LEADERSHIP
            and organ.level > self.sender.level
        )


def check_routing(dispatch: Dispatch, organs: Organs) -> tuple[Finding, ...]:
    """What the rules of routing say about ``dispatch`` among ``organs``, refusals first.

    Rules that need the sender are silent when ``organs`` does not know it; that itself is a finding.
    """
    subject = Routing(dispatch, organs)
    found = (finding for rule in routing_rules() for finding in rule.findings(subject, _FAMILY))
    return tuple(sorted(found, key=lambda finding: not finding.refuses))


def routing_rules() -> tuple[RoutingRule, ...]:
    """The rules of the family, by code."""
    return cast("tuple[RoutingRule, ...]", rules_of(_FAMILY))


def listed(organs: Iterable[Organ], limit: int = 4) -> str:
    """Short names in quotation marks, joined by 、, and how many there are when some are left out."""
    names = list(dict.fromkeys(organ.shown for organ in organs))
    shown = "、".join(f"“{name}”" for name in names[:limit])
    return shown if len(names) <= limit else f"{shown}等{len(names)}个单位"


def spans_of(pattern: re.Pattern[str], text: str) -> Iterator[Span]:
    """The passages of ``text`` that ``pattern`` matches."""
    for match in pattern.finditer(text):
        yield Span(*match.span())
