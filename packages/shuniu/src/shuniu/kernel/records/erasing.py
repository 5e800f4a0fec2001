"""清除 of what records say: the content goes, the record, its digest and its place in the chain stay.

Which records were emptied, by whose approval, is a record itself: `verifying` calls one empty without it altered.
"""

from __future__ import annotations

from collections.abc import Collection
from datetime import datetime

from django.db import transaction

from shuniu.kernel.people.actor import Actor
from shuniu.kernel.records.models import RecordPayload
from shuniu.kernel.records.writing import record

ERASED = "records.erase"


def erase_payloads(ids: Collection[int], *, actor: Actor, now: datetime, approval: str) -> tuple[int, ...]:
    """Empty the content of the records *ids* that still have one, and return their ids.

    *approval* names the paper that approved it, never what the content was. Joins the caller's transaction.
    """
    with transaction.atomic():
        rows = RecordPayload.objects.select_for_update().filter(pk__in=ids, erased=False).order_by("pk")
        found = tuple(rows.values_list("pk", flat=True))
        if found:
            RecordPayload.objects.filter(pk__in=found).update(salt="", content={}, erased=True)
            record(ERASED, actor=actor, now=now, content={"records": list(found), "approval": approval})
    return found
