"""In whose name a unit may draft, and which office handles what an organ issues."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from shuniu.kernel.people.models import Post, Unit
from shuniu.kernel.people.queries import serving


def issuers_for(unit: Unit) -> QuerySet[Unit]:
    """The organs in whose name *unit* may draft: itself, the organ above it, and the county's organs and offices; an
    inner section only for the unit it belongs to, since it issues nothing itself (GW-29). One query."""
    named = Q(pk=unit.parent_id) if unit.kind == Unit.Kind.SECTION else Q(pk=unit.pk) | Q(pk=unit.parent_id)
    county = Q(kind__in=(Unit.Kind.LEADERSHIP, Unit.Kind.OFFICE))
    return Unit.objects.filter(named | county, active=True).order_by("order", "pk")


def office_of(issuer: Unit) -> Unit:
    """Where documents of *issuer* are handled: the office of an organ that has one, else the unit itself."""
    if issuer.kind == Unit.Kind.LEADERSHIP:
        office = (
            Unit.objects.filter(parent=issuer, kind=Unit.Kind.OFFICE, active=True).order_by("order").first()
        )
        if office is not None:
            return office
    return issuer


def signers_of(issuer: Unit, now: datetime) -> QuerySet[Post]:
    """Who may sign for *issuer*: its leaders and heads; for an office also the leaders of the organ it serves."""
    places = Q(unit=issuer)
    if issuer.kind == Unit.Kind.OFFICE and issuer.parent_id is not None:
        places |= Q(unit_id=issuer.parent_id)
    able = (
        ("LEADER", "UNIT_HEAD") if issuer.kind != Unit.Kind.OFFICE else ("LEADER", "UNIT_HEAD", "OFFICE_HEAD")
    )
    return serving(now).filter(places, duties__code__in=able).distinct()
