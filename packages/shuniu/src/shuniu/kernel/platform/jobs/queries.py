"""Looking at one's jobs: only who asked, wearing the hat he asked in."""

from __future__ import annotations

from django.db.models import QuerySet

from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.jobs import inside
from shuniu.kernel.platform.jobs.models import Job
from shuniu.kernel.platform.jobs.registry import JOBS


def _of(actor: Actor) -> QuerySet[Job]:
    return Job.objects.filter(account_id=actor.account_id, unit_id=actor.unit_id)


def find_for(actor: Actor, job_id: int) -> Job | None:
    """The job *job_id* if *actor* asked for it."""
    return _of(actor).filter(pk=job_id).first()


def recent_for(actor: Actor, *, limit: int = 20) -> list[Job]:
    """What *actor* asked for last, newest first."""
    return list(_of(actor).order_by("-pk")[:limit])


def progress_of(job: Job) -> tuple[int, int]:
    """(done, total) of *job*, also while it is inside one long transaction; the total is 0 while it is not known."""
    found = inside.noted(job.pk) if job.state == Job.State.RUNNING else None
    return found or (job.done, job.total)


def label_of(job: Job) -> str:
    """The Chinese name of the job."""
    return JOBS.get(job.kind).label
