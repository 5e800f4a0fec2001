"""The kernel's own ticks: seals, signs of life, work left behind, and the queue's old rows."""

from __future__ import annotations

from datetime import datetime, time, timedelta

from django_tasks_db.models import DBTaskResult

from shuniu.kernel.platform.jobs import queue
from shuniu.kernel.platform.jobs.registry import tick
from shuniu.kernel.records import sealing

KEEP_QUEUE = timedelta(days=7)


@tick("records.seal", every=1.0)
def seal(now: datetime) -> None:
    """Chain the records written since the last second."""
    sealing.seal_all(now=now)


@tick("jobs.beat", every=10.0)
def beat(now: datetime) -> None:
    """Say that the jobs at work here live."""
    queue.beat(now)


@tick("jobs.take_up", every=20.0)
def take_up(now: datetime) -> None:
    """Go on with what a killed worker left behind."""
    queue.take_up(now)


@tick("jobs.tidy", daily=time(3, 30))
def tidy(now: datetime) -> None:
    """Drop finished rows of the queue; the jobs themselves stay."""
    DBTaskResult.objects.finished().filter(finished_at__lt=now - KEEP_QUEUE).delete()
