"""Versions of a draft: every save is one, and none is ever changed."""

from __future__ import annotations

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context, Work
from shuniu.modules.documents.models import DraftVersion, document_of
from shuniu.modules.documents.outgoing.text import Content, words_in


def save(
    ctx: Context, work: Work, content: Content, *, origin: DraftVersion.Origin = DraftVersion.Origin.SCREEN
) -> DraftVersion:
    """Write *content* as the next version of the draft; nothing new is written when nothing changed."""
    document = document_of(work.matter)
    last = newest(work)
    if last is not None and last.content == content.kept():
        return last
    version = DraftVersion.objects.create(
        matter=work.matter,
        number=document.current + 1,
        content=content.kept(),
        digest=content.digest,
        origin=origin,
        person_id=ctx.actor.person_id or None,
        person_name=ctx.actor.person_name,
        unit_id=ctx.actor.unit_id or None,
        saved_at=ctx.now,
        words=words_in(content.body),
    )
    document.current, document.words = version.number, version.words
    document.save(update_fields=["current", "words"])
    if content.title:
        work.matter.title = content.title
    return version


def newest(work: Work) -> DraftVersion | None:
    """The current version of the draft, if there is one."""
    return numbered(work, document_of(work.matter).current)


def numbered(work: Work, number: int | None) -> DraftVersion | None:
    """The version with that number."""
    return DraftVersion.objects.filter(matter=work.matter, number=number).first() if number else None


def require_seen(work: Work, seen: int | None) -> None:
    """Raises `Refused` when the draft was changed after the person opened it: he decides on what he has read."""
    current = document_of(work.matter).current
    if seen is not None and seen != current:
        first = f"您看的是第 {seen} 稿" if seen else "您打开时还没有保存过"
        raise refuse(
            Code.STALE,
            f"{first}，现在已经是第 {current} 稿。",
            remedy="请先看新稿与您看过的那一稿的花脸对比，再决定。",
            field="draft",
            rule="GW-14",
        )
