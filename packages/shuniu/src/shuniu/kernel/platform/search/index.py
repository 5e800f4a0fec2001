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
from hashlib import blake2b

from django.db import connection

NEAR = 1_500
NOWHERE = 1 << 62
PRINCIPAL = "§"
TABLE = "platform_search_terms"
LOCK = 0x5EA7C4
TSVECTOR_BYTES = 1_000_000
TERM_BYTES = 24
TEXTS = (TABLE, "platform_search_entry")


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
    """*terms* as far as PostgreSQL takes them for one row: whoever may see it first, then the short ones.

    A row holds a megabyte: every pair of Hanzi of a text of any length, or 40 000 different long words.
    """
    chosen, room = [], TSVECTOR_BYTES
    for term in sorted(map(_short, terms), key=lambda term: (not term.startswith(PRINCIPAL), len(term))):
        room -= len(term.encode())
        if room < 0:
            break
        chosen.append(term)
    return chosen


def _short(term: str) -> str:
    """*term* as PostgreSQL's index has it: a long word by its digest; the text itself decides what is a hit."""
    raw = term.encode()
    return (
        term
        if len(raw) <= TERM_BYTES or term.startswith(PRINCIPAL)
        else blake2b(raw, digest_size=12).hexdigest()
    )


def remove(matter_ids: Iterable[int]) -> None:
    """Take matters out of the index."""
    key = "matter_id" if connection.vendor == "postgresql" else "rowid"
    with connection.cursor() as cursor:
        cursor.executemany(
            f"DELETE FROM {TABLE} WHERE {key} = %s",  # noqa: S608
            [(pk,) for pk in matter_ids],
        )


def scrub() -> None:
    """Make what was removed unreadable in the index's own pages as well, on SQLite.

    FTS5 keeps removed terms in older segments until they are merged, so they are merged now: seconds at a
    hundred thousand matters. On PostgreSQL see `rewrite`.
    """
    if connection.vendor != "postgresql":
        with connection.cursor() as cursor:
            cursor.execute(f"INSERT INTO {TABLE} ({TABLE}) VALUES ('optimize')")  # noqa: S608


def rewrite() -> None:
    """Write PostgreSQL's tables of search anew, without what was removed; outside any transaction.

    A plain vacuum would leave removed rows in the free room of their pages, and GIN never lets go of a term. No
    search is answered meanwhile: seconds at a hundred thousand matters, minutes at a million.
    """
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            for table in TEXTS:
                cursor.execute(f"VACUUM (FULL) {table}")


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
    asked = _expression([_short(term) for term in terms], names, " & ", " | ", "'")
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
