"""Reading the yearly plan: the rows of an office, or of a unit wherever it asked (JW-01)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from django.db.models import Count, Q, QuerySet

from shuniu.kernel.flow.models import Visible
from shuniu.kernel.people.actor import Actor
from shuniu.modules.documents.models import IssuePlan, OutgoingDocument
from shuniu.modules.documents.outgoing.planning import GIVEN_BACK, free
from shuniu.modules.documents.outgoing.who import APPROVERS, DRAFTERS, KEEPERS

READERS = tuple(dict.fromkeys((*DRAFTERS, *KEEPERS)))


@dataclass(frozen=True)
class PlanPart:
    """A part of a plan: one year, of an office (`office`) or of what the actor's unit asked for."""

    year: int
    office: bool = True


@dataclass(frozen=True)
class Holding:
    """The document that holds a 立项, as far as the reader may know of it."""

    matter: int
    words: str
    seen: bool


def may_read_plan(actor: Actor) -> bool:
    """Whether *actor* may read the plan of the unit he acts in."""
    return actor.holds(*READERS)


def may_decide(actor: Actor) -> bool:
    """Whether *actor* decides the plan of the unit he acts in."""
    return actor.holds(*APPROVERS)


def rows_of(actor: Actor, part: PlanPart) -> QuerySet[IssuePlan]:
    """The rows of *part* that *actor* may read: an office's keepers read its whole plan, everybody who drafts what his
    own unit asked for. Nothing for anybody else."""
    if not may_read_plan(actor):
        return IssuePlan.objects.none()
    if part.office and actor.holds(*KEEPERS):
        return IssuePlan.objects.filter(office_id=actor.unit_id, year=part.year)
    return IssuePlan.objects.filter(unit_id=actor.unit_id, year=part.year)


def read_plan(
    actor: Actor, part: PlanPart, condition: Q | None, *, after: int | None, size: int
) -> list[IssuePlan]:
    """Up to *size* rows of *part*, in the order in which they were asked for, after the id *after*; one query."""
    rows = rows_of(actor, part).select_related("unit", "office").order_by("pk")
    if condition is not None:
        rows = rows.filter(condition)
    return list((rows.filter(pk__gt=after) if after is not None else rows)[:size])


def count_by_state(actor: Actor, part: PlanPart) -> Mapping[str, int]:
    """How many rows of *part* there are in each state; one query."""
    found = rows_of(actor, part).values_list("state").annotate(n=Count("pk")).values_list("state", "n")
    return dict(found)


def holdings(actor: Actor, plans: Sequence[IssuePlan]) -> dict[int, Holding]:
    """The documents that hold *plans*, by plan; two queries. One that *actor* may not see is told without its name."""
    found = list(
        OutgoingDocument.objects.filter(plan__in=[p.pk for p in plans])
        .exclude(matter__outcome__in=GIVEN_BACK)
        .select_related("matter")
    )
    seen = set(
        Visible.objects.filter(
            matter__in=[d.matter_id for d in found], principal__in=actor.principals
        ).values_list("matter_id", flat=True)
    )
    return {
        d.plan_id: Holding(
            d.matter_id, d.number or ("已印发" if d.released_at else "在办"), d.matter_id in seen
        )
        for d in found
        if d.plan_id is not None
    }


def row_for(actor: Actor, pk: int) -> IssuePlan | None:
    """The row *pk*, for who may read the plan it stands in."""
    plan = IssuePlan.objects.select_related("unit", "office").filter(pk=pk).first()
    if plan is None or not may_read_plan(actor):
        return None
    of_office = plan.office_id == actor.unit_id and actor.holds(*KEEPERS)
    return plan if of_office or plan.unit_id == actor.unit_id else None


def usable_by(unit: int, year: int) -> QuerySet[IssuePlan]:
    """The approved 立项 of *unit* in *year* that no document holds."""
    return free().filter(unit_id=unit, year=year).order_by("serial", "pk")
