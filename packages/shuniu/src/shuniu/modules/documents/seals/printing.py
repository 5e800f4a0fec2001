"""What the 用印登记簿 says on paper and in Excel (domain report §3.6)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.people.models import Person
from shuniu.modules.documents import papers
from shuniu.modules.documents.models import SealUse
from shuniu.modules.documents.seals.book import Line, Part


def copy_word(use: SealUse) -> str:
    """Whether the 盖章件 of *use* was filed; empty where no seal was set, or its impression was withdrawn."""
    if use.state != SealUse.State.USED:
        return ""
    return "已归入" if use.copy_filed_at is not None else "没有归入"


def _name(person: Person | None) -> str:
    return person.name if person is not None else ""


def cells_of(line: Line) -> dict[str, Any]:
    """Every column of one line, by its key."""
    use = line.use
    used = use.used_at.astimezone(COUNTY) if use.used_at is not None else None
    notes = ("" if line.withheld else use.answer, f"回执 {use.receipt}" if use.receipt else "")
    return {
        "number": use.number,
        "asked_on": use.asked_at.astimezone(COUNTY).date(),
        "used_at": used,
        "paper": line.paper,
        "sort": use.get_sort_display(),
        "reason": "" if line.withheld else use.reason,
        "seal": use.seal.name,
        "seal_kind": use.seal.get_kind_display(),
        "copies": use.copies,
        "used_copies": use.used_copies,
        "basis": "" if line.withheld else use.basis,
        "approved_by": _name(use.approved_by),
        "asked_by": _name(use.asked_by),
        "used_by": _name(use.used_by),
        "supervisor": _name(use.supervisor),
        "manner": use.get_manner_display() if used else "",
        "state": line.state,
        "copy": copy_word(use),
        "note": "；".join(filter(None, notes)),
    }


def title_of(actor: Actor, part: Part) -> str:
    """The title of the register as it is printed."""
    return f"{actor.unit_name}{part.year}年用印登记簿"


def book_data(actor: Actor, part: Part, lines: Sequence[Line], *, now: datetime) -> papers.SealBookData:
    """The register of the actor's unit, from the oldest line on."""
    rows = (cells_of(line) for line in lines)
    return papers.SealBookData(
        title=title_of(actor, part),
        rows=tuple(papers.SealBookRow(**row) for row in rows),
        printed_on=now.astimezone(COUNTY).date(),
    )
