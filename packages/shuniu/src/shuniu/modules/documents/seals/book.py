"""Reading the 用印登记簿: every request and every impression of an office, by day, seal, state and paper."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, time, timedelta

from django.db.models import Q, QuerySet

from shuniu.kernel.flow.models import Level
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.modules.documents.models import SealUse
from shuniu.modules.documents.seals import sealed
from shuniu.modules.documents.seals.who import BOOK_READERS

MISSING = "missing"
"""The condition that a seal was set and the 盖章件 is not there."""
WITHHELD = "（内部件，限知悉范围内人员查看）"


@dataclass(frozen=True)
class Part:
    """A part of a unit's register: the year of the request, and of it a seal, days, a state, words of the paper."""

    year: int
    seal: int | None = None
    first: date | None = None
    last: date | None = None
    state: str = ""
    paper: str = ""


@dataclass(frozen=True)
class Line:
    """One line. What is 工作秘密 stands there by its number alone (`withheld`)."""

    use: SealUse
    withheld: bool = False

    @property
    def paper(self) -> str:
        return WITHHELD if self.withheld else self.use.paper

    @property
    def state(self) -> str:
        """Where it stands, in a word."""
        use = self.use
        if use.state == SealUse.State.USED and use.remaining and not use.follows_id:
            return f"已用印，余 {use.remaining} 份"
        return use.get_state_display()


def may_read_book(actor: Actor) -> bool:
    """Whether *actor* may read the register of the unit he acts in."""
    return actor.holds(*BOOK_READERS)


def _rows(actor: Actor, part: Part) -> QuerySet[SealUse]:
    found = SealUse.objects.filter(office_id=actor.unit_id)
    if part.state == MISSING:
        found = found.filter(pk__in=sealed.missing().filter(office_id=actor.unit_id).values("pk"))
    elif part.state:
        found = found.filter(state=part.state)
    if part.seal is not None:
        found = found.filter(seal_id=part.seal)
    first = part.first or date(part.year, 1, 1)
    last = part.last or date(part.year, 12, 31)
    begin = datetime.combine(first, time(), COUNTY)
    end = datetime.combine(last + timedelta(days=1), time(), COUNTY)
    used = Q(used_at__gte=begin, used_at__lt=end)
    found = found.filter(used | Q(used_at=None, asked_at__gte=begin, asked_at__lt=end))
    if part.paper:
        found = found.filter(Q(paper__contains=part.paper), ~Q(matter__level=Level.WORK_SECRET))
    return found.select_related("seal", "matter", "asked_by", "approved_by", "used_by", "supervisor")


def read_book(
    actor: Actor, part: Part, *, beyond: int | None = None, size: int, oldest_first: bool = False
) -> list[Line]:
    """Up to *size* lines of *part*, the newest first or from the oldest on, beyond the line *beyond*; one query.

    Nothing for who may not read the register.
    """
    if not may_read_book(actor):
        return []
    found = _rows(actor, part)
    if beyond is not None:
        found = found.filter(pk__gt=beyond) if oldest_first else found.filter(pk__lt=beyond)
    rows = list(found.order_by("pk" if oldest_first else "-pk")[:size])
    return [
        Line(use, withheld=use.matter is not None and use.matter.level == Level.WORK_SECRET) for use in rows
    ]


def years_of(actor: Actor, now: datetime) -> Sequence[int]:
    """The years in which the unit's register has lines, the newest first, and this one."""
    this = now.astimezone(COUNTY).year
    if not may_read_book(actor):
        return [this]
    first = SealUse.objects.filter(office_id=actor.unit_id).order_by("asked_at").first()
    begin = first.asked_at.astimezone(COUNTY).year if first is not None else this
    return list(range(this, min(begin, this) - 1, -1))


def of_year(part: Part, year: int) -> Part:
    """*part* in another year: days of the old one no longer hold."""
    return replace(part, year=year, first=None, last=None)
