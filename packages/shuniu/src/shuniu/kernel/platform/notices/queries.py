"""Reading notices: by keyset, one index range per principal, in the same time whatever lies below.

Unread is counted among the newest `WINDOW` notices of each principal: older ones are history, and what must be
done stands in the 待办, which never forgets.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from django.db import connection

from shuniu.kernel.flow.models import Visible
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.addresses import matter_url
from shuniu.kernel.platform.notices.models import Notice, NoticeRead

PAGE = 25
WINDOW = 500
COUNT_CAP = 99
NOWHERE_ELSE = "/notices/"
"""Where a notice leads that is about no matter that can be opened."""


@dataclass(frozen=True)
class Line:
    """One notice as a person sees it; `url` is the page of its matter, or, where he does not see that, the notices
    themselves."""

    id: int
    text: str
    url: str
    at: datetime
    urgent: bool
    unread: bool


@dataclass(frozen=True)
class NoticePage:
    """One page of notices, newest first; `before` is the id to ask the next page with (None: the last)."""

    lines: tuple[Line, ...]
    before: int | None


def unread_count(actor: Actor) -> int:
    """How many notices *actor* has not read, up to `COUNT_CAP` + 1 (shown as "99+")."""
    return len(_ids(actor, limit=COUNT_CAP + 1, unread=True))


def count_words(count: int) -> str:
    """The count as a badge shows it: empty, a number, or 99+."""
    return "" if count == 0 else str(count) if count <= COUNT_CAP else f"{COUNT_CAP}+"


def page(actor: Actor, *, before: int | None = None, size: int = PAGE, unread: bool = False) -> NoticePage:
    """The next *size* notices older than the id *before*, or only the unread ones. Three queries and a join."""
    ids = _ids(actor, limit=size + 1, before=before, unread=unread)
    shown = ids[:size]
    read = set(
        NoticeRead.objects.filter(notice__in=shown, person_id=actor.person_id).values_list(
            "notice", flat=True
        )
    )
    rows = list(Notice.objects.filter(pk__in=shown).select_related("matter").order_by("-pk"))
    seen = _seen(actor, rows)
    lines = tuple(
        Line(row.pk, row.text, _url(row, seen), row.at, row.urgent, unread=row.pk not in read) for row in rows
    )
    return NoticePage(lines, shown[-1] if len(ids) > size else None)


def newest(actor: Actor, *, after: int | None, size: int) -> tuple[int, tuple[Line, ...]]:
    """The id of the newest notice (0: none) and, oldest first, the last *size* that came after the id *after*.

    One query when nothing came; without *after* nothing is told.
    """
    ids = _ids(actor, limit=size)
    last = ids[0] if ids else 0
    told = [pk for pk in ids if pk > after] if after is not None else []
    if not told:
        return last, ()
    rows = list(Notice.objects.filter(pk__in=told).select_related("matter").order_by("pk"))
    seen = _seen(actor, rows)
    lines = (Line(r.pk, r.text, _url(r, seen), r.at, r.urgent, unread=True) for r in rows)
    return last, tuple(lines)


def _seen(actor: Actor, notices: Iterable[Notice]) -> set[int]:
    """The matters of *notices* that the actor sees now: a notice may outlive the right, or say to another unit what
    became of its paper."""
    about = {n.matter_id for n in notices if n.matter_id is not None}
    rows = Visible.objects.filter(matter_id__in=about, principal__in=actor.principals)
    return set(rows.values_list("matter_id", flat=True)) if about else set()


def _url(notice: Notice, seen: set[int]) -> str:
    matter = notice.matter
    return matter_url(matter) if matter is not None and matter.pk in seen else NOWHERE_ELSE


def mark_read(actor: Actor, ids: Iterable[int] | None, *, now: datetime) -> None:
    """Note that *actor* has read *ids* (None: everything unread); ids that are not his are passed over."""
    if ids is None:
        mine = _ids(actor, limit=WINDOW * len(actor.principals), unread=True)
    else:
        mine = list(
            Notice.objects.filter(pk__in=list(ids), to_principal__in=actor.principals).values_list(
                "pk", flat=True
            )
        )
    NoticeRead.objects.bulk_create(
        (NoticeRead(notice_id=pk, person_id=actor.person_id, at=now) for pk in mine), ignore_conflicts=True
    )


def forget(matter_id: int) -> int:
    """Remove the notices of a matter whose content is erased by an approved 清除; how many there were."""
    return Notice.objects.filter(matter_id=matter_id).delete()[1].get("shuniu_platform.Notice", 0)


def _ids(actor: Actor, *, limit: int, before: int | None = None, unread: bool = False) -> list[int]:
    """Ids newest first: a limited range of each principal's, merged."""
    below = " AND id < %s" if before is not None else ""
    reach = WINDOW if unread else limit
    # A range of one value, and its column in the order: with "=" PostgreSQL may walk the primary key instead,
    # past everybody else's notices, when this principal has many.
    arm = (
        "SELECT * FROM (SELECT id FROM platform_notice WHERE to_principal BETWEEN %s AND %s"  # noqa: S608
        f" AND by_person_id <> %s{below} ORDER BY to_principal, id DESC LIMIT %s) AS arm"
    )
    principals = sorted(actor.principals)
    if not principals:
        return []
    params: list[int | str] = []
    for principal in principals:
        params += [principal, principal, actor.person_id, *([before] if before is not None else []), reach]
    sql = f"SELECT DISTINCT id FROM ({' UNION ALL '.join([arm] * len(principals))}) AS mine"  # noqa: S608
    if unread:
        sql += (
            " WHERE NOT EXISTS (SELECT 1 FROM platform_notice_read r"
            " WHERE r.notice_id = mine.id AND r.person_id = %s)"
        )
        params.append(actor.person_id)
    with connection.cursor() as cursor:
        cursor.execute(f"{sql} ORDER BY id DESC LIMIT %s", [*params, limit])
        return [row[0] for row in cursor.fetchall()]
