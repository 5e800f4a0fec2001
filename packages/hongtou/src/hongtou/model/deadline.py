"""A deadline that a document names."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from enum import StrEnum

from hongtou.model.value import Span


class DeadlineKind(StrEnum):
    """Natural days count every day and include the last; working days need the platform's calendar."""

    NATURAL = "natural"
    WORKING = "working"


class Unit(StrEnum):
    """What a count counts."""

    DAY = "day"
    HOUR = "hour"
    MONTH = "month"


class Anchor(StrEnum):
    """What a count starts from."""

    DOCUMENT = "document"
    RECEIPT = "receipt"
    EVENT = "event"


@dataclass(frozen=True, slots=True)
class Deadline:
    """One demand with its time.

    ``date`` is the last day, included, or None when it cannot be told: counts of working days, counts
    that start from receipt or from an event, no reference date, or a day that does not exist
    (then ``count`` is None too). ``demand`` is the sentence that asks.
    """

    phrase: str
    span: Span
    kind: DeadlineKind
    demand: str
    date: datetime.date | None = None
    time: datetime.time | None = None
    count: int | None = None
    unit: Unit | None = None
    anchor: Anchor | None = None
    recurring: bool = False
    in_annex: bool = False
