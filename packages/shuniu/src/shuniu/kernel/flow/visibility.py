"""Who finds which matter where: the rows of `Visible`, worked out from the matter and its tasks.

The rules, as a table (CQ-06, BM-08):

| list      | principals                                             | while  | order            |
|-----------|--------------------------------------------------------|--------|------------------|
| KIND.all  | overseeing duties of the unit, everyone ever given it, | always | last changed     |
|           | portfolios that hold a unit it concerns                |        |                  |
| KIND.todo | holders of open tasks                                  | open   | urgency, then due|
| KIND.doing| those who did something and hold no open task          | open   | last changed     |
| KIND.done | those who did something                                | closed | closed           |
| KIND.open | overseeing duties of the unit                          | open   | due              |

A matter of 工作秘密 is found only by its named readers; what a duty would find, those readers find who hold it.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import IntegerField, Q

from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.flow.models import Level, Matter, Reader, RoundMember, Task, VisibleRow, Wait
from shuniu.kernel.people.actor import COUNTY, duty_principal, person_principal, portfolio_principal
from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.people.models import Duty

LISTS = ("all", "todo", "doing", "done", "open")
NO_DUE = 1 << 36
URGENCY_STEP = 1 << 38

Line = tuple[str, str]  # principal, list kind


@dataclass(frozen=True)
class Facts:
    """What visibility depends on, gathered once per change."""

    matter: Matter
    tasks: tuple[Task, ...]
    members: tuple[RoundMember, ...]
    waits: tuple[Wait, ...]
    readers: tuple[Reader, ...]
    reader_duties: tuple[Duty, ...] = ()


def seconds(moment: datetime) -> int:
    return int(moment.timestamp())


def principal_of(item: Task | RoundMember) -> str:
    """The name under which a task or a round's member is addressed."""
    if item.person_id is not None:
        return person_principal(item.person_id, item.unit_id)
    return duty_principal(item.unit_id, item.duty)


def gather(matter: Matter, tasks: Iterable[Task] | None = None) -> Facts:
    """The facts of *matter*; *tasks* spares a query when they are at hand."""
    held = tuple(Task.objects.filter(matter=matter)) if tasks is None else tuple(tasks)
    in_rounds = any(task.round_id is not None for task in held)
    members = _MEMBERS(matter=matter.pk) if in_rounds else ()
    secret = matter.level == Level.WORK_SECRET
    readers = tuple(Reader.objects.filter(matter=matter)) if secret else ()
    return Facts(
        matter=matter,
        tasks=held,
        members=tuple(members),
        waits=tuple(waits_of(matter)),
        readers=readers,
        reader_duties=duties_of_readers(readers, matter.updated_at) if secret else (),
    )


_MEMBERS = Prepared(lambda matter: RoundMember.objects.filter(round__matter=matter), matter=IntegerField())


def waits_of(matter: Matter, *, watcher: bool = False) -> list[Wait]:
    """The waits of *matter*, with who watches when asked. Nearly none has any: that is asked the cheap way first."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1 FROM flow_wait WHERE matter_id = %s LIMIT 1", [matter.pk])
        if cursor.fetchone() is None:
            return []
    found = Wait.objects.filter(matter=matter).order_by("pk")
    return list(found.select_related("watcher") if watcher else found)


def duties_of_readers(readers: Iterable[Reader], moment: datetime) -> tuple[Duty, ...]:
    """The duties that *readers* hold at *moment*: what a duty finds of a 工作秘密, they find."""
    day = moment.astimezone(COUNTY).date()
    held = Duty.objects.filter(
        Q(until=None) | Q(until__gte=day),
        Q(post__until=None) | Q(post__until__gte=day),
        since__lte=day,
        post__since__lte=day,
        post__person__in=[r.person_id for r in readers],
    )
    return tuple(held.select_related("post"))


def _overseers(facts: Facts) -> set[str]:
    return {duty_principal(facts.matter.unit_id, duty.code) for duty in DUTIES.values() if duty.oversees}


def _in_charge(matter: Matter) -> set[str]:
    return {portfolio_principal(unit_id, matter.unit_id) for unit_id in matter.concerned}


def _given(facts: Facts) -> set[str]:
    sent = {principal_of(m) for m in facts.members if m.sent_at is not None}
    watching = {person_principal(w.watcher_id, w.unit_id) for w in facts.waits}
    return {principal_of(task) for task in facts.tasks} | sent | watching


def _todo(facts: Facts) -> set[str]:
    waiting = {person_principal(w.watcher_id, w.unit_id) for w in facts.waits if w.closed_at is None}
    return {principal_of(task) for task in facts.tasks if task.closed_at is None} | waiting


def _acted(facts: Facts) -> set[str]:
    """Whoever ended a task, in the hat he wore then, and the person for whom it was done."""
    closed = [task for task in facts.tasks if task.closed_at is not None and task.closed_by_id is not None]
    hands = {person_principal(t.closed_by_id, t.closed_in_id or t.unit_id) for t in closed if t.closed_by_id}
    whose = {principal_of(task) for task in closed if task.person_id and not task.lapsed}
    return hands | whose | {principal_of(m) for m in facts.members if m.done_at is not None and m.person_id}


def _todo_key(facts: Facts) -> int:
    dues = [task.due_at for task in facts.tasks if task.closed_at is None and task.due_at is not None]
    due = seconds(min(dues)) if dues else NO_DUE
    return facts.matter.urgency * URGENCY_STEP + (NO_DUE - due)


def _open_key(matter: Matter) -> int:
    return NO_DUE - (seconds(matter.due_at) if matter.due_at else NO_DUE)


def lines(facts: Facts) -> dict[Line, int]:
    """The rows *facts* call for: (principal, list kind) → sort key."""
    matter = facts.matter
    acted, overseers = _acted(facts), _overseers(facts)
    changed = seconds(matter.updated_at)
    found = _rows(matter.kind, "all", overseers | _given(facts) | acted | _in_charge(matter), changed)
    if matter.closed_at is None:
        todo = _todo(facts)
        found |= _rows(matter.kind, "todo", todo, _todo_key(facts))
        found |= _rows(matter.kind, "doing", acted - todo, changed)
        found |= _rows(matter.kind, "open", overseers, _open_key(matter))
    else:
        found |= _rows(matter.kind, "done", acted, seconds(matter.closed_at))
    return _among_readers(facts, found) if matter.level == Level.WORK_SECRET else found


def _among_readers(facts: Facts, found: dict[Line, int]) -> dict[Line, int]:
    """What the named readers find of *found*, in their own names; each of them finds the matter at all."""
    named = {person_principal(r.person_id, r.unit_id) for r in facts.readers}
    through: dict[str, set[str]] = {name: {name} for name in named}
    for duty in facts.reader_duties:
        holder = person_principal(duty.post.person_id, duty.post.unit_id)
        if holder in named:
            through.setdefault(duty_principal(duty.post.unit_id, duty.code), set()).add(holder)
    kept = _rows(facts.matter.kind, "all", named, seconds(facts.matter.updated_at))
    for (principal, list_kind), key in found.items():
        kept |= {(name, list_kind): key for name in through.get(principal, ())}
    return kept


def _rows(kind: str, name: str, principals: Iterable[str], key: int) -> dict[Line, int]:
    return {(principal, f"{kind}.{name}"): key for principal in principals}


def rows_of(matter_id: int) -> list[VisibleRow]:
    """The rows of a matter as they stand; one query."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT id, principal, list_kind, sort_key FROM flow_visible WHERE matter_id = %s", [matter_id]
        )
        return [VisibleRow(*row) for row in cursor.fetchall()]


def refresh(facts: Facts, existing: Iterable[VisibleRow]) -> None:
    """Make the table say what `lines` says, touching only rows that differ."""
    wanted = lines(facts)
    stale, moved = list[int](), dict[int, list[int]]()
    for row in existing:
        key = wanted.pop((row.principal, row.list_kind), None)
        if key is None:
            stale.append(row.id)
        elif key != row.sort_key:
            moved.setdefault(key, []).append(row.id)
    _write(facts.matter.pk, stale, moved, wanted)


def _write(
    matter_id: int, stale: Sequence[int], moved: Mapping[int, Sequence[int]], wanted: Mapping[Line, int]
) -> None:
    """Written out: some ten rows in every action, of which nobody needs the objects."""
    with connection.cursor() as cursor:
        if stale:
            cursor.execute(f"DELETE FROM flow_visible WHERE id IN ({_places(stale)})", stale)  # noqa: S608
        for key, ids in moved.items():
            cursor.execute(
                f"UPDATE flow_visible SET sort_key = %s WHERE id IN ({_places(ids)})",  # noqa: S608
                [key, *ids],
            )
        if wanted:
            rows = ", ".join(["(%s, %s, %s, %s)"] * len(wanted))
            values = [v for (name, kind), key in wanted.items() for v in (name, kind, key, matter_id)]
            cursor.execute(
                f"INSERT INTO flow_visible (principal, list_kind, sort_key, matter_id) VALUES {rows}",  # noqa: S608
                values,
            )


def _places(items: Sequence[object]) -> str:
    return ", ".join(["%s"] * len(items))
