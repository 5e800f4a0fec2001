"""The navigation at the left: each module registers its places; a count is shown where it asks for action."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from shuniu.kernel.base.registry import Registry
from shuniu.kernel.people.actor import Actor


def everybody(actor: Actor) -> bool:
    return True


@dataclass(frozen=True)
class Place:
    """One place of the navigation; one with an empty group stands on the 工作台 as a way to begin.

    `count_of` names the list kinds whose length stands behind it; `open_to` says for whom it is shown; places
    stand in order of `order`, and groups as their first place does.
    """

    group: str
    label: str
    href: str
    icon: str = ""
    count_of: tuple[str, ...] = ()
    open_to: Callable[[Actor], bool] = everybody
    order: int = 50


PLACES: Registry[Place] = Registry("place")


def place(name: str, place: Place) -> None:
    """Register a place of the navigation. Raises `DuplicateName`."""
    PLACES.register(name, place)
