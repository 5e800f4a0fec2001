"""Keeping the index: dirt written by a listener, swept by a tick within seconds; rebuilt as a job; erased."""

from __future__ import annotations

import logging
from collections import defaultdict
from collections.abc import Iterable, Sequence
from datetime import datetime
from time import monotonic

from django.db import DatabaseError, connection, transaction

from shuniu.kernel.flow import context
from shuniu.kernel.flow.models import Matter, Visible
from shuniu.kernel.flow.vocabulary import KINDS, listener
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.jobs import queue
from shuniu.kernel.platform.jobs.registry import job, tick
from shuniu.kernel.platform.jobs.running import Running
from shuniu.kernel.platform.jobs.trouble import place_of
from shuniu.kernel.platform.search import index
from shuniu.kernel.platform.search.models import SearchDirty, SearchEntry
from shuniu.kernel.platform.search.text import clean, terms

BATCH = 50
BUDGET = 0.5

logger = logging.getLogger("shuniu.worker")


@listener("search")
def hear(ctx: context.Context, work: context.Work) -> None:
    """Note in the transaction that the matter changed; the index follows within seconds."""
    with connection.cursor() as cursor:
        cursor.execute("INSERT INTO platform_search_dirty (matter_id) VALUES (%s)", [work.matter.pk])


def mark_dirty(matter_ids: Iterable[int]) -> None:
    """Ask for matters to be indexed that changed beside the flow (bulk loads, text extracted later)."""
    SearchDirty.objects.bulk_create((SearchDirty(matter_id=pk) for pk in matter_ids), batch_size=500)


@tick("search.index", every=2.0)
def sweep(now: datetime) -> None:
    """Index what changed, in small transactions and for half a second at most: writers and the sealer wait."""
    began = monotonic()
    while index_pending(now=now) and monotonic() - began < BUDGET:
        continue


def index_pending(*, now: datetime) -> int:
    """Index one batch of changed matters; how many. What changes meanwhile is left for the next batch."""
    seen = list(SearchDirty.objects.order_by("pk").values_list("pk", "matter_id")[:BATCH])
    if not seen:
        return 0
    changed = sorted({matter_id for _, matter_id in seen})
    _index_soundly(changed, now)
    SearchDirty.objects.filter(pk__in=[pk for pk, _ in seen]).delete()
    return len(changed)


def _index_soundly(matter_ids: Sequence[int], now: datetime) -> None:
    """Index a batch; when a module's `search_text` fails, all the others all the same, one by one."""
    try:
        with transaction.atomic():
            index_matters(matter_ids, now=now)
    except DatabaseError:
        raise
    except Exception as error:
        if len(matter_ids) == 1:
            logger.error("matter %s cannot be indexed: %s", matter_ids[0], place_of(error))
            return
        for matter_id in matter_ids:
            _index_soundly([matter_id], now)


def index_matters(matter_ids: Sequence[int], *, now: datetime) -> None:
    """Read these matters and set their terms and text; joins the caller's transaction."""
    index.hold()
    matters = list(Matter.objects.filter(pk__in=matter_ids).select_related("unit"))
    names: dict[int, set[str]] = defaultdict(set)
    for matter_id, principal in (
        Visible.objects.filter(matter_id__in=matter_ids).values_list("matter_id", "principal").distinct()
    ):
        names[matter_id].add(index.seen_by(principal))
    texts = {matter.pk: _text_of(matter) for matter in matters}
    index.put(
        {
            m.pk: terms(clean(m.number)) | terms(clean(m.title)) | terms(texts[m.pk]) | names[m.pk]
            for m in matters
        }
    )
    SearchEntry.objects.bulk_create(
        (SearchEntry(matter_id=pk, text=text, indexed_at=now) for pk, text in texts.items()),
        update_conflicts=True,
        unique_fields=["matter"],
        update_fields=["text", "indexed_at"],
    )


def _text_of(matter: Matter) -> str:
    return clean(KINDS.get(matter.kind).search_text(matter)) if matter.kind in KINDS else ""


def erase(matter_id: int, *, actor: Actor, now: datetime) -> None:
    """Take a matter's text, title and number out of the index for an approved 清除.

    The caller has erased the sources; the matter is then indexed anew from what is left of them, and a job makes
    the old pages unreadable where the database does not do so at once.
    """
    with transaction.atomic():
        index.remove([matter_id])
        SearchEntry.objects.filter(matter_id=matter_id).delete()
        index.scrub()
        mark_dirty([matter_id])
        if connection.vendor == "postgresql":
            queue.start("search.scrub", actor=actor, now=now)


@job("search.scrub", label="清除搜索索引中的旧内容", attempts=5)
def scrub(running: Running) -> None:
    """Write the tables of search anew, so that nothing erased can be read in them."""
    index.rewrite()


@job("search.rebuild", label="重建搜索索引", attempts=5)
def rebuild(running: Running) -> dict[str, int]:
    """Index every matter anew, newest first, while people go on searching; goes on where it was stopped."""
    total = Matter.objects.count()
    below = running.checkpoint.get("below", index.NOWHERE)
    done = running.checkpoint.get("done", 0)
    while ids := list(
        Matter.objects.filter(pk__lt=below).order_by("-pk").values_list("pk", flat=True)[:BATCH]
    ):
        _index_soundly(ids, running.now())
        below, done = ids[-1], done + len(ids)
        running.report(done, max(total, done), checkpoint={"below": below, "done": done})
    return {"matters": done}
