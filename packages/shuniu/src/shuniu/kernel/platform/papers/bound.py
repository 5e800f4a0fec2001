"""What every register says as it is bound."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from typing import Generic, TypeVar

Line = TypeVar("Line")


# Without slots: Python 3.11 cannot make one of a generic alias that is both frozen and slotted.
@dataclass(frozen=True)
class Bound(Generic[Line]):
    """A register of one unit: *title* as printed ("云岭县人民政府办公室2026年收文登记簿"), its lines in order, each a
    dataclass with every column."""

    title: str
    rows: tuple[Line, ...]
    printed_on: date
