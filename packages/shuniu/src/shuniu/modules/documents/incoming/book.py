"""Reading the 收文登记簿: number by number, so that 退文, 作废 and reserved numbers stand in their places."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.db.models import Q, QuerySet

from shuniu.kernel.flow.models import Level
from shuniu.kernel.numbering.models import Counter, Number
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.modules.documents.incoming import policy
from shuniu.modules.documents.incoming.register import series_key
from shuniu.modules.documents.incoming.who import KEEPERS
from shuniu.modules.documents.models import IncomingDocument

BOOK_READERS = (*KEEPERS, "ARCHIVIST")


@dataclass(frozen=True)
class BookPart:
    """A part of a unit's register: one year of one series, 0 where it is numbered through, and of it a month or a range
    of numbers."""

    year: int
    series: str
    month: int | None = None
    first: int | None = None
    last: int | None = None

    @property
    def words(self) -> str:
        """The part as a title has it: 2026年3月, 2026年第1—50号."""
        month = f"{self.month}月" if self.month else ""
        numbers = f"第{self.first or 1}—{self.last or ''}号" if self.first or self.last else ""
        year = f"{self.year}年" if self.year else ""
        return f"{year}{month}{numbers}"


@dataclass(frozen=True, kw_only=True)
class NumberLine:
    """One number of a register. `withheld`: it belongs to a document of 工作秘密, which only its named readers
    find elsewhere (BM-08)."""

    serial: int
    number: str
    state: str
    reason: str
    withheld: bool = False


@dataclass(frozen=True, kw_only=True)
class BookLine(NumberLine):
    """One 收文号. `line` is absent when it is reserved, void without a document, or withheld."""

    line: IncomingDocument | None = None


def may_read_book(actor: Actor) -> bool:
    """Whether *actor* may read the register of the unit he acts in."""
    return actor.holds(*BOOK_READERS)


def books_of(actor: Actor) -> list[Counter]:
    """The registers of the actor's unit, the newest year first."""
    if not may_read_book(actor):
        return []
    prefix = series_key(actor.unit_id, "")
    return list(
        Counter.objects.filter(unit_id=actor.unit_id, series__startswith=prefix).order_by("-year", "series")
    )


def series_of(counter: Counter) -> str:
    """The series a counter counts: 收, 电, 话."""
    return counter.series.rpartition("/")[2]


def read_book(
    actor: Actor, part: BookPart, *, beyond: int | None = None, size: int, oldest_first: bool = False
) -> list[BookLine]:
    """Up to *size* lines of *part*, from the newest down or from the oldest up, beyond the number *beyond*.

    Three queries. Nothing for who may not read the register.
    """
    if not may_read_book(actor):
        return []
    found = page_of(_numbers(actor, part), beyond=beyond, size=size, oldest_first=oldest_first)
    lines = (
        IncomingDocument.objects.filter(pk__in=[n.matter_id for n in found if n.matter_id])
        .select_related("matter", "signed_by")
        .in_bulk()
    )
    return list(_lines(part, found, lines))


def page_of(numbers: QuerySet[Number], *, beyond: int | None, size: int, oldest_first: bool) -> list[Number]:
    """Up to *size* of *numbers* beyond the number *beyond*, from the newest down or from the oldest up."""
    if beyond is not None:
        numbers = numbers.filter(value__gt=beyond) if oldest_first else numbers.filter(value__lt=beyond)
    return list(numbers.order_by("value" if oldest_first else "-value")[:size])


def numbers_in(
    part: BookPart,
    *,
    key: str,
    unit_id: int,
    dated: Callable[[datetime, datetime], QuerySet[Any]],
) -> QuerySet[Number]:
    """The numbers of *part* in the register of *unit_id* whose counter is *key*. For a month, *dated* gives the
    documents from one moment until another; a number without one belongs to the month in which it was given."""
    # Asked for beforehand: in a join PostgreSQL would sort the numbers of the whole year for one page.
    counter = Counter.objects.filter(series=key, year=part.year, unit_id=unit_id).first()
    numbers = Number.objects.filter(counter=counter) if counter else Number.objects.none()
    if part.first is not None:
        numbers = numbers.filter(value__gte=part.first)
    if part.last is not None:
        numbers = numbers.filter(value__lte=part.last)
    if part.month is None or not part.year:
        return numbers
    begin = datetime(part.year, part.month, 1, tzinfo=COUNTY)
    end = datetime(part.year + part.month // 12, part.month % 12 + 1, 1, tzinfo=COUNTY)
    return numbers.filter(
        Q(matter_id__in=dated(begin, end).values("pk")) | Q(matter_id=None, at__gte=begin, at__lt=end)
    )


def _numbers(actor: Actor, part: BookPart) -> QuerySet[Number]:
    return numbers_in(
        part,
        key=series_key(actor.unit_id, part.series),
        unit_id=actor.unit_id,
        dated=lambda begin, end: IncomingDocument.objects.filter(
            unit_id=actor.unit_id,
            series=part.series,
            year=part.year,
            signed_at__gte=begin,
            signed_at__lt=end,
        ),
    )


def _lines(part: BookPart, numbers: list[Number], lines: dict[int, IncomingDocument]) -> Iterator[BookLine]:
    for number in numbers:
        line = lines.get(number.matter_id) if number.matter_id else None
        withheld = line is not None and line.matter.level == Level.WORK_SECRET
        yield BookLine(
            serial=number.value,
            number=policy.receipt_number(part.series, part.year, number.value),
            state=number.state,
            reason="" if withheld else number.reason,
            line=None if withheld else line,
            withheld=withheld,
        )
