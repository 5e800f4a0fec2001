"""Making, undoing and reading links. A link is never changed: what was wrong is taken back by another row."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import datetime

from django.db import connection
from django.db.models import Q, QuerySet

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.links.models import Link
from shuniu.kernel.platform.links.registry import LINK_KINDS, RECORD_KINDS, Shown
from shuniu.kernel.records.writing import signature


@dataclass(frozen=True)
class End:
    """One record: its kind and its id."""

    kind: str
    id: int


@dataclass(frozen=True)
class LinkView:
    """A link as seen from one of its records: the relation's name from there, and the other record."""

    id: int
    label: str
    other: End
    other_kind: str
    title: str
    url: str
    note: str
    by_name: str
    at: datetime


def link(kind: str, first: End, second: End, *, actor: Actor, now: datetime, note: str = "") -> Link:
    """Link *first* to *second*, which *actor* must see; the caller answers for *first*.

    Called inside an action, in its transaction. Raises `Refused` for a record not seen, for the record itself
    and for a link that exists; `UnknownName` for a kind nobody declared.
    """
    LINK_KINDS.get(kind)
    if first == second:
        raise refuse(Code.INVALID, "不能与自己关联，请选另一件。", field="to_id")
    if second.id not in RECORD_KINDS.get(second.kind).show(actor, [second.id]):
        raise refuse(
            Code.NOT_FOUND, "没有要关联的这一件，或者您无权查看，请核对编号。", rule="CQ-06", field="to_id"
        )
    if _standing().filter(kind=kind, **_ends(first, second)).exists():
        raise refuse(Code.RULE, "这两件已经关联过，不用再关联。", field="to_id")
    return Link.objects.create(
        kind=kind,
        **_ends(first, second),
        note=note,
        by_person_id=actor.person_id,
        by_name=signature(actor),
        at=now,
    )


def unlink(link_id: int, *, of: End, actor: Actor, now: datetime, reason: str) -> Link:
    """Take back a link of the record *of*. Raises `Refused` when there is none, or it was taken back."""
    found = _standing().filter(_touching(of), pk=link_id).first()
    if found is None:
        raise refuse(Code.NOT_FOUND, "没有这条关联，或者已经解除，请刷新页面。", field="link")
    return Link.objects.create(
        kind=found.kind,
        **_ends(End(found.from_kind, found.from_id), End(found.to_kind, found.to_id)),
        note=reason,
        undoes=found,
        by_person_id=actor.person_id,
        by_name=signature(actor),
        at=now,
    )


def has_links(record: End) -> bool:
    """Whether *record* was ever linked with anything; one cheap query."""
    with connection.cursor() as cursor:
        cursor.execute(_EVER_LINKED, [record.kind, record.id, record.kind, record.id])
        return cursor.fetchone() is not None


_EVER_LINKED = """
SELECT 1 FROM platform_link WHERE from_kind = %s AND from_id = %s
UNION ALL SELECT 1 FROM platform_link WHERE to_kind = %s AND to_id = %s LIMIT 1
"""


def links_of(actor: Actor, record: End) -> list[LinkView]:
    """The links of *record* whose other end *actor* may see, oldest first; one query and one per kind of end."""
    rows = list(_standing().filter(_touching(record)).order_by("pk"))
    shown = _shown(actor, [_other(row, record) for row in rows])
    return [_view(row, record, shown) for row in rows if _other(row, record) in shown]


def _standing() -> QuerySet[Link]:
    return Link.objects.filter(undoes=None, undone_by=None)


def _touching(record: End) -> Q:
    return Q(from_kind=record.kind, from_id=record.id) | Q(to_kind=record.kind, to_id=record.id)


def _ends(first: End, second: End) -> dict[str, str | int]:
    return {
        "from_kind": first.kind,
        "from_id": first.id,
        "to_kind": second.kind,
        "to_id": second.id,
    }


def _other(row: Link, record: End) -> End:
    first = End(row.from_kind, row.from_id)
    return End(row.to_kind, row.to_id) if first == record else first


def _shown(actor: Actor, ends: list[End]) -> dict[End, Shown]:
    by_kind: dict[str, list[int]] = defaultdict(list)
    for end in ends:
        by_kind[end.kind].append(end.id)
    return {
        End(kind, pk): shown
        for kind, ids in by_kind.items()
        for pk, shown in RECORD_KINDS.get(kind).show(actor, ids).items()
    }


def _view(row: Link, record: End, shown: dict[End, Shown]) -> LinkView:
    other = _other(row, record)
    kind = LINK_KINDS.get(row.kind)
    forwards = (row.from_kind, row.from_id) == (record.kind, record.id)
    return LinkView(
        id=row.pk,
        label=kind.label if forwards else kind.reverse,
        other=other,
        other_kind=RECORD_KINDS.get(other.kind).label,
        title=shown[other].title,
        url=shown[other].url,
        note=row.note,
        by_name=row.by_name,
        at=row.at,
    )
