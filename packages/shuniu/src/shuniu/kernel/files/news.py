"""News from the gate for whoever must know (保密员): listeners live above and are called in the transaction.

News never carries what the gate stopped: no title, no name, no text, no hash.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from shuniu.kernel.base.registry import Registry
from shuniu.kernel.people.actor import Actor


class Kind(StrEnum):
    """What happened at the gate."""

    STOPPED = "stopped"
    DECLARED = "declared"
    ERASED = "erased"


@dataclass(frozen=True)
class GateNews:
    """One event: who, when, by which rule; the file or matter it led to, when there is one.

    `reason` is the gate's code for why it was held: ``word``, ``unreadable`` or ``scan_without_text``.
    """

    kind: Kind
    actor: Actor
    at: datetime
    rule: str = ""
    reason: str = ""
    file_id: int | None = None
    matter_id: int | None = None


Listener = Callable[[GateNews], None]
LISTENERS: Registry[Listener] = Registry("gate listener")


def listener(name: str) -> Callable[[Listener], Listener]:
    """Register the decorated function as the listener *name*. Raises `DuplicateName`."""
    return lambda hear: LISTENERS.register(name, hear)


def tell(news: GateNews) -> None:
    """Call every listener, in the caller's transaction."""
    for hear in LISTENERS.values():
        hear(news)
