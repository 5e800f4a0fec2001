"""What must hold after every step, read from the tables themselves and not through the engine."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db import connection

from shuniu.kernel.flow import visibility
from shuniu.kernel.flow.models import Matter, Outcome
from shuniu.kernel.flow.procedure import of_version

Row = dict[str, Any]
Table = dict[Any, Row]
OF_MATTER = ("flow_task", "flow_round", "flow_wait", "flow_extension", "flow_reader", "flow_entry_file")
TABLES = (
    "flow_matter",
    *OF_MATTER,
    "flow_entry",
    "flow_round_member",
    "flow_visible",
    "flow_command",
    "numbering_counter",
    "numbering_number",
)


@dataclass(frozen=True)
class Snapshot:
    """Every row of the spine's tables, by table and id."""

    tables: dict[str, Table]

    def __getitem__(self, table: str) -> Table:
        return self.tables[table]

    def of(self, table: str, matter: int) -> list[Row]:
        return [row for row in self[table].values() if row["matter_id"] == matter]


def take_snapshot() -> Snapshot:
    """Read everything."""
    return Snapshot({table: _read(table) for table in TABLES})


def _read(table: str) -> Table:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} ORDER BY id")
        names = [column[0] for column in cursor.description]
        return {row[names.index("id")]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}


def check(before: Snapshot, after: Snapshot) -> None:
    """Assert that the step from *before* to *after* kept every promise of the spine."""
    _nothing_said_is_lost(before, after)
    check_standing(after, _versions(before, after))


def check_standing(after: Snapshot, changed: Iterable[int]) -> None:
    """Assert what holds of the rows as they stand, and of the lines in `Visible` of the *changed* matters."""
    for row in after["flow_matter"].values():
        (_finished if row["closed_at"] else _held)(after, row)
    _rounds_and_their_tasks(after)
    _numbers(after)
    for matter in Matter.objects.filter(pk__in=list(changed)):
        facts = visibility.gather(matter)
        found = {(r["principal"], r["list_kind"]): r["sort_key"] for r in after.of("flow_visible", matter.pk)}
        assert found == visibility.lines(facts), "Visible differs from what its rules say"


def _nothing_said_is_lost(before: Snapshot, after: Snapshot) -> None:
    for pk, entry in before["flow_entry"].items():
        assert after["flow_entry"].get(pk) == entry, f"entry {pk} was changed or lost"
    for pk in before["flow_matter"]:
        assert pk in after["flow_matter"], f"matter {pk} is gone"


def _versions(before: Snapshot, after: Snapshot) -> set[int]:
    """The matters that changed; each by exactly one version, with an entry for every change of state."""
    entries = defaultdict(list)
    for entry in after["flow_entry"].values():
        entries[entry["matter_id"], entry["matter_version"]].append(entry)
    changed = set()
    for pk, now in after["flow_matter"].items():
        then = before["flow_matter"].get(pk)
        if now == then:
            assert _beside(before, pk) == _beside(after, pk), f"matter {pk} changed without a new version"
            continue
        changed.add(pk)
        assert now["version"] == (then["version"] + 1 if then else 1), f"matter {pk} skipped a version"
        made = entries[pk, now["version"]]
        assert made, f"version {now['version']} of matter {pk} has no entry"
        if then is None or then["state"] != now["state"]:
            steps = [(e["state_before"], e["state_after"]) for e in made]
            assert (then["state"] if then else "", now["state"]) in steps, "a state changed without its entry"
    return changed


def _beside(snapshot: Snapshot, matter: int) -> list[list[Row]]:
    seen = {"seen_at"}
    return [
        [{k: v for k, v in row.items() if k not in seen} for row in snapshot.of(table, matter)]
        for table in (*OF_MATTER, "flow_visible")
    ]


def _open(rows: Iterable[Row]) -> list[Row]:
    return [row for row in rows if row["closed_at"] is None]


def _held(after: Snapshot, matter: Row) -> None:
    state = of_version(matter["procedure"], matter["procedure_version"]).states[matter["state"]]
    tasks = [t for t in _open(after.of("flow_task", matter["id"])) if t["purpose"] == "state"]
    waits = _open(after.of("flow_wait", matter["id"]))
    assert waits if state.waits else tasks, f"nobody holds matter {matter['id']} in {state.name}"
    assert all(t["state"] == state.name for t in tasks), "an open task belongs to another state"
    assert matter["standing"], "现在在谁手里 is not answered"
    assert not state.final and not matter["outcome"]


def _finished(after: Snapshot, matter: Row) -> None:
    pk = matter["id"]
    running = [_open(after.of(t, pk)) for t in ("flow_task", "flow_round", "flow_wait")]
    assert not any(running), f"something still runs beside the closed matter {pk}"
    assert all(e["state"] != "asked" for e in after.of("flow_extension", pk)), "an extension is still asked"
    assert matter["standing"] == Outcome(matter["outcome"]).label


def _rounds_and_their_tasks(after: Snapshot) -> None:
    """Whoever has the paper has a task for it, nobody else has; a closed round has nobody."""
    members = [m for m in after["flow_round_member"].values() if m["state"] == "active"]
    tasks = [t for t in _open(after["flow_task"].values()) if t["purpose"] == "round"]
    keys = ("round_id", "person_id", "unit_id", "duty")
    assert sorted(str([m[k] for k in keys]) for m in members) == sorted(
        str([t[k] for k in keys]) for t in tasks
    )
    for member in after["flow_round_member"].values():
        if after["flow_round"][member["round_id"]]["closed_at"] is not None:
            assert member["state"] in {"done", "recalled", "lapsed"}
    for round_ in _open(after["flow_round"].values()):
        assert any(m["round_id"] == round_["id"] for m in members), "an open round is with nobody"


def _numbers(after: Snapshot) -> None:
    held = defaultdict(list)
    for number in after["numbering_number"].values():
        held[number["counter_id"]].append(number["value"])
    for pk, counter in after["numbering_counter"].items():
        assert sorted(held[pk]) == list(range(counter["opened_at"] + 1, counter["last"] + 1)), "numbers gap"
    given = [(m["unit_id"], m["number"]) for m in after["flow_matter"].values() if m["number"]]
    assert len(set(given)) == len(given), "one number was given twice"
