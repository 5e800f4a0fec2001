"""Looking for records: many conditions at once over millions of them, newest first, a bounded piece at a time.

Ids run with time but for writers that overlap by seconds, so days become a range of ids first, and one look goes
through at most `REACH` of them; where it ended is said, never passed over.
"""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from django.db.models import BooleanField, QuerySet
from django.db.models.expressions import RawSQL

from shuniu.kernel.records.models import Record, SealItem

REACH = 200_000
"""How many ids one look goes through at most."""
OVERLAP = 1_000
"""Ids by which writers that began earlier may have committed later."""


@dataclass(frozen=True)
class Wanted:
    """Which records: an empty condition asks for all."""

    since: datetime | None = None
    until: datetime | None = None
    actions: frozenset[str] = frozenset()
    outcome: str = ""
    accounts: frozenset[int] | None = None
    units: frozenset[int] | None = None
    matter: int | None = None


@dataclass(frozen=True)
class Found:
    """Records from new to old with their payloads. `further` is the id below which to look on: None at the end."""

    records: tuple[Record, ...]
    further: int | None


def look(wanted: Wanted, *, below: int | None = None, size: int) -> Found:
    """Up to *size* records of *wanted* with ids below *below*, in a handful of bounded queries."""
    low, high = _bounds(wanted, below)
    if high < low:
        return Found((), None)
    floor = max(low, high - REACH + 1)
    rows = tuple(
        _matching(wanted)
        .filter(pk__gte=floor, pk__lte=high)
        .select_related("payload")
        .order_by("-pk")[: size + 1]
    )
    if len(rows) > size:
        return Found(rows[:size], rows[size - 1].pk)
    return Found(rows, floor if floor > low else None)


def everything(wanted: Wanted, *, most: int) -> tuple[Record, ...]:
    """All records of *wanted* from new to old, looked for piece by piece; one more than *most* when there are more."""
    rows: list[Record] = []
    below: int | None = None
    while len(rows) <= most:
        found = look(wanted, below=below, size=most + 1 - len(rows))
        rows += found.records
        below = found.further
        if below is None:
            break
    return tuple(rows)


def sealed_in(ids: Collection[int]) -> dict[int, int]:
    """The number of the seal that each of the records *ids* stands in; those of the unsealed tail are left out."""
    rows = SealItem.objects.filter(record_id__in=ids).values_list("record_id", "seal__number")
    return dict(rows)


def _matching(wanted: Wanted) -> QuerySet[Record]:
    rows = Record.objects.all()
    if wanted.since:
        rows = rows.filter(at__gte=wanted.since)
    if wanted.until:
        rows = rows.filter(at__lt=wanted.until)
    if wanted.actions:
        rows = rows.filter(action__in=wanted.actions)
    if wanted.outcome == Record.Outcome.REFUSED:
        rows = rows.filter(_REFUSED)
    elif wanted.outcome:
        rows = rows.filter(outcome=wanted.outcome)
    if wanted.accounts is not None:
        rows = rows.filter(account_id__in=wanted.accounts)
    if wanted.units is not None:
        rows = rows.filter(unit_id__in=wanted.units)
    if wanted.matter is not None:
        rows = rows.filter(matter_id=wanted.matter)
    return rows


_REFUSED = RawSQL("records_record.outcome = 'refused'", [], output_field=BooleanField())
"""Written out: SQLite uses the index of refusals alone only where it sees the word itself."""


def _bounds(wanted: Wanted, below: int | None) -> tuple[int, int]:
    """The lowest and the highest id worth looking at; the second below the first when there is none."""
    # Asked for one by one: for both at once SQLite reads the whole table.
    low, high = (Record.objects.order_by(o).values_list("pk", flat=True).first() for o in ("pk", "-pk"))
    if low is None or high is None:
        return 1, 0
    if wanted.since:
        first = (
            Record.objects.filter(at__gte=wanted.since).order_by("at").values_list("pk", flat=True).first()
        )
        low = high + 1 if first is None else max(low, first - OVERLAP)
    if wanted.until:
        past = Record.objects.filter(at__gte=wanted.until).order_by("at").values_list("pk", flat=True).first()
        high = high if past is None else min(high, past + OVERLAP)
    return low, high if below is None else min(high, below - 1)
