"""The printed forms of 保密: the shape of their data, and their declaration. Datetimes are aware, in the office's time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
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


def form(name: str, title: str, *, landscape: bool = False) -> Paper:
    """Declare the form whose Typst source lies here under *name*."""
    roles = (Role.FANGSONG, Role.XIAOBIAOSONG, Role.HEITI)
    return declare(Paper(f"confidential.{name}", title, _HERE / f"{name}.typ", landscape, roles))


ROOM_BOOK = form("room_book", "机要件占位登记簿", landscape=True)
INCIDENT = form("incident", "泄密事件报告表")
