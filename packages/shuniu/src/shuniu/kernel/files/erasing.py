"""清除: the approved removal of content that should not have been kept. The row and its hash stay."""

from __future__ import annotations

from datetime import datetime

from django.db import transaction

from shuniu.kernel.files import news, pages, store
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.records.writing import record

ERASE = "files.erase"


def erase(sha256: str, *, actor: Actor, now: datetime, approval: str) -> tuple[int, ...]:
    """Empty name and text of every stored file of that content, and remove blob and page images.

    *approval* names the paper that approved it (never what the content was). Call it inside the approving
    action's transaction: the content goes once that is committed. Returns the ids; listeners of
    `news` (search index, 保密员) are told in the transaction.
    """
    with transaction.atomic():
        rows = StoredFile.objects.select_for_update().filter(sha256=sha256, erased_at__isnull=True)
        ids = tuple(rows.order_by("pk").values_list("pk", flat=True))
        StoredFile.objects.filter(pk__in=ids).update(name="", text="", erased_at=now)
        for pk in ids:
            record(ERASE, actor=actor, now=now, content={"file": pk, "sha256": sha256, "approval": approval})
            news.tell(news.GateNews(news.Kind.ERASED, actor, now, file_id=pk))
        transaction.on_commit(lambda: _remove(sha256))
    return ids


def _remove(sha256: str) -> None:
    pages.forget(sha256)
    store.remove(sha256)
