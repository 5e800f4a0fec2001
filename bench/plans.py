"""Reading the plans of both databases: which statements walk through a whole table or index.

A plan that this reader does not understand is an error (`UnreadablePlan`), never "no scan".
"""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db import connection

LIMIT = 10_000
"""Rows of a table above which no statement may walk through it."""


Walk = tuple[str, str, str]
"""A walk in a plan: through which table, how, and the name of the index that is gone through whole, if it is one."""


class UnreadablePlan(Exception):
    """A line of a plan that the reader does not know."""


@dataclass(frozen=True)
class Statement:
    """One statement as it was sent."""

    sql: str
    params: Any

    @property
    def reads(self) -> bool:
        return self.sql.lstrip("( ").upper().startswith(("SELECT", "WITH"))


@dataclass(frozen=True)
class Scan:
    """A walk through a whole table or index."""

    table: str
    rows: int
    how: str
    sql: str

    def __str__(self) -> str:
        return f"{self.table} ({self.rows:,} rows): {self.how} in {self.sql[:160]}"


class Recorder:
    """An execute wrapper that keeps every statement."""

    def __init__(self) -> None:
        self.statements: list[Statement] = []

    def __call__(self, execute: Any, sql: str, params: Any, many: bool, context: Any) -> Any:
        self.statements.append(Statement(sql, params[0] if many and params else params))
        return execute(sql, params, many, context)


_SILENT = ("SAVEPOINT", "RELEASE SAVEPOINT", "ROLLBACK TO SAVEPOINT", "BEGIN", "COMMIT", "SET ", "PRAGMA")


def large_scans(statement: Statement, sizes: Mapping[str, int]) -> list[Scan]:
    """The walks of *statement* through a table of more than `LIMIT` rows; a whole index counts what it holds, where
    *sizes* knows it (`index_rows`). Raises `UnreadablePlan`."""
    if statement.sql.lstrip().upper().startswith(_SILENT):
        return []
    walks = _sqlite(statement) if connection.vendor == "sqlite" else _postgres(statement)
    found = []
    for table, how, index in walks:
        if table not in sizes:
            raise UnreadablePlan(f"the plan names an unknown table {table!r}: {how} in {statement.sql}")
        rows = sizes.get(index, sizes[table])
        if rows > LIMIT:
            found.append(Scan(table, rows, how, statement.sql))
    return found


# -- SQLite --------------------------------------------------------------------------------------------------

_HARMLESS = re.compile(
    r"(SEARCH |CO-ROUTINE |MATERIALIZE |COMPOUND QUERY$|COMPOUND SUBQUERY|LEFT-MOST SUBQUERY$|"
    r"UNION( ALL| USING TEMP B-TREE)?$|UNION$|EXCEPT |INTERSECT |MERGE \(|LEFT$|RIGHT$|"
    r"USE TEMP B-TREE FOR |(CORRELATED )?(SCALAR|LIST) SUBQUERY \d+$|MULTI-INDEX (OR|AND)$|INDEX \d+$|"
    r"SCAN CONSTANT ROW$|SCAN \d+ CONSTANT ROWS$|REUSE (LIST|SCALAR) SUBQUERY \d+$|RECURSIVE STEP$|SETUP$|"
    r"BLOOM FILTER ON )"
)
_SCAN = re.compile(r"SCAN (?P<name>\S+)(?P<how> .*)?$")
_WORDS = r'"?(?P<table>[A-Za-z_][A-Za-z_0-9]*)"?'
_NOT_ALIASES = {"WHERE", "ON", "SET", "ORDER", "GROUP", "INNER", "LEFT", "CROSS", "JOIN", "LIMIT", "UNION", "AS",
                "VALUES", "SELECT", "HAVING", "NATURAL", "USING", "INDEXED"}  # fmt: skip


def _sqlite(statement: Statement) -> Iterator[Walk]:
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN QUERY PLAN {statement.sql}", statement.params)
        lines = [str(row[3]) for row in cursor.fetchall()]
    yield from sqlite_scans(lines, statement.sql)


def sqlite_scans(lines: Sequence[str], sql: str) -> Iterator[Walk]:
    """Every walk in the lines of an EXPLAIN QUERY PLAN, by its line. Raises `UnreadablePlan`."""
    tables, derived = _names_in(sql)
    for line in lines:
        if _HARMLESS.match(line):
            continue
        scan = _SCAN.match(line)
        if scan is None:
            raise UnreadablePlan(f"{line!r} in {sql}")
        name = scan["name"]
        if name in tables:
            if not re.match(r" VIRTUAL TABLE INDEX (?!0:$)", scan["how"] or ""):
                yield tables[name], line, ""
        elif not name.startswith("(") and name not in derived:
            raise UnreadablePlan(f"{line!r}: no table is called {name!r} in {sql}")


def _names_in(sql: str) -> tuple[dict[str, str], set[str]]:
    """The tables of a statement by name and alias, and the names of its subqueries."""
    tables: dict[str, str] = {}
    for match in re.finditer(
        rf'\b(?:FROM|JOIN|UPDATE|INTO)\s+{_WORDS}(?:\s+(?:AS\s+)?"?(?P<alias>\w+)"?)?', sql
    ):
        tables[match["table"]] = match["table"]
        if match["alias"] and match["alias"].upper() not in _NOT_ALIASES:
            tables[match["alias"]] = match["table"]
    derived = set(re.findall(r'\)\s+(?:AS\s+)?"?(\w+)"?', sql))
    return tables, derived | set(re.findall(r'(?:WITH|,)\s+"?(\w+)"?\s+AS\s*\(', sql))


# -- PostgreSQL ----------------------------------------------------------------------------------------------

_SCANNING = {"Seq Scan", "Sample Scan", "Foreign Scan"}
_BY_INDEX = {"Index Scan", "Index Only Scan"}
_KNOWN = _SCANNING | _BY_INDEX | {
    "Bitmap Heap Scan", "Bitmap Index Scan", "BitmapAnd", "BitmapOr", "Tid Scan", "Subquery Scan", "Values Scan",
    "Function Scan", "CTE Scan", "Result", "Append", "Merge Append", "Nested Loop", "Hash Join", "Merge Join", "Hash",
    "Sort", "Incremental Sort", "Limit", "Unique", "Aggregate", "Group", "Materialize", "Memoize", "LockRows",
    "ModifyTable", "SetOp", "ProjectSet", "WindowAgg", "Gather", "Gather Merge",
}  # fmt: skip


def _postgres(statement: Statement) -> Iterator[Walk]:
    yield from postgres_scans(_explain(statement, analyse=False))


def _explain(statement: Statement, *, analyse: bool) -> Mapping[str, Any]:
    options = "ANALYZE, TIMING OFF, FORMAT JSON" if analyse else "FORMAT JSON"
    with connection.cursor() as cursor:
        cursor.execute(f"EXPLAIN ({options}) {statement.sql}", statement.params)
        found = cursor.fetchone()[0]
    plan = json.loads(found) if isinstance(found, str) else found
    return dict(plan[0]["Plan"])


def nodes(plan: Mapping[str, Any]) -> Iterator[Mapping[str, Any]]:
    """Every node of a plan, from the top."""
    yield plan
    for below in plan.get("Plans", ()):
        yield from nodes(below)


def postgres_scans(plan: Mapping[str, Any]) -> Iterator[Walk]:
    """Every walk in a plan in JSON. Raises `UnreadablePlan`."""
    for node in nodes(plan):
        kind = node.get("Node Type")
        if kind not in _KNOWN:
            raise UnreadablePlan(f"unknown node {kind!r}")
        if kind in _SCANNING:
            yield str(node["Relation Name"]), str(kind), ""
        elif kind in _BY_INDEX and "Index Cond" not in node:
            index = str(node.get("Index Name", ""))
            yield str(node["Relation Name"]), f"{kind} of the whole index {index}", index


def index_rows() -> dict[str, int]:
    """How many rows each index of PostgreSQL holds, by its own estimate: a partial one holds few."""
    if connection.vendor != "postgresql":
        return {}
    with connection.cursor() as cursor:
        cursor.execute("SELECT relname, reltuples FROM pg_class WHERE relkind = 'i'")
        return {name: max(0, int(rows)) for name, rows in cursor.fetchall()}


# -- how much a statement touches ----------------------------------------------------------------------------


def touched(statement: Statement) -> int:
    """How much a reading statement goes through: rows at its busiest node on PostgreSQL, thousands of steps of the
    virtual machine on SQLite. A range of an index is no scan, and may still be too long: this sees it."""
    if not statement.reads:
        return 0
    if connection.vendor == "postgresql":
        plan = _explain(statement, analyse=True)
        return max(
            int(
                (node.get("Actual Rows", 0) + node.get("Rows Removed by Filter", 0))
                * node.get("Actual Loops", 1)
            )
            for node in nodes(plan)
        )
    steps = 0

    def step() -> int:
        nonlocal steps
        steps += 1
        return 0

    with connection.cursor() as cursor:
        connection.connection.set_progress_handler(step, 1000)
        try:
            cursor.execute(statement.sql, statement.params)
            cursor.fetchall()
        finally:
            connection.connection.set_progress_handler(None, 0)
    return steps
