"""Whether what a unit received still holds: 已撤回, 已更换, 已撤销, 已废止, said everywhere the document stands.

The word stands on the matter (`Matter.mark`), which every list, page, link and print of the house shows; why, and what
came in its place, stands in the register's line. What was handed on from there to other units is marked with it.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from django.db import connection

from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Context, Words
from shuniu.kernel.flow.desks import find_desk
from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import IncomingDocument

RECALLED = "已撤回"
UNSIGNED = "to_sign"


@dataclass(frozen=True)
class Mark:
    """The word, why in a sentence, and the matter in the same unit that came in its place."""

    word: str
    note: str
    successor: Matter | None = None


_BELOW = """
WITH RECURSIVE below(id) AS (
    SELECT id FROM flow_matter WHERE id IN ({places})
    UNION
    SELECT m.id FROM flow_matter m JOIN below b ON m.parent_id = b.id
) SELECT id FROM below
"""


def children_below(ids: Sequence[int]) -> tuple[int, ...]:
    """*ids* and the matters handed on below them, open and closed."""
    if not ids:
        return ()
    with connection.cursor() as cursor:
        cursor.execute(_BELOW.format(places=", ".join(f"{pk:d}" for pk in ids)))
        return tuple(row[0] for row in cursor.fetchall())


def mark(ctx: Context, matter_id: int | None, said: Mark) -> None:
    """Put the mark on a received document and on what was handed on from it, which the action has locked; tell their
    desks. What still waits to be signed for ends with it."""
    top = ctx.others.get(matter_id or 0)
    assert top is not None, "the input's also_locks names the recipients"
    level = [top]
    while level:
        for matter in level:
            _mark_one(ctx, matter, said, handed_on=matter is not top)
        ids = {matter.pk for matter in level}
        level = [other for other in ctx.others.values() if other.parent_id in ids]


def _mark_one(ctx: Context, matter: Matter, said: Mark, *, handed_on: bool) -> None:
    work = engine.touch(ctx, matter)
    matter.mark = said.word
    successor = said.successor if not handed_on else None
    IncomingDocument.objects.filter(pk=matter.pk).update(standing_note=said.note[:400], successor=successor)
    data = {"successor": successor.pk} if successor is not None else {}
    words = Words(type="note", label=said.word, text=said.note, data=data)
    if matter.closed_at is None and matter.state == UNSIGNED:
        engine.end(ctx, work, "void", words)
    else:
        engine.write_entry(ctx, work, words)
    desk = find_desk(matter.unit_id, "CLERK", now=ctx.now)
    if desk is not None:
        ctx.notify(desk, f"{said.word}：{matter.title}。{said.note}", matter, urgent=True)
