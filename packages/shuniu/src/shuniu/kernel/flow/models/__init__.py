"""What the spine keeps. Each model stands in the file of its subject."""

from shuniu.kernel.flow.models.matter import (
    ISOLATED,
    Level,
    Matter,
    Outcome,
    ProcedureVersion,
    Reader,
    Urgency,
)
from shuniu.kernel.flow.models.record import Command, Entry, EntryFile
from shuniu.kernel.flow.models.visible import Visible, VisibleRow
from shuniu.kernel.flow.models.work import Extension, Round, RoundMember, Task, Wait

__all__ = [
    "ISOLATED",
    "Command",
    "Entry",
    "EntryFile",
    "Extension",
    "Level",
    "Matter",
    "Outcome",
    "ProcedureVersion",
    "Reader",
    "Round",
    "RoundMember",
    "Task",
    "Urgency",
    "Visible",
    "VisibleRow",
    "Wait",
]
