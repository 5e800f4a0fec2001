"""The one worker: keeps time in the calling thread and does jobs in another, so that neither delays the other.

`shuniu worker` calls `run_worker`; so does the demo, in a thread or a child process.
"""

from __future__ import annotations

import logging
import threading
from collections.abc import Callable
from datetime import datetime, timedelta
from time import monotonic

from django.db import IntegrityError, close_old_connections, connections, transaction
from django.utils import timezone
from django_tasks_db.management.commands.db_worker import Worker
from django_tasks_db.models import DBTaskResult

from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.jobs.models import DailyRun
from shuniu.kernel.platform.jobs.registry import TICKS, Tick
from shuniu.kernel.platform.jobs.running import PROCESS
from shuniu.kernel.platform.jobs.trouble import place_of

POLL = 1.0
DAILY_LOOK = 30.0
AFTER_ERROR = 5.0

logger = logging.getLogger("shuniu.worker")


def run_worker(stop: threading.Event, *, clock: Callable[[], datetime] = timezone.now) -> None:
    """Tick and work until *stop* is set; a job at work then goes back into the queue at its next report.

    Blocks. Sets no signal handlers and may run in any thread, but only once in a process.
    """
    PROCESS.stop = stop
    hands = threading.Thread(target=_do_jobs, args=(stop,), name="shuniu-jobs", daemon=True)
    hands.start()
    keeper = Timekeeper(clock)
    try:
        while not stop.is_set():
            stop.wait(keeper.run_due(monotonic()))
    finally:
        stop.set()
        hands.join()
        PROCESS.stop = threading.Event()
        connections.close_all()


def work_off() -> int:
    """Do every job that is ready, in this thread; how many tasks were taken (tests, and commands that wait)."""
    taken = 0
    while not PROCESS.stop.is_set() and DBTaskResult.objects.ready().exists():
        _take_one()
        taken += 1
    return taken


class Timekeeper:
    """Which tick is due when. A tick that fails is logged and tried again; it never stops the others."""

    def __init__(self, clock: Callable[[], datetime] = timezone.now) -> None:
        self._clock = clock
        self._due = {tick.name: 0.0 for tick in TICKS.values()}

    def run_due(self, moment: float) -> float:
        """Run the ticks that are due at *moment* (a monotonic second); seconds until the next one."""
        close_old_connections()
        for tick in TICKS.values():
            if self._due[tick.name] <= moment:
                self._due[tick.name] = moment + self._run(tick)
        return max(0.0, min(self._due.values(), default=moment + POLL) - moment)

    def _run(self, tick: Tick) -> float:
        pause = tick.every or DAILY_LOOK
        now = self._clock()
        try:
            if tick.daily is None:
                tick.do(now)
            elif _claim_day(tick, now):
                self._run_daily(tick, now)
        except Exception as error:
            logger.error("tick %s failed: %s", tick.name, place_of(error))
            return max(pause, AFTER_ERROR)
        return pause

    @staticmethod
    def _run_daily(tick: Tick, now: datetime) -> None:
        try:
            tick.do(now)
        except Exception:
            yesterday = now.astimezone(COUNTY).date() - timedelta(days=1)
            DailyRun.objects.filter(name=tick.name).update(day=yesterday)
            raise


def _claim_day(tick: Tick, now: datetime) -> bool:
    """Whether *tick* is due today and this worker is the one to do it."""
    local = now.astimezone(COUNTY)
    if tick.daily is None or local.time() < tick.daily:
        return False
    if DailyRun.objects.filter(name=tick.name).exists():
        return bool(DailyRun.objects.filter(name=tick.name, day__lt=local.date()).update(day=local.date()))
    try:
        with transaction.atomic():
            DailyRun.objects.create(name=tick.name, day=local.date())
    except IntegrityError:
        return False  # another worker was first
    return True


def _do_jobs(stop: threading.Event) -> None:
    try:
        while not stop.is_set():
            try:
                close_old_connections()
                taken = work_off()
            except Exception as error:
                logger.error("the queue cannot be worked off: %s", place_of(error))
                taken = 0
                stop.wait(AFTER_ERROR)
            if not taken:
                stop.wait(POLL)
    finally:
        connections.close_all()


def _take_one() -> None:
    Worker(
        queue_names=["*"],
        interval=0,
        batch=True,
        backend_name="default",
        startup_delay=False,
        max_tasks=1,
        worker_id=threading.current_thread().name,
        excluded_queue_names=[],
    ).run()
