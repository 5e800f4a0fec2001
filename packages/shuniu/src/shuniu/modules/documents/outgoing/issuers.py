"""In whose name a unit may draft, and which office handles what an organ issues."""

from __future__ import annotations

from datetime import datetime

from django.db.models import Q, QuerySet

from shuniu.kernel.people.models import Post, StandIn, Unit
from shuniu.kernel.people.queries import serving
from shuniu.modules.documents.models import ORDER, OutgoingDocument, order_series


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


def codes_of(document: OutgoingDocument) -> list[str]:
    """Under what *document* may be numbered: the 机关代字 of its issuer; an order under the orders of its issuer."""
    if document.genre == ORDER:
        return [order_series(document.issuer_name)]
    return list(document.issuer.issuer_codes.order_by("pk").values_list("code", flat=True))


def series_of_office(office: Unit) -> list[tuple[str, Unit]]:
    """Everything that *office* numbers under, each with its organ: 机关代字, and the orders of a government."""
    wanted = {office.pk, office.parent_id} if office.kind == Unit.Kind.OFFICE else {office.pk}
    found: list[tuple[str, Unit]] = []
    for organ in (
        Unit.objects.filter(pk__in=wanted - {None}).prefetch_related("issuer_codes").order_by("order", "pk")
    ):
        if office_of(organ).pk != office.pk:
            continue
        found += [(code.code, organ) for code in sorted(organ.issuer_codes.all(), key=lambda code: code.pk)]
        if organ.kind == Unit.Kind.LEADERSHIP and organ.name.endswith("人民政府"):
            found.append((order_series(organ.name), organ))
    return found


def signers_of(issuer: Unit, now: datetime) -> QuerySet[Post]:
    """Who may sign for *issuer*: its leaders and heads; for an office also the leaders of the organ it serves."""
    places = Q(unit=issuer)
    if issuer.kind == Unit.Kind.OFFICE and issuer.parent_id is not None:
        places |= Q(unit_id=issuer.parent_id)
    able = (
        ("LEADER", "UNIT_HEAD") if issuer.kind != Unit.Kind.OFFICE else ("LEADER", "UNIT_HEAD", "OFFICE_HEAD")
    )
    return serving(now).filter(places, duties__code__in=able).distinct()


def principal_of(unit: Unit, now: datetime) -> Post | None:
    """The 主要负责人 of *unit*, if one is in office."""
    return serving(now).filter(unit=unit, principal=True).first()


def presides(post: Post, issuer: Unit, now: datetime) -> bool:
    """Whether *post* 主持工作: the 主要负责人 of the organ is absent, and it stands in for that post in writing."""
    organs = [issuer.pk, issuer.parent_id] if issuer.kind == Unit.Kind.OFFICE else [issuer.pk]
    return StandIn.objects.filter(
        absent__unit__in=organs, absent__principal=True, stand_in=post, since__lte=now, until__gt=now
    ).exists()


def head_of(unit: Unit, now: datetime) -> Post | None:
    """Who signs for *unit* in a joint document: its 主要负责人, else the highest of its leaders."""
    able = serving(now).filter(unit=unit, duties__code__in=("LEADER", "UNIT_HEAD", "OFFICE_HEAD")).distinct()
    return principal_of(unit, now) or able.first()


def offices_for(unit: Unit) -> list[Unit]:
    """The offices through which *unit* issues, each once, in protocol order."""
    found = {office.pk: office for office in map(office_of, issuers_for(unit))}
    return list(found.values())
