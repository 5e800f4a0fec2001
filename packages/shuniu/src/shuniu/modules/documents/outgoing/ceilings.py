"""The ceiling of the year (JW-02): what was issued, what is on its way, what last year had, what was explained."""

from __future__ import annotations

from datetime import date

from django.db.models import Q, QuerySet, Sum
from django.db.models.functions import Coalesce

from shuniu.kernel.base import parameters
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import CeilingExplanation, IssueTally, OutgoingDocument
from shuniu.modules.documents.outgoing.policy_lean import Room
from shuniu.modules.documents.outgoing.who import KEEPERS

BEFORE_SIGNING = ("drafting", "to_vet", "countersigning", "to_review", "to_sign")
"""Where a document that was signed once, and went back, holds no place any more."""


def room_of(
    office: int, year: int, *, on: date, unit: Unit | None = None, but_for: int | None = None
) -> Room:
    """What *office* may still issue in *year*; with *unit*, what that drafting unit may in the office's name.

    *but_for* is the matter of a document that is just being signed, which is not counted among those on their way.
    Four queries, of which none reads documents that were issued.
    """
    whose = Q(office_id=office) & (Q(unit=unit) if unit is not None else Q())
    rows = IssueTally.objects.filter(whose, year__in=(year, year - 1))
    sums = dict(rows.values_list("year").annotate(n=Sum("against")).values_list("year", "n"))
    coming = OutgoingDocument.objects.filter(
        unit_id=office, counted_on=None, signed_at__isnull=False, against=True, matter__closed_at=None
    ).exclude(Q(matter=but_for) | Q(matter__state__in=BEFORE_SIGNING))
    if unit is not None:
        coming = coming.filter(drafting_unit=unit)
    explained = CeilingExplanation.objects.filter(office_id=office, year=year, unit=unit)
    return Room(
        issued=sums.get(year, 0),
        coming=coming.count(),
        last_year=sums.get(year - 1),
        extra=explained.aggregate(n=Coalesce(Sum("extra"), 0))["n"],
        whose=unit.short_name if unit is not None else "",
        warn_percent=parameters.number("outgoing.ceiling_warn_percent", on=on),
    )


def of_units(on: date) -> bool:
    """Whether each drafting unit has a ceiling of its own beside the office's."""
    return bool(parameters.value("outgoing.unit_ceiling", on=on))


def rooms_for(document: OutgoingDocument, year: int, *, on: date, but_for: int | None = None) -> list[Room]:
    """The ceilings that *document* stands against: the office's, and its drafting unit's where the county sets one."""
    rooms = [room_of(document.unit_id, year, on=on, but_for=but_for)]
    if of_units(on):
        rooms.append(room_of(document.unit_id, year, on=on, unit=document.drafting_unit, but_for=but_for))
    return rooms


def lock(office: int) -> None:
    """Let one document of *office* be measured against its ceiling at a time: the last place is not given twice."""
    list(Unit.objects.select_for_update(no_key=True).filter(pk=office).values_list("pk"))


def explanations_of(actor: Actor) -> QuerySet[CeilingExplanation]:
    """The written explanations of the office *actor* acts in, the newest first; nothing for who does not keep it."""
    if not actor.holds(*KEEPERS):
        return CeilingExplanation.objects.none()
    rows = CeilingExplanation.objects.filter(office_id=actor.unit_id)
    return rows.select_related("office", "unit").order_by("-pk")


def paper_counts_of(actor: Actor) -> QuerySet[IssueTally]:
    """What was entered from the paper registers of the office *actor* acts in, the newest year first."""
    if not actor.holds(*KEEPERS):
        return IssueTally.objects.none()
    rows = IssueTally.objects.filter(office_id=actor.unit_id).exclude(source="")
    return rows.select_related("unit").order_by("-year", "month", "form", "pk")
