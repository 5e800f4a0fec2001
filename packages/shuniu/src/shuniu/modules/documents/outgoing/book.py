"""Reading the 发文登记簿: number by number, so that 作废 and reserved numbers stand in their places."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.flow.models import Level
from shuniu.kernel.numbering.models import Counter
from shuniu.kernel.people.actor import Actor
from shuniu.modules.documents.incoming.book import BookPart, NumberLine, may_read_book, numbers_in, page_of
from shuniu.modules.documents.models import OutgoingDocument, document_number
from shuniu.modules.documents.outgoing.actions.number import THROUGH, series_key


@dataclass(frozen=True, kw_only=True)
class IssueLine(NumberLine):
    """One 发文字号. `document` is absent when it is reserved, void without a document, or withheld."""

    document: OutgoingDocument | None = None


def issue_books_of(actor: Actor) -> list[Counter]:
    """The registers of the actor's unit, one for each 机关代字 and year, the newest year first, and one of orders."""
    if not may_read_book(actor):
        return []
    prefix = series_key(actor.unit_id, "")
    books = Counter.objects.filter(unit_id=actor.unit_id, series__startswith=prefix).order_by(
        "-year", "series"
    )
    # The one book of all orders stands among those of the newest year.
    return sorted(books, key=lambda book: book.year != THROUGH and book.year < books[0].year)


def read_issue_book(
    actor: Actor, part: BookPart, *, beyond: int | None = None, size: int, oldest_first: bool = False
) -> list[IssueLine]:
    """Up to *size* lines of *part*, whose series is a 机关代字. Three queries; nothing for who may not read it."""
    if not may_read_book(actor):
        return []
    numbers = numbers_in(
        part,
        key=series_key(actor.unit_id, part.series),
        unit_id=actor.unit_id,
        dated=lambda begin, end: OutgoingDocument.objects.filter(
            unit_id=actor.unit_id,
            code=part.series,
            numbered_at__gte=begin,
            numbered_at__lt=end,
        ),
    )
    found = page_of(numbers, beyond=beyond, size=size, oldest_first=oldest_first)
    documents = (
        OutgoingDocument.objects.filter(pk__in=[n.matter_id for n in found if n.matter_id])
        .select_related("matter", "drafting_unit", "drafter")
        .in_bulk()
    )
    lines = []
    for number in found:
        document = documents.get(number.matter_id) if number.matter_id else None
        withheld = document is not None and document.matter.level == Level.WORK_SECRET
        lines.append(
            IssueLine(
                serial=number.value,
                number=document_number(part.series, part.year, number.value),
                state=number.state,
                reason="" if withheld else number.reason,
                document=None if withheld else document,
                withheld=withheld,
            )
        )
    return lines
