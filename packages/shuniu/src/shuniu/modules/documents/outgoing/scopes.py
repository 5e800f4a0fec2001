"""Whose figures somebody may see: an office's own, for a county leader those of its offices, for a unit its own part."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import Q

from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.outgoing.who import DRAFTERS, KEEPERS

LEADERS = ("LEADER",)


@dataclass(frozen=True)
class Scope:
    """What is counted: the documents of an `office`, or what a `unit` drafted (in whosever name), or both."""

    office: Unit | None
    unit: Unit | None = None

    @property
    def condition(self) -> Q:
        """On a model with `office` and `unit`."""
        found = Q(office_id=self.office.pk) if self.office is not None else Q()
        return found & Q(unit_id=self.unit.pk) if self.unit is not None else found

    @property
    def of_documents(self) -> Q:
        """On outgoing documents, where `unit` is the office and `drafting_unit` who wrote it."""
        found = Q(unit_id=self.office.pk) if self.office is not None else Q()
        return found & Q(drafting_unit_id=self.unit.pk) if self.unit is not None else found

    @property
    def words(self) -> str:
        """云岭县人民政府办公室; 县水利局起草."""
        office = self.office.name if self.office is not None else ""
        return f"{office}{self.unit.name}起草" if self.unit is not None else office

    @property
    def key(self) -> str:
        """As an address has it."""
        return f"o{self.office.pk}" if self.office is not None else "unit"


def scopes_of(actor: Actor) -> list[Scope]:
    """What *actor* may look at, the first by default; one query. Nothing for who neither leads, keeps nor drafts.

    A county leader sees the offices of the county's organs; the keepers of a unit what it issues itself, and what it
    drafted for others; who drafts, what his unit drafted.
    """
    wanted = Q(pk=actor.unit_id)
    if actor.holds(*LEADERS):
        wanted |= Q(kind=Unit.Kind.OFFICE, active=True)
    units = {u.pk: u for u in Unit.objects.filter(wanted).order_by("order", "pk")}
    own = units[actor.unit_id]
    if actor.holds(*LEADERS) and own.kind == Unit.Kind.LEADERSHIP:
        offices = [u for u in units.values() if u.kind == Unit.Kind.OFFICE]
        return [Scope(u) for u in sorted(offices, key=lambda u: u.parent_id != own.pk)]
    if actor.holds(*KEEPERS, *LEADERS):
        found = [Scope(own), Scope(None, own)]
        return found if own.kind == Unit.Kind.OFFICE else found[::-1]
    return [Scope(None, own)] if actor.holds(*DRAFTERS) else []


def scope_for(actor: Actor, key: str) -> Scope | None:
    """The scope that *key* names, if *actor* may look at it; without a key his first; None when he may at none."""
    found = scopes_of(actor)
    return next((s for s in found if s.key == key), found[0] if found and not key else None)


def may_look(actor: Actor) -> bool:
    """Whether *actor* has a board."""
    return actor.holds(*KEEPERS, *LEADERS, *DRAFTERS)
