"""What may stand in a line of the register (BM-05): pure functions. No database, no clock."""

from __future__ import annotations

from datetime import datetime

from shuniu.kernel.base.faults import Fault
from shuniu.modules.confidential.naming import naming_fault

RULE = "BM-05"


def place_fault(place: str) -> Fault | None:
    """The place says where the paper lies; its title and its number are written nowhere."""
    return naming_fault("place", "存放处", place, rule=RULE)


def moment_fault(field: str, at: datetime, *, earliest: datetime | None, now: datetime) -> Fault | None:
    """Nothing is received or given back after now, nor given back before it came."""
    if at > now:
        return Fault(field, RULE, "时间不能晚于现在，请核对。")
    if earliest is not None and at < earliest:
        return Fault(field, RULE, "清退时间不能早于收件时间，请核对。")
    return None
