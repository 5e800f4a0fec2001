"""Hanging stored files on matters: the one place where the id of a file becomes part of a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context, Work
from shuniu.kernel.flow.models import Entry, EntryFile, Level
from shuniu.kernel.flow.reading import may_read_files

NAME_LIMIT = 200


@dataclass(frozen=True)
class Hung:
    """A stored file that is to hang on a matter, under which name."""

    file_id: int
    name: str


def attach(
    ctx: Context, work: Work, entry: Entry | None, files: Sequence[Hung], *, role: str, field: str = ""
) -> None:
    """Hang stored files on a matter in this order, as brought by *entry*; *field* is the input that named them.

    Raises `Refused` for a file that the actor neither brought himself in the unit he acts in nor may read on a
    matter: an id alone proves nothing (CQ-06). Also for a file of 工作秘密 on an ordinary matter (BM-08).
    """
    _require_may_hang(ctx, [work], files, field=field)
    _hang([work], entry, files, role)


def attach_to_each(
    ctx: Context, works: Sequence[Work], files: Sequence[Hung], *, role: str, field: str = ""
) -> None:
    """The same for matters that get the same files at once: what hangs on the first is no bar to the second."""
    _require_may_hang(ctx, works, files, field=field)
    _hang(works, None, files, role)


def _require_may_hang(ctx: Context, works: Sequence[Work], files: Sequence[Hung], *, field: str) -> None:
    ids = [file.file_id for file in files]
    if not (ctx.actor.job or may_read_files(ctx.actor, ids)):
        raise refuse(
            Code.NOT_FOUND,
            "没有这份文件，或者不是您放入的。",
            remedy="请重新选择文件再提交。",
            field=field,
            rule="CQ-06",
        )
    ordinary = any(work.matter.level != Level.WORK_SECRET for work in works)
    hangs = EntryFile.objects.filter(stored_file_id__in=ids, matter__level=Level.WORK_SECRET)
    if ids and ordinary and hangs.exists():
        raise refuse(
            Code.RULE,
            "这份文件属于内部件（工作秘密），不能放到普通件里。",
            remedy="确需转办的，请按工作秘密管理的规定报批后另行送达。",
            field=field,
            rule="BM-08",
        )


def _hang(works: Sequence[Work], entry: Entry | None, files: Sequence[Hung], role: str) -> None:
    EntryFile.objects.bulk_create(
        EntryFile(
            matter=work.matter,
            entry=entry,
            stored_file_id=file.file_id,
            role=role,
            name=file.name[:NAME_LIMIT],
            position=position,
        )
        for work in works
        for position, file in enumerate(files)
    )
