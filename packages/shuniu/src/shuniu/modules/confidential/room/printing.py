"""What the 机要件占位登记簿 says on paper and in Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.modules.confidential import papers
from shuniu.modules.confidential.models import RoomLine
from shuniu.modules.confidential.room.queries import Part


def cells_of(line: RoomLine) -> dict[str, Any]:
    """Every column of one line, by its key."""
    back = line.returned_at
    return {
        "number": line.number,
        "received_at": line.received_at.astimezone(COUNTY),
        "source": line.get_source_display(),
        "place": line.place,
        "signed_by": line.signed_by.name,
        "keeper": line.keeper.name,
        "entered_by": line.entered_by.name if line.entered_by is not None else "",
        "returned_at": back.astimezone(COUNTY) if back is not None else None,
        "returned_by": line.returned_by.name if line.returned_by is not None else "",
    }


def book_data(actor: Actor, part: Part, lines: Sequence[RoomLine], *, now: datetime) -> papers.RoomBookData:
    """The register of the actor's unit, from the oldest line on."""
    return papers.RoomBookData(
        title=f"{actor.unit_name}{part.year}年机要件占位登记簿",
        rows=tuple(papers.RoomBookRow(**cells_of(line)) for line in lines),
        printed_on=now.astimezone(COUNTY).date(),
    )
