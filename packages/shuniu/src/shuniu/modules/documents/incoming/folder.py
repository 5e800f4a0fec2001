"""批阅夹: what lies with a leader, in the order his liaison gave it, else by urgency and due date."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Level, Matter, Task
from shuniu.kernel.people.actor import Actor, Behalf, Standing, person_principal
from shuniu.modules.documents.models import FolderPlace

HELD = 100


@dataclass(frozen=True)
class Leader:
    """A leader whose folder somebody may open: himself, the one he stands in for, or the one he serves as liaison."""

    person_id: int
    name: str
    unit_id: int


def leaders_of(actor: Actor) -> list[Leader]:
    """Whose folders *actor* may see: his own as a leader, those that lie on his desk as AB岗, and those of the
    leaders he serves."""
    return [*desk_of(actor), *(_leader(s) for s in actor.liaison_for)]


def desk_of(actor: Actor) -> list[Leader]:
    """Whose papers *actor* decides on now: his own as a leader, and while they are away those of the leaders he
    stands in for (SX-06)."""
    own = [Leader(actor.person_id, actor.person_name, actor.unit_id)] if "LEADER" in actor.duties else []
    away = [s for s in actor.standings if s.by is Behalf.STAND_IN and "LEADER" in s.duties]
    return own + [_leader(s) for s in away]


def _leader(standing: Standing) -> Leader:
    return Leader(standing.person_id, standing.person_name, standing.unit_id)


def folder_of(leader: Leader) -> list[Matter]:
    """The ordinary matters that lie with *leader*; a 工作秘密 is never put into a folder (BM-08)."""
    page = lists.read_page([person_principal(leader.person_id, leader.unit_id)], ["incoming.todo"], size=HELD)
    places = dict(
        FolderPlace.objects.filter(leader_id=leader.person_id, unit_id=leader.unit_id).values_list(
            "matter_id", "position"
        )
    )
    held = [m for m in lists.matters_in_order(page.ids) if m.level == Level.ORDINARY]
    return sorted(held, key=lambda m: places.get(m.pk, HELD))


@dataclass(frozen=True)
class Item:
    """One paper in a folder: the matter, and what the leader is asked to do with it."""

    matter: Matter
    task: Task


def items_of(leader: Leader) -> list[Item]:
    """What lies in the folder, with the leader's open task of each; in its order, two queries more."""
    matters = folder_of(leader)
    tasks: dict[int, Task] = {}
    held = Task.objects.filter(
        matter__in=matters, person_id=leader.person_id, unit_id=leader.unit_id, closed_at=None
    )
    for task in held.order_by("-pk"):
        tasks[task.matter_id] = task
    return [Item(m, tasks[m.pk]) for m in matters if m.pk in tasks]


def moved(order: Sequence[int], chosen: int, step: int) -> list[int]:
    """*order* with *chosen* one place up (-1) or down (1); as it was where there is no such place."""
    found = list(order)
    if chosen not in found:
        return found
    at = found.index(chosen)
    to = min(max(at + step, 0), len(found) - 1)
    found.insert(to, found.pop(at))
    return found
