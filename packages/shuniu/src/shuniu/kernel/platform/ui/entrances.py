"""以谁的身份进入: the people one may be, in groups, each with what to try. One press enters."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.platform.ui.parts import Empty


@dataclass(frozen=True)
class EntranceCard:
    """One person to be: the role, who it is and where, what to try; `key` is what the button posts as `as`."""

    key: str
    role: str
    person: str
    place: str
    tries: tuple[str, ...]


@dataclass(frozen=True)
class EntranceGroup:
    """The people of one kind of office."""

    title: str
    note: str
    cards: tuple[EntranceCard, ...]


@dataclass(frozen=True)
class EntrancePage:
    """The whole choice. `action` is where a press is posted to."""

    title: str
    lead: str
    action: str
    groups: tuple[EntranceGroup, ...]
    empty: Empty | None = None
