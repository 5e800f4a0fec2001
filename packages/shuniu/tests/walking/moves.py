"""How a walk makes each move: who presses what, with which input; mostly sensible, now and then not."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from typing import Any

from kit import brought

from shuniu.kernel.flow.procedure import DUTY, of_version
from shuniu.kernel.people.models import Post
from walking.invariants import Row
from walking.world import World

Press = tuple[str, Post, dict[str, Any]]
MARKED = ("机密★10年", "秘　密", "请按（绝 密）件办理", "密级：秘密")
TELLING = ("㊙的那份",)
WORDED = ("reason", "text", "answer", "what")
"""Words that the gate stops or holds, and the fields that they are typed into."""
OFFICE = ("CLERK", "OFFICE_HEAD", "UNIT_HEAD", "LIAISON")
SAYS = {
    "OFFICE_HEAD": ("proposal", "sample_verdict", "opinion", "step"),
    "LEADER": ("instruction", "sample_verdict", "opinion"),
    "CLERK": ("proposal", "feedback", "step"),
}


def _reason(world: World) -> str:
    return "" if world.chance(3) else "情况有变化"


def open_matter(world: World) -> Press:
    """A matter of its own, or a child of an open one in the other unit."""
    parents = [m for m in world.matters(is_open=True) if m["parent_id"] is None]
    parent = world.pick(parents) if parents and world.chance(35) else None
    opener = world.someone(world.having("CLERK", "OFFICE_HEAD", unit=parent and parent["unit_id"]))
    units = [u.pk for u in world.people.units]
    unit = world.pick([u for u in units if u != opener.unit_id]) if parent else opener.unit_id
    secret = world.chance(15)
    data: dict[str, Any] = {
        "title": "办一件事" if not world.chance(2) else "长" * 600,
        "procedure": world.pick(world.procedures).id,
        "unit": unit,
        "urgency": world.pick((0, 2, 3)),
        "due_in": world.pick((None, 2, 5, 30)),
        "posts": world.some_posts(unit=unit),
        "level": "work_secret" if secret else "ordinary",
        "readers": [p.pk for p in world.people.posts if world.actor(p)] if secret else [],
    }
    return "walk.open", opener, data | ({"matter": parent["id"]} if parent else {})


def step(world: World, matter: Row) -> Press:
    """One of the ways out of the matter's state, or now and then one of another state."""
    procedure = of_version(matter["procedure"], matter["procedure_version"])
    ways = procedure.from_state(matter["state"])
    if not ways or world.chance(4):
        ways = tuple(procedure.transitions.values())
    way = world.pick(ways)
    holders = world.holders(matter)
    if way.actor.startswith(DUTY):
        holders = world.having(way.actor.removeprefix(DUTY), unit=matter["unit_id"])
    who = world.someone(holders)
    target = procedure.states[world.pick(way.targets)]
    says = world.pick(next((words for d, words in SAYS.items() if who in world.having(d)), ("step",)))
    data: dict[str, Any] = {
        "target": target.name,
        "says": says if not world.chance(5) else "instruction",
        "text": "急" if world.chance(5) else "同意",
        "posts": world.some_posts(unit=None if world.chance(10) else matter["unit_id"])
        if target.chosen or world.chance(10)
        else [],
    }
    if target.waits and not world.chance(5):
        data["until"] = world.now.date() + timedelta(days=world.pick((0, 5, 20)))
    recorded = _recorded(world, matter, "state") if world.chance(35) else None
    if recorded and not way.actor.startswith(DUTY):
        who, more = recorded
        data |= more | {"says": world.pick(("opinion", "instruction", "sample_verdict"))}
    return f"walk.{way.name}", who, data


def _recorded(world: World, matter: Row, purpose: str) -> tuple[Post, dict[str, Any]] | None:
    """Somebody may record for a person who has an open task."""
    tasks = [t for t in world.rows("flow_task", matter) if t["closed_at"] is None and t["purpose"] == purpose]
    leaders = [t["person_id"] for t in tasks if t["person_id"]]
    if not leaders:
        return None
    who = world.someone(world.having("CLERK", "LEADER_LIAISON"))
    scan = {} if world.chance(10) else {"scan": brought(who, now=world.now)}
    return who, {"recorded_for": world.pick(leaders), **scan}


def return_(world: World, matter: Row) -> Press:
    to = world.pick(("", *world.state_of(matter).return_to))
    return "flow.return", world.someone(world.holders(matter)), {"reason": _reason(world), "to": to}


def withdraw(world: World, matter: Row) -> Press:
    newest = [e for e in world.rows("flow_entry", matter) if e["matter_version"] == matter["version"]]
    mine = [
        p
        for p in world.people.posts
        if p.person_id == newest[0]["person_id"] and p.unit_id == newest[0]["unit_id"]
    ]
    return "flow.withdraw", world.someone(mine), {"reason": _reason(world)}


def reassign(world: World, matter: Row) -> Press:
    who = world.someone(world.holders(matter))
    return "flow.reassign", who, {"reason": _reason(world), "post": _post(world, who.unit_id)}


def _post(world: World, unit: int) -> int:
    return int((world.some_posts(unit=None if world.chance(10) else unit) or [0])[0])


def _office(world: World, matter: Row, *duties: str) -> Post:
    return world.someone(world.having(*(duties or OFFICE), unit=matter["unit_id"]))


def circulate(world: World, matter: Row) -> Press:
    return _round(world, matter, "flow.circulate")


def countersign(world: World, matter: Row) -> Press:
    return _round(world, matter, "flow.countersign")


def _round(world: World, matter: Row, name: str) -> Press:
    members = [post for _ in range(world.pick((1, 2, 3))) for post in world.some_posts()]
    return (
        name,
        _office(world, matter),
        {"members": members, "order": world.pick(("rank", "parallel", "mixed"))},
    )


def _open_round(world: World, matter: Row) -> int:
    rounds = [r["id"] for r in world.rows("flow_round", matter) if r["closed_at"] is None]
    return int(world.pick(rounds)) if rounds else 0


def add_member(world: World, matter: Row) -> Press:
    data = {"round": _open_round(world, matter), "post": _post(world, world.pick(world.people.units).pk)}
    return "flow.add_member", _office(world, matter), data


def recall_round(world: World, matter: Row) -> Press:
    data = {"round": _open_round(world, matter), "reason": _reason(world)}
    return "flow.recall_round", _office(world, matter), data


def read(world: World, matter: Row) -> Press:
    recorded = _recorded(world, matter, "round") if world.chance(30) else None
    if recorded:
        return "flow.read", recorded[0], recorded[1] | {"text": "已看", "result": "opinion"}
    who = world.someone(world.holders(matter, "round"))
    result = world.pick(("read", "agree", "opinion"))
    return "flow.read", who, {"result": result, "text": "请抓紧" if not world.chance(10) else ""}


def remind(world: World, matter: Row) -> Press:
    return "flow.remind", _office(world, matter), {"text": "请抓紧"}


def ask_extension(world: World, matter: Row) -> Press:
    day = (matter["due_at"] or world.now) + timedelta(days=world.pick((9, 3, -1)))
    who = world.someone(world.holders(matter))
    return "flow.ask_extension", who, {"reason": _reason(world), "new_due": day.date()}


def decide_extension(world: World, matter: Row) -> Press:
    data = {"grant": not world.chance(40), "text": "可以" if world.chance(60) else ""}
    return "flow.decide_extension", _office(world, matter, "OFFICE_HEAD", "UNIT_HEAD"), data


def open_wait(world: World, matter: Row) -> Press:
    until = (world.now + timedelta(days=world.pick((0, 3, 30, -2)))).date()
    data = {"what": "批复", "whom": "市局", "until": until}
    if world.chance(40):
        data["watcher"] = _post(world, matter["unit_id"])
    return "flow.open_wait", _office(world, matter), data


def close_wait(world: World, matter: Row) -> Press:
    waits = [w["id"] for w in world.rows("flow_wait", matter) if w["closed_at"] is None]
    data = {"wait": world.pick(waits) if waits else 0, "answer": "已复"}
    return "flow.close_wait", _office(world, matter), data


def correct(world: World, matter: Row) -> Press:
    entry = world.pick(world.rows("flow_entry", matter))
    mine = [p for p in world.people.posts if p.person_id in {entry["person_id"], entry["behalf_person_id"]}]
    return "flow.correct", world.someone(mine), {"entry": entry["id"], "text": "应为另一数"}


def confirm_recorded(world: World, matter: Row) -> Press:
    entries = [e for e in world.rows("flow_entry", matter) if e["behalf"] == "recorded"]
    entry = world.pick(entries) if entries else {"id": 0, "behalf_person_id": None}
    mine = [p for p in world.people.posts if p.person_id == entry["behalf_person_id"]]
    likely = mine + world.having("OFFICE_HEAD", unit=matter["unit_id"])
    return "flow.confirm_recorded", world.someone(likely), {"entry": entry["id"]}


def merge(world: World, matter: Row) -> Press:
    others = [m["id"] for m in world.matters(is_open=True) if m["unit_id"] == matter["unit_id"]]
    data = {"into": world.pick(others) if others else 0, "reason": _reason(world)}
    return "flow.merge", _office(world, matter), data


def void(world: World, matter: Row) -> Press:
    return "flow.void", _office(world, matter), {"reason": _reason(world)}


def reopen(world: World, matter: Row) -> Press:
    return "flow.reopen", _office(world, matter, "OFFICE_HEAD", "UNIT_HEAD"), {"reason": _reason(world)}


def worded(world: World, matter: Row) -> Press:
    """A press with words in it."""
    makes = (step, return_, reassign, remind, read, open_wait, correct, void, reopen)
    return world.pick(makes)(world, matter)  # type: ignore[no-any-return]


Make = Callable[[World, Row], Press]

BESIDE: dict[str, Make] = {
    "return": return_,
    "withdraw": withdraw,
    "reassign": reassign,
    "circulate": circulate,
    "countersign": countersign,
    "add_countersigner": add_member,
    "remind": remind,
    "extend": ask_extension,
    "await": open_wait,
    "correct": correct,
}
"""The moves that leave a matter open, by name."""

ANSWERS: tuple[Make, ...] = (
    *(read, read, decide_extension, close_wait, recall_round),
    *(confirm_recorded, confirm_recorded, confirm_recorded),
)
"""What answers a round, a request, a wait or a recording; a recording waits only as long as its matter stands."""

ENDS: dict[str, Make] = {"void": void, "merge": merge}
AFTER: dict[str, Make] = {"reopen": reopen, "correct": correct}


def is_awaited(world: World, matter: Row, make: Make) -> bool:
    """Whether *make* would answer something that is open on *matter*."""
    purposes = {t["purpose"] for t in world.rows("flow_task", matter) if t["closed_at"] is None}
    if make is close_wait:
        return any(w["closed_at"] is None for w in world.rows("flow_wait", matter))
    return {read: "round", recall_round: "round", decide_extension: "extension"}.get(
        make, "confirm"
    ) in purposes
