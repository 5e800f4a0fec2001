"""What the register declares: actions, choosers, its place in the menu."""

from __future__ import annotations

from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.menu import Place, place
from shuniu.modules.confidential.room.queries import may_read


def reads_book(actor: Actor) -> bool:
    """Whether the register of the unit is open to the hat worn now."""
    return may_read(actor)


def register() -> None:
    """Declare everything the register brings."""
    from shuniu.modules.confidential.room import presentation
    from shuniu.modules.confidential.room.actions import keep  # noqa: F401

    presentation.register()
    place(
        "confidential_room",
        Place("保密", "机要件占位登记簿", "/confidential/room/", icon="book", open_to=reads_book, order=60),
    )
