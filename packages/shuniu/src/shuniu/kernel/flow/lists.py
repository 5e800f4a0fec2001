"""Reading lists: one limited index range per principal, merged by keyset; counts stop at a cap.

A list answers in the same time with a thousand matters and a million, for an ordinary user too.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from django.db import connection

from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow.models import Matter

PAGE = 25
COUNT_CAP = 1000


@dataclass(frozen=True)
class Cursor:
    """A place in a list: the sort key and matter of the row it stands on."""

    sort_key: int
    matter_id: int

    def __str__(self) -> str:
        return f"{self.sort_key}.{self.matter_id}"

    @classmethod
    def parse(cls, text: str) -> Cursor | None:
        """The cursor that `str` made; None for anything else."""
        key, dot, matter = text.partition(".")
        if not dot or row_id(key.removeprefix("-")) is None or row_id(matter) is None:
            return None
        return cls(int(key), int(matter))


@dataclass(frozen=True)
class Page:
    """One page: the places of its matters in order, and the cursor of the next page (None: this is the last)."""

    places: tuple[Cursor, ...]
    next: Cursor | None

    @property
    def ids(self) -> tuple[int, ...]:
        """The matters' ids in order."""
        return tuple(place.matter_id for place in self.places)


@dataclass(frozen=True)
class Range:
    """The part of a list to read: sort keys in [low, high), strictly after *after*.

    Lists run from the largest sort key down, and with `upwards` from the smallest up.
    """

    after: Cursor | None = None
    low: int | None = None
    high: int | None = None
    upwards: bool = False

    @property
    def direction(self) -> str:
        return "ASC" if self.upwards else "DESC"


def _arm(principal: str, list_kind: str, part: Range, limit: int) -> tuple[str, list[int | str]]:
    where, params = ["principal = %s", "list_kind = %s"], list[int | str]([principal, list_kind])
    if part.after is not None:
        where.append(f"(sort_key, matter_id) {'>' if part.upwards else '<'} (%s, %s)")
        params += [part.after.sort_key, part.after.matter_id]
    if part.low is not None:
        where.append("sort_key >= %s")
        params.append(part.low)
    if part.high is not None:
        where.append("sort_key < %s")
        params.append(part.high)
    sql = (
        f"SELECT sort_key, matter_id FROM flow_visible WHERE {' AND '.join(where)} "  # noqa: S608  (constants only)
        f"ORDER BY sort_key {part.direction}, matter_id {part.direction} LIMIT %s"
    )
    return f"SELECT * FROM ({sql}) AS arm", [*params, limit]  # noqa: S608  (constants only)


def _merged(
    principals: Iterable[str], list_kinds: Sequence[str], part: Range, limit: int
) -> Iterator[tuple[int, int]]:
    arms = [_arm(p, kind, part, limit) for p in sorted(principals) for kind in list_kinds]
    if not arms:
        return
    sql = " UNION ALL ".join(sql for sql, _ in arms) + f" ORDER BY 1 {part.direction}, 2 {part.direction}"
    with connection.cursor() as cursor:
        cursor.execute(sql, [p for _, params in arms for p in params])
        rows = cursor.fetchall()
    last = None
    for row in rows:
        if row[1] != last:
            last = row[1]
            yield row[0], row[1]


def read_page(
    principals: Iterable[str], list_kinds: Sequence[str], *, part: Range = Range(), size: int = PAGE
) -> Page:
    """The next *size* matters of the lists *list_kinds* that any of *principals* finds there."""
    found: list[Cursor] = []
    seen = set[int]()
    for key, matter_id in _merged(principals, list_kinds, part, size + 1):
        if matter_id not in seen:
            seen.add(matter_id)
            found.append(Cursor(key, matter_id))
        if len(found) > size:
            break
    more = len(found) > size
    shown = found[:size]
    return Page(tuple(shown), shown[-1] if more else None)


def count(principals: Iterable[str], list_kinds: Sequence[str], *, part: Range = Range()) -> int:
    """How many matters, up to `COUNT_CAP` + 1 (shown as "1000+")."""
    arms = [_arm(p, kind, part, COUNT_CAP + 1) for p in sorted(principals) for kind in list_kinds]
    if not arms:
        return 0
    union = " UNION ALL ".join(sql for sql, _ in arms)
    sql = f"SELECT count(DISTINCT matter_id) FROM ({union}) AS merged"  # noqa: S608  (constants only)
    with connection.cursor() as cursor:
        cursor.execute(sql, [p for _, params in arms for p in params])
        found = int(cursor.fetchone()[0])
    return min(found, COUNT_CAP + 1)


def matters_in_order(ids: Sequence[int]) -> list[Matter]:
    """The matters of a page, in the page's order; one query."""
    found = Matter.objects.in_bulk(ids)
    return [found[pk] for pk in ids if pk in found]
