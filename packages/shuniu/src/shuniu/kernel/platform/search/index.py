"""The index itself, in the dialect of the database: rows of (matter id, set of terms), found newest first.

Besides the terms of its text a matter carries the names of the principals who find it (`seen_by`), so that a
query is an intersection of short lists for whoever asks: a township with 300 old matters among a million leaps
from one of its own to the next, and the clerk who sees 40 % meets hits at once. A filter over `Visible` after the
search would instead have to pass every hit of strangers to find the township's. The names may lag behind by
seconds; who may see is decided by `Visible`, in `queries`.

SQLite: FTS5 walks its lists by descending rowid and stops when the page is full, whatever is asked.
PostgreSQL: GIN gathers all hits before it can order them, which is slow only where hits are many; so the newest
`NEAR` rows are looked through one by one first, and GIN is asked only when they do not fill the page, that is,
when hits are few. With 60 000 matters any page takes 0.1 to 5 ms on SQLite and 4 to 12 ms on PostgreSQL.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from django.db import connection

NEAR = 1_500
NOWHERE = 1 << 62
PRINCIPAL = "§"
TABLE = "platform_search_terms"
LOCK = 0x5EA7C4
TSVECTOR_BYTES = 1_000_000


def seen_by(principal: str) -> str:
    """The term under which the matters of *principal* are found; no text contains it."""
    return PRINCIPAL + principal.lower()


def hold() -> None:
    """Let one indexer at a time read and write, so that an older reading never overwrites a newer one.

    Held until the end of the transaction. SQLite has one writer at a time anyway.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT pg_advisory_xact_lock(%s)", [LOCK])


def put(rows: Mapping[int, Iterable[str]]) -> None:
    """Set the terms of matters; joins the caller's transaction."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.executemany(
                f"INSERT INTO {TABLE} (matter_id, terms) VALUES (%s, array_to_tsvector(%s::text[]))"  # noqa: S608
                " ON CONFLICT (matter_id) DO UPDATE SET terms = EXCLUDED.terms",
                [(pk, _fitting(terms)) for pk, terms in rows.items()],
            )
        else:
            remove(rows)
            cursor.executemany(
                f"INSERT INTO {TABLE} (rowid, terms) VALUES (%s, %s)",  # noqa: S608
                [(pk, " ".join(sorted(terms))) for pk, terms in rows.items()],
            )


def _fitting(terms: Iterable[str]) -> list[str]:
    """*terms* as far as PostgreSQL takes them for one row, short ones first: some 300 000 characters of text."""
    chosen, room = [], TSVECTOR_BYTES
    for term in sorted(terms, key=len):
        room -= len(term.encode())
        if room < 0:
            break
        chosen.append(term)
    return chosen


def remove(matter_ids: Iterable[int]) -> None:
    """Take matters out of the index."""
    key = "matter_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {TABLE} WHERE {key} = %s",  # noqa: S608
            [(pk,) for pk in matter_ids],
        )


def scrub() -> None:
    """Make what was removed unreadable in the index's own pages as well.

    FTS5 keeps removed terms in older segments until they are merged, so they are merged now: seconds at a
    hundred thousand matters. On PostgreSQL the next vacuum does it.
    """
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")  # noqa: S608


def find(terms: Sequence[str], principals: Iterable[str], *, before: int | None, limit: int) -> list[int]:
    """Ids below *before*, descending, at most *limit*: they have all *terms* and one of *principals*."""
    names = [seen_by(principal) for principal in sorted(principals)]
    if not terms or not names:
        return []
    bound = NOWHERE if before is None else before
    if connection.vendor == "postgresql":
        return _find_postgresql(terms, names, bound, limit)
    return _ids(
        f"SELECT rowid FROM {TABLE} WHERE {TABLE} MATCH %s AND rowid < %s ORDER BY rowid DESC LIMIT %s",  # noqa: S608
        [_expression(terms, names, " AND ", " OR ", '"'), bound, limit],
    )


def _find_postgresql(terms: Sequence[str], names: Sequence[str], bound: int, limit: int) -> list[int]:
    asked = _expression(terms, names, " & ", " | ", "'")
    near = _ids(
        f"SELECT matter_id FROM (SELECT matter_id, terms FROM {TABLE} WHERE matter_id < %s"  # noqa: S608
        " ORDER BY matter_id DESC LIMIT %s) AS near WHERE terms @@ %s::tsquery ORDER BY matter_id DESC LIMIT %s",
        [bound, NEAR, asked, limit],
    )
    if len(near) == limit:
        return near
    return _ids(
        f"WITH hits AS MATERIALIZED (SELECT matter_id FROM {TABLE} WHERE terms @@ %s::tsquery)"  # noqa: S608
        " SELECT matter_id FROM hits WHERE matter_id < %s ORDER BY matter_id DESC LIMIT %s",
        [asked, bound, limit],
    )


def _expression(terms: Sequence[str], names: Sequence[str], both: str, either: str, quote: str) -> str:
    """Terms hold letters, digits and Hanzi only, and principals letters, digits and dots: quoting is enough."""
    quoted = [f"{quote}{term}{quote}" for term in terms]
    return both.join([*quoted, "(" + either.join(f"{quote}{name}{quote}" for name in names) + ")"])


def _ids(sql: str, params: Sequence[int | str]) -> list[int]:
    with connection.cursor() as cursor:
        cursor.execute(sql, params)
        return [row[0] for row in cursor.fetchall()]
