"""What this database is for. The mark lies in the database itself, so that it travels with every copy of it."""

from __future__ import annotations

from datetime import datetime

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.people.models import Account, Installation


def installation_kind() -> Installation.Kind | None:
    """Real or demo; None for a database that has not been marked yet."""
    kind = Installation.objects.values_list("kind", flat=True).first()
    return Installation.Kind(kind) if kind else None


def mark_installation(kind: Installation.Kind, *, now: datetime) -> None:
    """Mark an unmarked database as *kind*; a database that carries this mark already stays as it is.

    Raises `Refused` when it is marked otherwise, or holds accounts without any mark.
    """
    marked = installation_kind()
    if marked is kind:
        return
    if marked is not None:
        raise refuse(Code.RULE, f"这个数据库是{marked.label}，不能当作{kind.label}使用。", remedy=_ELSEWHERE)
    if Account.objects.exists():
        raise refuse(Code.RULE, f"这个数据库里已经有账号，不能再标为{kind.label}。", remedy=_ELSEWHERE)
    Installation(kind=kind, marked_at=now).save(force_insert=True)


_ELSEWHERE = "请用 SHUNIU_HOME 另指一个文件夹，或者用 DATABASE_URL 另指一个数据库。"
