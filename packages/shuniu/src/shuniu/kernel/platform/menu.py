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
    stand in order of `order`, and groups as their first place does. `console` is the duty of the administrator whose
    place it is: he sees those alone, and nobody else does.
    """

    group: str
    label: str
    href: str
    icon: str = ""
    count_of: tuple[str, ...] = ()
    open_to: Callable[[Actor], bool] = everybody
    order: int = 50
    console: str = ""

    def shown_to(self, actor: Actor) -> bool:
        """Whether it stands in the navigation of *actor*."""
        return bool(self.group) and self.console == actor.console and self.open_to(actor)


PLACES: Registry[Place] = Registry("place")


def place(name: str, place: Place) -> None:
    """Register a place of the navigation. Raises `DuplicateName`."""
    PLACES.register(name, place)


def places_for(actor: Actor) -> list[Place]:
    """The navigation of *actor*, in order."""
    return [place for place in sorted(PLACES.values(), key=lambda p: p.order) if place.shown_to(actor)]
