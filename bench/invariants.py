"""The spine's invariants as set queries, which scale to a million matters, and the tests' own on a sample.

The statements are those of packages/shuniu/tests/walking/invariants.py; that file is run as it stands on a sample
of the matters, `Visible` included.
"""

from __future__ import annotations

import random
from collections.abc import Iterator, Sequence

from django.db import connection

from bench.loading import MODELS, SEED
from shuniu.kernel.flow.procedure import PROCEDURES

SAMPLE = 400

STATEMENTS: dict[str, str] = {
    "an open matter has an open task of its state": (
        "SELECT m.id FROM flow_matter m WHERE m.closed_at IS NULL AND m.state NOT IN ({waiting}) AND NOT EXISTS"
        " (SELECT 1 FROM flow_task t WHERE t.matter_id = m.id AND t.closed_at IS NULL AND t.purpose = 'state')"
    ),
    "a matter in a waiting state has a dated wait": (
        "SELECT m.id FROM flow_matter m WHERE m.closed_at IS NULL AND m.state IN ({waiting}) AND NOT EXISTS"
        " (SELECT 1 FROM flow_wait w WHERE w.matter_id = m.id AND w.closed_at IS NULL)"
    ),
    "an open task of the main flow belongs to the matter's state": (
        "SELECT t.id FROM flow_task t JOIN flow_matter m ON m.id = t.matter_id"
        " WHERE t.closed_at IS NULL AND t.purpose = 'state' AND t.state <> m.state"
    ),
    "now in whose hands is answered": "SELECT id FROM flow_matter WHERE standing = ''",
    "an open matter is in no final state": (
        "SELECT id FROM flow_matter WHERE closed_at IS NULL AND (state IN ({final}) OR outcome <> '')"
    ),
    "nothing runs beside a closed matter": (
        "SELECT m.id FROM flow_matter m WHERE m.closed_at IS NOT NULL AND ("
        "EXISTS (SELECT 1 FROM flow_task t WHERE t.matter_id = m.id AND t.closed_at IS NULL)"
        " OR EXISTS (SELECT 1 FROM flow_round r WHERE r.matter_id = m.id AND r.closed_at IS NULL)"
        " OR EXISTS (SELECT 1 FROM flow_wait w WHERE w.matter_id = m.id AND w.closed_at IS NULL))"
    ),
    "times run forward": (
        "SELECT id FROM flow_matter WHERE opened_at > updated_at OR closed_at < opened_at OR closed_at > updated_at"
    ),
    "every version of a matter has its entry": (
        "SELECT m.id FROM flow_matter m WHERE m.version <>"
        " (SELECT count(DISTINCT e.matter_version) FROM flow_entry e WHERE e.matter_id = m.id)"
    ),
    "the last change of state is an entry": (
        "SELECT m.id FROM flow_matter m WHERE NOT EXISTS"
        " (SELECT 1 FROM flow_entry e WHERE e.matter_id = m.id AND e.state_after = m.state)"
    ),
    "who has the paper in a round has a task, and nobody else": (
        "SELECT k.round_id FROM (SELECT round_id, person_id, unit_id, duty, 1 AS n FROM flow_round_member"
        " WHERE state = 'active' UNION ALL SELECT round_id, person_id, unit_id, duty, -1 FROM flow_task"
        " WHERE closed_at IS NULL AND purpose = 'round') AS k"
        " GROUP BY k.round_id, k.person_id, k.unit_id, k.duty HAVING sum(k.n) <> 0"
    ),
    "a closed round is with nobody, an open one with somebody": (
        "SELECT r.id FROM flow_round r WHERE (r.closed_at IS NOT NULL AND EXISTS (SELECT 1 FROM flow_round_member s"
        " WHERE s.round_id = r.id AND s.state NOT IN ('done', 'recalled', 'lapsed'))) OR (r.closed_at IS NULL AND"
        " NOT EXISTS (SELECT 1 FROM flow_round_member s WHERE s.round_id = r.id AND s.state = 'active'))"
    ),
    "numbers run without a gap": (
        "SELECT c.id FROM numbering_counter c LEFT JOIN numbering_number n ON n.counter_id = c.id GROUP BY c.id,"
        " c.last, c.opened_at HAVING count(n.id) <> c.last - c.opened_at"
        " OR (count(n.id) > 0 AND (max(n.value) <> c.last OR min(n.value) <> c.opened_at + 1))"
    ),
    "no number is given twice": (
        "SELECT unit_id FROM flow_matter WHERE number <> '' GROUP BY unit_id, number HAVING count(*) > 1"
    ),
    "every matter is found in somebody's list": (
        "SELECT m.id FROM flow_matter m WHERE NOT EXISTS (SELECT 1 FROM flow_visible v WHERE v.matter_id = m.id"
        " AND v.list_kind = m.kind || '.all')"
    ),
    "an open task stands in its holder's list": (
        "SELECT t.id FROM flow_task t JOIN flow_matter m ON m.id = t.matter_id WHERE t.closed_at IS NULL"
        " AND m.level = 'ordinary' AND NOT EXISTS (SELECT 1 FROM flow_visible v WHERE v.matter_id = t.matter_id AND"
        " v.list_kind = m.kind || '.todo' AND v.principal = CASE WHEN t.person_id IS NULL"
        " THEN 'd' || t.unit_id || '.' || t.duty ELSE 'p' || t.person_id || '.' || t.unit_id END)"
    ),
}
"""What must hold, and the query that finds what breaks it; each answers with nothing when all is well."""


class Broken(Exception):
    """An invariant does not hold of the loaded rows."""


def check_all() -> int:
    """Run every statement and the references, then the tests' invariants on a sample; how many matters those were.

    Raises `Broken` naming the invariant and some of the rows that break it.
    """
    for name, rows in breaks():
        raise Broken(f"{name}: {', '.join(map(str, rows))}")
    return check_sample()


def breaks() -> Iterator[tuple[str, list[object]]]:
    """Each invariant and each reference that is broken, with up to five of the rows that break it."""
    for name, sql in [*_written(), *_references()]:
        rows = _first_rows(sql)
        if rows:
            yield name, rows


def _written() -> list[tuple[str, str]]:
    states = [s for p in PROCEDURES.values() for s in p.states.values()]
    waiting = ", ".join(f"'{s.name}'" for s in states if s.waits) or "''"
    final = ", ".join(f"'{s.name}'" for s in states if s.final)
    return [(name, sql.format(waiting=waiting, final=final)) for name, sql in STATEMENTS.items()]


def _first_rows(sql: str) -> list[object]:
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} LIMIT 5")
        return [row[0] for row in cursor.fetchall()]


def _references() -> list[tuple[str, str]]:
    """Every foreign key of the filled tables: rows that point at no row (they were filled without the check)."""
    found = []
    for model in MODELS:
        table = model._meta.db_table
        for column in model._meta.concrete_fields:
            if column.related_model is None or isinstance(column.related_model, str):
                continue
            other = column.related_model._meta
            key = other.pk.column if other.pk else ""
            found.append(
                (
                    f"{table}.{column.column} points at something",
                    f"SELECT t.{column.column} FROM {table} t LEFT JOIN {other.db_table} o"
                    f" ON o.{key} = t.{column.column} WHERE t.{column.column} IS NOT NULL AND o.{key} IS NULL",
                )
            )
    return found


def check_sample(size: int = SAMPLE) -> int:
    """The invariants of the tests, as they stand, on whole matters drawn at random with their families."""
    from walking import invariants as tested

    matters = _sample(size)
    marks = ", ".join(map(str, matters))
    tables: dict[str, tested.Table] = {}
    for table in tested.TABLES:
        where = {
            "flow_matter": f"id IN ({marks})",
            "flow_round_member": f"round_id IN (SELECT id FROM flow_round WHERE matter_id IN ({marks}))",
            "numbering_counter": "1 = 0",
            "numbering_number": "1 = 0",
        }.get(table, f"matter_id IN ({marks})")
        tables[table] = _read(table, where)
    try:
        tested.check_standing(tested.Snapshot(tables), matters)
    except AssertionError as error:
        raise Broken(f"a sample breaks the tests' invariants: {error}") from error
    return len(matters)


def _sample(size: int) -> Sequence[int]:
    with connection.cursor() as cursor:
        cursor.execute("SELECT min(id), max(id) FROM flow_matter")
        low, high = cursor.fetchone()
        drawn = random.Random(SEED).sample(range(low, high + 1), min(size, high - low + 1))
        marks = ", ".join(map(str, drawn))
        cursor.execute(f"SELECT id FROM flow_matter WHERE id IN ({marks}) ORDER BY id")
        return [int(row[0]) for row in cursor.fetchall()]


def _read(table: str, where: str) -> dict[object, dict[str, object]]:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT * FROM {table} WHERE {where}")
        names = [column[0] for column in cursor.description]
        key = names.index("id")
        return {row[key]: dict(zip(names, row, strict=True)) for row in cursor.fetchall()}
