"""The printed forms of 保密: the shape of their data, and their declaration. Datetimes are aware, in the office's time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path

from shuniu.kernel.platform.papers import Bound, Paper, QrCode, Role, declare

_HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class RoomBookRow:
    """One line of the 机要件占位登记簿. No column names the paper."""

    number: str
    received_at: datetime
    source: str
    place: str
    signed_by: str
    keeper: str
    entered_by: str = ""
    returned_at: datetime | None = None
    returned_by: str = ""


RoomBookData = Bound[RoomBookRow]


@dataclass(frozen=True, slots=True)
class IncidentData:
    """泄密事件报告表: what stands in an incident, empty where it is not known yet, to be signed by hand."""

    title: str
    unit: str
    number: str
    found_at: datetime
    kind: str
    carrier: str
    found_by: str = ""
    place: str = ""
    carrier_number: str = ""
    first_measures: str = ""
    measures: str = ""
    organ: str = ""
    superior: str = ""
    manner: str = ""
    reported_at: datetime | None = None
    late_reason: str = ""
    conclusion: str = ""
    findings: str = ""
    basis: str = ""
    qr: QrCode | None = None


@dataclass(frozen=True, slots=True)
class ReviewPoint:
    """One point of a review: what it is about, what was found, and why one says so."""

    label: str
    found: str
    reason: str


@dataclass(frozen=True, slots=True)
class ReviewData:
    """公开审查单: the points and what three people said, empty where it has not come so far."""

    title: str
    unit: str
    number: str
    document_title: str
    document_number: str
    points: tuple[ReviewPoint, ...]
    first_by: str = ""
    first_on: date | None = None
    second_by: str = ""
    second_on: date | None = None
    second_opinion: str = ""
    approved_by: str = ""
    approved_on: date | None = None
    decision: str = ""
    conditions: str = ""
    conditions_met: str = ""
    place: str = ""
    published_on: date | None = None
    basis: str = ""
    qr: QrCode | None = None


def form(name: str, title: str, *, landscape: bool = False) -> Paper:
    """Declare the form whose Typst source lies here under *name*."""
    roles = (Role.FANGSONG, Role.XIAOBIAOSONG, Role.HEITI)
    return declare(Paper(f"confidential.{name}", title, _HERE / f"{name}.typ", landscape, roles))


ROOM_BOOK = form("room_book", "机要件占位登记簿", landscape=True)
INCIDENT = form("incident", "泄密事件报告表")
REVIEW = form("review", "公开审查单")
