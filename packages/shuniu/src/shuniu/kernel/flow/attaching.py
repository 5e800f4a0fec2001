"""Hanging stored files on matters: the one place where the id of a file becomes part of a matter."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from shuniu.kernel.base.refusals import Code, Refused, refuse
from shuniu.kernel.files.queries import is_bringer
from shuniu.kernel.flow.context import Context, Work
from shuniu.kernel.flow.models import Entry, EntryFile, Level
from shuniu.kernel.flow.reading import RECORDED, may_read_files

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


def attach_scan(ctx: Context, work: Work, entry: Entry | None, scan: Hung, *, field: str) -> None:
    """Hang the scan of what a leader wrote on the 代录 entry that it proves.

    The same scan may hang on several matters, when all of it was written on one sheet: whoever reads it then sees
    every one of them (`reading.readable_files`). Raises `Refused` for a scan that the actor did not bring himself,
    for a file that hangs as something else, and for a sheet that a 工作秘密 shares with another matter (BM-08).
    """
    if not (ctx.actor.job or is_bringer(ctx.actor, [scan.file_id])):
        raise _not_yours(field)
    hangs = EntryFile.objects.filter(stored_file_id=scan.file_id)
    if hangs.exclude(role=RECORDED).exists():
        raise refuse(
            Code.RULE,
            "这份文件已经作为来文原件收下，不能再当作批示原件。",
            remedy="请把领导批过的那张纸扫描出来，另选这份扫描件。",
            field=field,
            rule="CQ-02",
        )
    others = hangs.exclude(matter=work.matter)
    if others.exists() and (
        work.matter.level == Level.WORK_SECRET or others.filter(matter__level=Level.WORK_SECRET).exists()
    ):
        raise refuse(
            Code.RULE,
            "内部件（工作秘密）的批示，不能与别的件共用一份扫描件。",
            remedy="请把这一件的批示单独扫描，不要带上别的件的内容。",
            field=field,
            rule="BM-08",
        )
    _hang([work], entry, [scan], RECORDED)


def _not_yours(field: str) -> Refused:
    return refuse(
        Code.NOT_FOUND,
        "没有这份文件，或者不是您放入的。",
        remedy="请重新选择文件再提交。",
        field=field,
        rule="CQ-06",
    )


def _require_may_hang(ctx: Context, works: Sequence[Work], files: Sequence[Hung], *, field: str) -> None:
    ids = [file.file_id for file in files]
    if not (ctx.actor.job or may_read_files(ctx.actor, ids)):
        raise _not_yours(field)
    hangs = EntryFile.objects.filter(stored_file_id__in=ids)
    if ids and hangs.filter(role=RECORDED).exists():
        raise refuse(
            Code.RULE,
            "这是领导批示的扫描件，上面可能还有别的件的批示，不能当作来文原件。",
            remedy="请另选来文原件。",
            field=field,
            rule="CQ-06",
        )
    ordinary = any(work.matter.level != Level.WORK_SECRET for work in works)
    if ids and ordinary and hangs.filter(matter__level=Level.WORK_SECRET).exists():
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
