"""Files that were uploaded and never registered: swept after the days that a parameter gives.

Whoever put them in left the page or thought better of it. Nobody handles them, so nobody may keep them (GW-36).
"""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django.db.models import Exists, OuterRef

from shuniu.kernel.base import parameters
from shuniu.kernel.files import erasing, store
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.queries import needed
from shuniu.kernel.flow.models import EntryFile
from shuniu.kernel.people.actor import COUNTY, system_actor
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.registry import tick

DAYS = "files.unused_days"
AT = time(3, 40)
BATCH = 200

parameters.declare(
    parameters.Parameter(DAYS, "上传了没有登记的文件保留几天", 30, "GW-36", "天", 7),
)


@tick("files.sweep", daily=AT)
def sweep(now: datetime) -> None:
    """Discard what was not registered in time, then the content that no file needs any more."""
    while discard_unused(now=now) == BATCH:
        continue
    store.sweep(needed)


def discard_unused(*, now: datetime) -> int:
    """Discard up to `BATCH` files that hang on no matter and are no job's result; how many."""
    limit = now - timedelta(days=parameters.number(DAYS, on=now.astimezone(COUNTY).date()))
    hangs = EntryFile.objects.filter(stored_file_id=OuterRef("pk"))
    made = Job.objects.filter(result_file_id=OuterRef("pk"))
    unused = StoredFile.objects.filter(~Exists(hangs), ~Exists(made), at__lt=limit, erased_at=None)
    ids = list(unused.order_by("pk").values_list("pk", flat=True)[:BATCH])
    if ids:
        erasing.discard(ids, actor=system_actor("files.sweep"), now=now)
    return len(ids)
