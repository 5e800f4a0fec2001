"""The printed forms of 保密: the shape of their data, and their declaration. Datetimes are aware, in the office's time."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from shuniu.kernel.platform.papers import Bound, Paper, Role, declare

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


def form(name: str, title: str, *, landscape: bool = False) -> Paper:
    """Declare the form whose Typst source lies here under *name*."""
    roles = (Role.FANGSONG, Role.XIAOBIAOSONG, Role.HEITI)
    return declare(Paper(f"confidential.{name}", title, _HERE / f"{name}.typ", landscape, roles))


ROOM_BOOK = form("room_book", "机要件占位登记簿", landscape=True)
