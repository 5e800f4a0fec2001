"""Look-ups of incoming documents: the only readers beside the kernel's own lists."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db.models import QuerySet

from shuniu.kernel.flow.models import Level, Matter
from shuniu.kernel.people.actor import Actor
from shuniu.modules.documents.models import IncomingDocument, PaperCopy

BOOK_READERS = ("CLERK", "OFFICE_HEAD", "UNIT_HEAD", "LIAISON", "ARCHIVIST")


def lines_of(matters: Sequence[Matter]) -> dict[int, IncomingDocument]:
    """The register's lines of a page of matters, by matter id; one query."""
    return IncomingDocument.objects.in_bulk([m.pk for m in matters])


def may_read_book(actor: Actor) -> bool:
    """Whether *actor* may read the register of the unit he acts in."""
    return actor.holds(*BOOK_READERS)


@dataclass(frozen=True)
class BookPlace:
    """A place in the register: pages run from the newest number down."""

    serial: int


def book_for(
    actor: Actor, *, year: int, series: str, below: BookPlace | None = None, size: int = 50
) -> list[IncomingDocument]:
    """The next *size* lines of the unit's 登记簿 under the number *below*, newest first.

    Lines of 工作秘密 are left to their readers (BM-08); nobody else finds them here.
    """
    return list(book_lines(actor, year=year, series=series, below=below)[:size])


def book_lines(
    actor: Actor, *, year: int, series: str, below: BookPlace | None = None
) -> QuerySet[IncomingDocument]:
    """The register's lines without a limit, for printing and export."""
    if not may_read_book(actor):
        return IncomingDocument.objects.none()
    lines = (
        IncomingDocument.objects.filter(unit_id=actor.unit_id, series=series, year=year, serial__isnull=False)
        .exclude(matter__level=Level.WORK_SECRET)
        .select_related("matter", "signed_by")
        .order_by("-serial")
    )
    return lines if below is None else lines.filter(serial__lt=below.serial)


def series_of(actor: Actor) -> list[tuple[str, int]]:
    """(series, year) of the unit's books, newest year first."""
    return list(
        IncomingDocument.objects.filter(unit_id=actor.unit_id, serial__isnull=False)
        .values_list("series", "year")
        .distinct()
        .order_by("-year", "series")
    )


def papers_of(matter: Matter) -> list[PaperCopy]:
    """The sheets of paper of a matter, with whose desk they lie on."""
    return list(
        PaperCopy.objects.filter(matter=matter).select_related("holder", "holder_unit").order_by("pk")
    )


def papers_out(actor: Actor, *, person_id: int | None = None) -> list[PaperCopy]:
    """Sheets of the actor's unit that lie with somebody, or with one person (清退, 离岗交接)."""
    out = (
        PaperCopy.objects.filter(matter__unit_id=actor.unit_id, returned_at=None)
        .select_related("matter", "holder", "holder_unit")
        .order_by("since")
    )
    return list(out if person_id is None else out.filter(holder_id=person_id))
