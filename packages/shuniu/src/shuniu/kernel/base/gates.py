"""Gates on what is typed: every string of an action's input is looked at before its transaction begins.

The runner passes each input through `TEXT_GATES`; a gate lives above (kernel.files brings the one against state
secrets) and refuses by raising `Refused`, before a byte of the text has reached a disk.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from pydantic import BaseModel

from shuniu.kernel.base.actions import ActionInput
from shuniu.kernel.base.registry import Registry


@dataclass(frozen=True)
class Typed:
    """One string that somebody typed, and the field it was typed into (name and Chinese label)."""

    field: str
    label: str
    text: str


class Settle(Protocol):
    """What a gate still has to write, run inside the action's transaction once the action is done."""

    def __call__(self, *, actor: Any, now: datetime, matter_id: int | None) -> None: ...


TextGate = Callable[[Sequence[Typed], Any, bool], Settle | None]
"""A gate: (what was typed, the actor, whether he declared it not secret). Raises `Refused` to stop it."""

TEXT_GATES: Registry[TextGate] = Registry("text gate")


@dataclass(frozen=True)
class Clearance:
    """What the gates that let an input pass have left to write."""

    settles: tuple[Settle, ...] = ()

    def settle(self, *, actor: Any, now: datetime, matter_id: int | None) -> None:
        """Write it, in the transaction of the action."""
        for settle in self.settles:
            settle(actor=actor, now=now, matter_id=matter_id)


def clear(data: ActionInput, *, actor: Any) -> Clearance:
    """Pass every string of *data* through every gate. Raises `Refused`; touches neither disk nor database."""
    typed = tuple(typed_in(data))
    outcomes = (gate(typed, actor, data.declared_not_secret) for gate in TEXT_GATES.values())
    return Clearance(tuple(settle for settle in outcomes if settle is not None))


def typed_in(data: BaseModel) -> Iterator[Typed]:
    """The non-empty strings of *data*, those inside lists, mappings and nested models included."""
    for name, info in type(data).model_fields.items():
        for text in _strings(getattr(data, name)):
            yield Typed(name, info.title or name, text)


def _strings(value: Any) -> Iterator[str]:
    if isinstance(value, str):
        if value:
            yield value
    elif isinstance(value, BaseModel):
        yield from (typed.text for typed in typed_in(value))
    elif isinstance(value, Mapping):
        for key, item in value.items():
            yield from _strings(key)
            yield from _strings(item)
    elif isinstance(value, list | tuple | set | frozenset):
        for item in value:
            yield from _strings(item)
