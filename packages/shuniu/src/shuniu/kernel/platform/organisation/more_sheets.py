"""Sheets of the organisation's workbook that modules bring: what hangs on units and people, and is theirs to know."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.kernel.base.registry import Registry
from shuniu.kernel.people.importing import Fault, WrongOrganisation
from shuniu.kernel.platform.table_reading import ReadRow
from shuniu.kernel.platform.tables import Column

Rows = Mapping[str, Sequence[ReadRow]]
"""The rows of these sheets, by the sheet's name."""


@dataclass(frozen=True)
class MoreSheet:
    """One sheet: its name and columns. `bring` writes its rows inside the import's transaction, when units and people
    are there, and returns what is wrong with them; `counted` names what a row is, for the word at the end."""

    title: str
    columns: Sequence[Column]
    bring: Callable[[Sequence[ReadRow], datetime], Sequence[Fault]]
    counted: str


MORE_SHEETS: Registry[MoreSheet] = Registry("sheet of the organisation")


def bring_more(rows: Rows, *, now: datetime) -> list[str]:
    """Write *rows*; how many of what came in, in words. Raises `WrongOrganisation` with every fault found: the caller's
    transaction takes all of it back."""
    faults: list[Fault] = []
    words: list[str] = []
    for sheet in MORE_SHEETS.values():
        given = rows.get(sheet.title, ())
        faults += sheet.bring(given, now)
        if given:
            words.append(f"{sheet.counted} {len(given)}")
    if faults:
        raise WrongOrganisation(faults)
    return words
