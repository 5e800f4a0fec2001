"""Starting jobs, doing them, and taking up what a killed worker left behind.

django-tasks holds the queue; the `Job` row holds what people see. Both are written in one transaction, so a job
asked for inside an action exists exactly when the action does.
"""

from __future__ import annotations

import logging
from collections.abc import Callable, Mapping
from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django_tasks import TaskResultStatus, task
from django_tasks_db.models import DBTaskResult

from shuniu.kernel.base.refusals import Refused
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.jobs import inside
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.registry import JOBS, JobKind
from shuniu.kernel.platform.jobs.running import PROCESS, Interrupted, Running, TakenOver
from shuniu.kernel.platform.jobs.trouble import place_of

SILENCE = timedelta(seconds=60)
BACKOFF = timedelta(seconds=5)
LONGEST_BACKOFF = timedelta(minutes=10)
BROKEN = "处理时出错，已试了 {times} 次，没有完成。"
DIED = "服务在处理时中断了 {times} 次，没有完成。"

logger = logging.getLogger("shuniu.worker")


def start(kind: str, *, actor: Actor, now: datetime, arguments: Mapping[str, Any] | None = None) -> Job:
    """Ask for the job *kind* with JSON *arguments*; joins the caller's transaction. Raises `UnknownName`."""
    JOBS.get(kind)
    with transaction.atomic():
        job = Job.objects.create(
            kind=kind,
            arguments=dict(arguments or {}),
            account_id=actor.account_id,
            person_id=actor.person_id,
            post_id=actor.post_id,
            unit_id=actor.unit_id,
            asked_at=now,
            heartbeat=now,
        )
        _enqueue(job.pk)
    job.refresh_from_db()
    return job


@task()
def perform(job_id: int) -> None:
    """The one task of the queue: do the job."""
    carry_out(job_id)


def carry_out(job_id: int, *, clock: Callable[[], datetime] = timezone.now) -> None:
    """Do the job *job_id* if it is waiting. What goes wrong ends in its row, never in an exception."""
    job = _claim(job_id, clock())
    if job is None:
        return
    running = Running(job, clock)
    mark = (job.pk, job.attempt)
    PROCESS.at_work.add(mark)
    try:
        result = JOBS.get(job.kind).do(running)
        _close(running, Job.State.DONE, result=dict(result or {}), result_file_id=running.result_file_id)
    except TakenOver:
        logger.warning("job %s was taken over by another worker", job.pk)
    except Interrupted:
        _put_back(running, timedelta(0))
    except Refused as refused:
        problems = [problem.message for problem in refused.refusal.problems]
        _close(running, Job.State.FAILED, error=refused.refusal.message, result={"problems": problems})
    except Exception as error:
        logger.error("job %s (%s) failed: %s", job.pk, job.kind, place_of(error))
        _after_error(running, job)
    finally:
        PROCESS.at_work.discard(mark)
        inside.forget(job.pk)


def take_up(now: datetime) -> int:
    """Put jobs whose worker has died back into the queue; how many. Two workers never take the same one."""
    queued = DBTaskResult.objects.filter(status=TaskResultStatus.READY).values("pk")
    silent = Job.objects.filter(
        state__in=(Job.State.WAITING, Job.State.RUNNING), heartbeat__lt=now - SILENCE
    ).exclude(task_id__in=queued)
    return sum(_take_up(job, now) for job in silent.order_by("pk")[:50])


def beat(now: datetime) -> None:
    """Say that the jobs at work in this process live."""
    for job_id, attempt in tuple(PROCESS.at_work):
        Job.objects.filter(pk=job_id, attempt=attempt, state=Job.State.RUNNING).update(heartbeat=now)


def _claim(job_id: int, now: datetime) -> Job | None:
    with transaction.atomic():
        job = Job.objects.select_for_update().filter(pk=job_id, state=Job.State.WAITING).first()
        if job is not None:
            job.state, job.heartbeat = Job.State.RUNNING, now
            job.attempt += 1
            job.save(update_fields=["state", "heartbeat", "attempt"])
    return job


def _close(running: Running, state: Job.State, **outcome: Any) -> None:
    now = running.now()
    try:
        running.write(
            state=state, finished_at=now, heartbeat=now, **outcome, **_emptied(JOBS.get(running.kind))
        )
    except TakenOver:
        logger.warning("job %s was taken over by another worker", running.job_id)


def _emptied(kind: JobKind) -> dict[str, Any]:
    """What the end of a job of this kind changes besides."""
    return {"arguments": {}} if kind.forgets else {}


def _after_error(running: Running, job: Job) -> None:
    failures = job.failures + 1
    if failures >= JOBS.get(job.kind).attempts:
        error = BROKEN.format(times=failures)
        return _close(running, Job.State.FAILED, failures=failures, error=error)
    pause = min(BACKOFF * 2 ** (failures - 1), LONGEST_BACKOFF)
    return _put_back(running, pause, failures=failures, message="处理时出错，稍后会自动再试。")


def _put_back(running: Running, pause: timedelta, **changes: Any) -> None:
    now = running.now()
    try:
        with transaction.atomic():
            running.write(state=Job.State.WAITING, heartbeat=now, **changes)
            _enqueue(running.job_id, run_after=now + pause if pause else None)
    except TakenOver:
        logger.warning("job %s was taken over by another worker", running.job_id)


def _take_up(job: Job, now: datetime) -> bool:
    failures = job.failures + (job.state == Job.State.RUNNING)
    same = Job.objects.filter(pk=job.pk, attempt=job.attempt, state=job.state, heartbeat=job.heartbeat)
    with transaction.atomic():
        dead = DBTaskResult.objects.filter(pk__in=[job.task_id], status=TaskResultStatus.RUNNING)
        dead.update(status=TaskResultStatus.FAILED, finished_at=now)
        if failures >= JOBS.get(job.kind).attempts:
            error = DIED.format(times=failures)
            emptied = _emptied(JOBS.get(job.kind))
            same.update(state=Job.State.FAILED, failures=failures, error=error, finished_at=now, **emptied)
            return False
        if not same.update(state=Job.State.WAITING, failures=failures, heartbeat=now):
            return False
        _enqueue(job.pk)
    return True


def _enqueue(job_id: int, *, run_after: datetime | None = None) -> None:
    queued = (perform.using(run_after=run_after) if run_after else perform).enqueue(job_id)
    Job.objects.filter(pk=job_id).update(task_id=queued.id)
