"""What a job's function holds while it runs: its arguments, its asker, its progress."""

from __future__ import annotations

import threading
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from time import monotonic
from typing import Any

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.people.actor import Actor, resolve_actor
from shuniu.kernel.people.models import Account
from shuniu.kernel.platform.jobs import inside
from shuniu.kernel.platform.jobs.models import Job

REPORT_EVERY = 0.5
MESSAGE_LIMIT = 400


class Interrupted(Exception):
    """The worker is stopping: the job goes back into the queue and counts no failure."""


class TakenOver(Exception):
    """Another worker has taken this job up: whatever this one still does is void."""


@dataclass
class Process:
    """What this process is doing: the jobs at work (id, attempt), and whether it is to stop."""

    at_work: set[tuple[int, int]] = field(default_factory=set)
    stop: threading.Event = field(default_factory=threading.Event)


PROCESS = Process()


class Running:
    """A job at work. `checkpoint` is what was noted last time, empty at the first beginning."""

    def __init__(self, job: Job, clock: Callable[[], datetime]) -> None:
        self.job_id = job.pk
        self.kind = job.kind
        self.attempt = job.attempt
        self.arguments: Mapping[str, Any] = job.arguments
        self.checkpoint: Mapping[str, Any] = job.checkpoint
        self.result_file_id: int | None = None
        self.now = clock
        self._asker = (job.account_id, job.post_id)
        self._reported = 0.0

    def actor(self) -> Actor:
        """Who asked, in the post he asked from. Raises `Refused` when his account or duty has ended."""
        account_id, post_id = self._asker
        account = Account.objects.filter(pk=account_id or 0).first()
        if account is None:
            raise refuse(Code.NO_ACTOR, "这项工作没有发起人，请由本人重新发起。")
        return resolve_actor(account, post_id or None, now=self.now())

    def report(
        self, done: int, total: int, message: str = "", *, checkpoint: Mapping[str, Any] | None = None
    ) -> None:
        """Say how far it is; written at most twice a second, and always with a *checkpoint*.

        A checkpoint says that everything up to here need not be done again. Raises `Interrupted` when the
        worker is to stop and `TakenOver` when another one has this job now; let both pass.
        """
        stopping = PROCESS.stop.is_set()
        if (
            checkpoint is None
            and not stopping
            and done < total
            and monotonic() - self._reported < REPORT_EVERY
        ):
            return
        self._reported = monotonic()
        noted = {} if checkpoint is None else {"checkpoint": dict(checkpoint)}
        self.write(done=done, total=total, message=message[:MESSAGE_LIMIT], heartbeat=self.now(), **noted)
        if stopping and done < total:
            raise Interrupted

    def inside(self, done: int, total: int) -> None:
        """As `report`, from within a transaction of one's own that commits at the end only."""
        inside.note(self.job_id, done, total)

    def write(self, **changes: Any) -> None:
        """Change the job's row while it is still ours. Raises `TakenOver`."""
        mine = Job.objects.filter(pk=self.job_id, attempt=self.attempt, state=Job.State.RUNNING)
        if not mine.update(**changes):
            raise TakenOver
