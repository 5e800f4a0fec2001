"""常用语: whose they are, who may change them, and what the desk offers: one's own, the unit's, the county's."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from django.db.models import Q, QuerySet

from shuniu.kernel.base import parameters
from shuniu.kernel.people.actor import Actor
from shuniu.modules.documents.models import Phrase
from shuniu.modules.documents.outgoing.who import KEEPERS

OWN, UNIT, COUNTY_WIDE = "我的", "本单位", "全县"
MOST = 100
"""Phrases of one owner: what is more is no longer found at a glance."""


@dataclass(frozen=True)
class Offered:
    """A phrase at the desk, and whose it is."""

    text: str
    whose: str


def may_share(actor: Actor) -> bool:
    """Whether *actor* keeps the phrases of the unit he acts in."""
    return actor.holds(*KEEPERS)


def within_reach(actor: Actor) -> Q:
    """One's own, and those of the unit one acts in."""
    return Q(unit=actor.unit_id) | (Q(person=actor.person_id) if actor.person_id else Q(pk=None))


def readable_by(actor: Actor) -> list[Phrase]:
    """One's own and those of the unit one acts in, each in order, one's own first. One query."""
    found = Phrase.objects.filter(within_reach(actor)).order_by("position", "pk")
    return sorted(found, key=lambda one: one.person_id is None)


def one_for(actor: Actor, pk: int) -> Phrase | None:
    """The one with that id, if *actor* may change it."""
    return next((one for one in readable_by(actor) if one.pk == pk and may_change(actor, one)), None)


def may_change(actor: Actor, phrase: Phrase) -> bool:
    """One's own; the unit's where one keeps its papers."""
    if phrase.person_id is not None:
        return phrase.person_id == actor.person_id
    return phrase.unit_id == actor.unit_id and may_share(actor)


def of_same_owner(phrase: Phrase) -> QuerySet[Phrase]:
    """All of its owner, in order."""
    return Phrase.objects.filter(person=phrase.person_id, unit=phrase.unit_id).order_by("position", "pk")


def whose(phrase: Phrase) -> str:
    """In a word."""
    return OWN if phrase.person_id is not None else UNIT


def offered_to(actor: Actor, today: date) -> tuple[Offered, ...]:
    """What the desk offers: one's own, the unit's, then those of the parameter, each text once. Two queries."""
    county = parameters.texts("outgoing.phrases_draft", on=today)
    found = [Offered(one.text, whose(one)) for one in readable_by(actor)]
    found += [Offered(text, COUNTY_WIDE) for text in county]
    first: dict[str, Offered] = {}
    for one in found:
        first.setdefault(one.text, one)
    return tuple(first.values())
