"""What the county knows of recipients, read for `recipients.expand`: units, lists, who has no desk, whom it knows
outside, and to whom a group was sent the last time."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import datetime

from django.db.models import Q

from shuniu.kernel.flow.desks import find_desks
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.incoming.queries import keeps
from shuniu.modules.documents.models import Delivery, DraftVersion, OutgoingDocument, SendingList
from shuniu.modules.documents.outgoing.recipients import (
    Expansion,
    NamedList,
    Place,
    Register,
    expand,
    groups_in,
    news_of,
)
from shuniu.modules.documents.outgoing.routing import organs_of_county

KNOWN_OUTSIDE = 400
GROUPS = ("各乡镇人民政府", "县直各部门", "县委各部门", "县政府各部门")
GROUPS_COMPARED = 6
"""How many groups of one document are held against the last time; a paper names two or three."""


def register_for(office_id: int, now: datetime) -> Register:
    """Everything that resolving names needs, in a number of queries that does not grow with the county."""
    found = Unit.objects.exclude(kind=Unit.Kind.SECTION).select_related("parent").order_by("order", "pk")
    units = [u for u in found if u.kind != Unit.Kind.LEADERSHIP]
    offices = [u for u in units if u.kind == Unit.Kind.OFFICE and u.active]
    manned = find_desks([u.pk for u in units], "CLERK", now=now)
    return Register(
        organs=organs_of_county(),
        places={
            u.pk: Place(id=u.pk, name=u.name, short_name=u.short_name, active=u.active, manned=u.pk in manned)
            for u in units
        },
        lists=lists_of(office_id),
        outside=_known_outside(office_id),
        own=office_id,
        served_by={u.parent.name: u.pk for u in reversed(offices) if u.parent is not None},
    )


def lists_of(office_id: int) -> tuple[NamedList, ...]:
    """The lists in use of an office, by name; two queries."""
    found = SendingList.objects.filter(office_id=office_id, active=True).order_by("name")
    return tuple(
        NamedList(
            one.name,
            tuple(
                m.unit_id if m.unit_id is not None else m.outside
                for m in sorted(one.members.all(), key=lambda m: m.position)
            ),
        )
        for one in found.prefetch_related("members")
    )


def _known_outside(office_id: int) -> frozenset[str]:
    """Organs outside to which the office has sent before."""
    sent = Delivery.objects.filter(office_id=office_id, unit=None)
    return frozenset(sent.order_by("-pk").values_list("outside", flat=True)[:KNOWN_OUTSIDE])


def signed_text(document: OutgoingDocument) -> DraftVersion | None:
    """The version that was signed, else the newest."""
    number = document.signed or document.current
    return DraftVersion.objects.filter(matter_id=document.pk, number=number).first()


def proposal_for(document: OutgoingDocument, now: datetime) -> tuple[Expansion, list[str]]:
    """To whom the signed text says that it goes, and what differs from the last time; a bounded number of
    queries, whatever was sent before."""
    draft = signed_text(document)
    if draft is None:
        return Expansion(), []
    register = register_for(document.unit_id, now)
    found = expand(register, draft.content["addressees"], draft.content["copy_to"])
    last = _last_time(document, [said for said, names in groups_in(found).items() if len(names) > 1])
    return found, [one.words for one in news_of(found, last)]


def _last_time(document: OutgoingDocument, groups: Sequence[str]) -> Mapping[str, list[str]]:
    """To whom each of *groups* was sent by this office in the last document that used these words."""
    wanted = Q()
    for said in groups[:GROUPS_COMPARED]:
        sent = Delivery.objects.filter(said_as=said, office_id=document.unit_id)
        earlier = (
            sent.exclude(matter_id=document.pk).order_by("-matter_id").values_list("matter_id", flat=True)
        )
        last = earlier.first()
        if last is not None:
            wanted |= Q(said_as=said, matter_id=last)
    found: dict[str, list[str]] = {}
    if wanted:
        rows = Delivery.objects.filter(wanted, replaces=None).order_by("pk")
        for said, short, outside in rows.values_list("said_as", "unit__short_name", "outside"):
            found.setdefault(said, []).append(short or outside)
    return found


def kept_lists(actor: Actor) -> list[tuple[SendingList, list[str]]]:
    """The lists in use of the actor's office with the names on each, by name; nothing for who does not keep its papers."""
    if not keeps(actor):
        return []
    found = SendingList.objects.filter(office_id=actor.unit_id, active=True).order_by("name")
    return [
        (
            one,
            [
                m.unit.short_name if m.unit is not None else m.outside
                for m in sorted(one.members.all(), key=lambda m: m.position)
            ],
        )
        for one in found.prefetch_related("members__unit")
    ]


def kept_list(actor: Actor, pk: int) -> tuple[SendingList, tuple[int | str, ...]] | None:
    """One list in use of the actor's office with its members."""
    if not keeps(actor):
        return None
    one = SendingList.objects.filter(pk=pk, office_id=actor.unit_id, active=True).first()
    if one is None:
        return None
    members = one.members.order_by("position")
    return one, tuple(m.unit_id if m.unit_id is not None else m.outside for m in members)


def groups_of_county(now: datetime) -> dict[str, list[str]]:
    """The general terms that need no list, each with the units it means now."""
    register = register_for(0, now)
    found = {name: expand(register, [name], []).recipients for name in GROUPS}
    return {name: [one.name for one in members] for name, members in found.items() if members}
