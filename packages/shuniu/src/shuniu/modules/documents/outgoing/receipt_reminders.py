"""Automatic 催办 of receipts: on working days, whoever has not signed by the limit is asked to (GW-17)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime, time
from uuid import UUID

from shuniu.kernel.platform.jobs.by_itself import once_a_day, press_once, start_on_workday
from shuniu.kernel.platform.jobs.registry import job, tick
from shuniu.kernel.platform.jobs.running import Running
from shuniu.modules.documents.models import Delivery

JOB = "documents.outgoing.remind_receipts"
ACTOR = "自动催办"
AT = time(8, 40)
ONCE_A_DAY = UUID("0f7a2c55-3f0e-4d8a-9a6e-52f1c07be9d4")
"""The name space of the command ids: the same document on the same day is the same command, done once."""
WORDS = "已过签收期限，请今天签收。"


@tick("documents.outgoing.remind_receipts", daily=AT)
def begin(now: datetime) -> None:
    """On a working day, ask for the day's reminders; on a rest day nobody is disturbed."""
    start_on_workday(JOB, actor=ACTOR, now=now)


@job(JOB, label="自动催办签收")
def work(running: Running) -> Mapping[str, int]:
    """The day's reminders as a job: interrupted, it goes on, and nobody is reminded twice."""
    now, reminded = running.now(), 0
    late = late_by_document(now)
    for done, (matter_id, deliveries) in enumerate(late.items(), start=1):
        reminded += remind(matter_id, deliveries, now=now)
        running.report(done, len(late))
    return {"documents": len(late), "reminded": reminded}


def late_by_document(now: datetime) -> dict[int, list[int]]:
    """The deliveries within the county that nobody signed for by their day, by document; one query."""
    rows = Delivery.objects.filter(
        state=Delivery.State.SENT, received_at=None, due_at__lt=now, child__closed_at=None, unit__isnull=False
    ).order_by("matter_id", "pk")
    found: dict[int, list[int]] = {}
    for matter_id, pk in rows.values_list("matter_id", "pk"):
        found.setdefault(matter_id, []).append(pk)
    return found


def remind(matter_id: int, deliveries: list[int], *, now: datetime) -> int:
    """Remind the recipients of one document in the system's name, at most once a day; how many were reminded now."""
    data = {"matter": matter_id, "deliveries": deliveries, "text": WORDS}
    command = once_a_day(ONCE_A_DAY, matter_id, now)
    done = press_once("documents.outgoing.remind_receipts", data, command_id=command, actor=ACTOR, now=now)
    return int(done.result["reminded"]) if done is not None else 0
