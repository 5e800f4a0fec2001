"""清除: the approved removal of content that should not have been kept, and the discarding of what was never used.
The row and its hash stay."""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime
from functools import partial

from django.db import transaction

from shuniu.kernel.files import news, pages, store
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.records.writing import record

ERASE = "files.erase"
DISCARD = "files.discard"


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


def discard(pks: Collection[int], *, actor: Actor, now: datetime) -> None:
    """Empty name and text of files that were brought and never used; the caller has found that nothing needs them.

    Others of the same content stay as they are; content that no file needs any more is left to `store.sweep`,
    which spares what is being brought again at that moment.
    """
    with transaction.atomic():
        rows = StoredFile.objects.select_for_update().filter(pk__in=pks, erased_at__isnull=True)
        found = dict(rows.order_by("pk").values_list("pk", "sha256"))
        StoredFile.objects.filter(pk__in=found).update(name="", text="", erased_at=now)
        record(DISCARD, actor=actor, now=now, content={"files": list(found)})
        needed = StoredFile.objects.filter(sha256__in=found.values(), erased_at__isnull=True)
        alone = set(found.values()) - set(needed.values_list("sha256", flat=True))
        for sha256 in alone:
            transaction.on_commit(partial(pages.forget, sha256))


def _remove(sha256: str) -> None:
    pages.forget(sha256)
    store.remove(sha256)
