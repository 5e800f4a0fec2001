"""批阅夹: what lies with a leader, in the order his liaison gave it, else by urgency and due date."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Level, Matter
from shuniu.kernel.people.actor import Actor, person_principal
from shuniu.kernel.platform.screens.listing import matters_in_order
from shuniu.modules.documents.models import FolderPlace

HELD = 100


@dataclass(frozen=True)
class Leader:
    """A leader whose folder somebody may open: himself, or the one he serves as liaison."""

    person_id: int
    name: str
    unit_id: int


def leaders_of(actor: Actor) -> list[Leader]:
    """Whose folders *actor* may see: his own as a leader, and those of the leaders he serves."""
    own = [Leader(actor.person_id, actor.person_name, actor.unit_id)] if actor.holds("LEADER") else []
    return own + [Leader(s.person_id, s.person_name, s.unit_id) for s in actor.liaison_for]


def folder_of(leader: Leader) -> list[Matter]:
    """The ordinary matters that lie with *leader*; a 工作秘密 is never put into a folder (BM-08)."""
    page = lists.read_page([person_principal(leader.person_id, leader.unit_id)], ["incoming.todo"], size=HELD)
    places = dict(
        FolderPlace.objects.filter(leader_id=leader.person_id, unit_id=leader.unit_id).values_list(
            "matter_id", "position"
        )
    )
    held = [m for m in matters_in_order(page.ids) if m.level == Level.ORDINARY]
    return sorted(held, key=lambda m: places.get(m.pk, HELD))
