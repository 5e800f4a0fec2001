"""Reading the 机要件占位登记簿 of a unit."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.modules.confidential.models import RoomLine
from shuniu.modules.confidential.room.who import KEEPERS, READERS

HERE, BACK = "here", "back"
OFFERED = 200
"""So many papers that are in the house are offered to choose from, the newest first."""


@dataclass(frozen=True)
class Part:
    """A part of a unit's register: the year of receiving, and of it a class of sender, a keeper's name, a state."""

    year: int
    source: str = ""
    keeper: str = ""
    state: str = ""


def may_read(actor: Actor) -> bool:
    """Whether *actor* may read the register of the unit he acts in."""
    return actor.holds(*READERS)


def may_keep(actor: Actor) -> bool:
    """Whether *actor* keeps the register of the unit he acts in."""
    return actor.holds(*KEEPERS)


def read_lines(
    actor: Actor, part: Part, *, beyond: int | None = None, size: int, oldest_first: bool = False
) -> list[RoomLine]:
    """Up to *size* lines of *part*, the newest first or from the oldest on, beyond the line *beyond*; one query.

    Nothing for who may not read the register.
    """
    if not may_read(actor):
        return []
    found = RoomLine.objects.filter(office_id=actor.unit_id, year=part.year)
    if part.source:
        found = found.filter(source=part.source)
    if part.keeper:
        found = found.filter(keeper__name__contains=part.keeper)
    if part.state:
        found = found.filter(returned_at__isnull=part.state == HERE)
    if beyond is not None:
        found = found.filter(pk__gt=beyond) if oldest_first else found.filter(pk__lt=beyond)
    found = found.select_related("signed_by", "keeper", "returned_by", "entered_by")
    return list(found.order_by("pk" if oldest_first else "-pk")[:size])


def in_the_house(actor: Actor) -> list[RoomLine]:
    """What the unit of *actor* has and has not given back, the newest first; one query. Nothing for who does not keep
    the register."""
    if not may_keep(actor):
        return []
    found = RoomLine.objects.filter(office_id=actor.unit_id, returned_at=None).select_related("keeper")
    return list(found.order_by("-pk")[:OFFERED])


def years_of(actor: Actor, now: datetime) -> Sequence[int]:
    """The years in which the unit's register has lines, the newest first, and this one."""
    this = now.astimezone(COUNTY).year
    first = None
    if may_read(actor):
        lines = RoomLine.objects.filter(office_id=actor.unit_id).order_by("year")
        first = lines.values_list("year", flat=True).first()
    return list(range(this, min(first or this, this) - 1, -1))
