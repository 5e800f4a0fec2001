"""Jobs: visible progress, another try after an error, and nothing lost when a worker is killed."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator, Mapping
from datetime import datetime, time, timedelta
from typing import Any

import pytest
from django.db import DatabaseError, transaction
from django.utils import timezone
from django_tasks import TaskResultStatus
from django_tasks_db.models import DBTaskResult
from kit import NOW, County, build_county

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.base.registry import UnknownName
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.jobs import queries, queue
from shuniu.kernel.platform.jobs.models import DailyRun, Job
from shuniu.kernel.platform.jobs.registry import JOBS, TICKS, Tick, job, tick
from shuniu.kernel.platform.jobs.running import PROCESS, Running, TakenOver
from shuniu.kernel.platform.jobs.worker import Timekeeper, work_off
from shuniu.kernel.records.models import SealItem

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

Step = Callable[[Running], "Mapping[str, Any] | None"]
SCRIPT: dict[str, Step] = {}


@job("test.scripted", label="试验", attempts=3)
def scripted(running: Running) -> Mapping[str, Any] | None:
    return SCRIPT["do"](running)


@pytest.fixture
def county() -> Iterator[County]:
    yield build_county()
    SCRIPT.clear()


def asked(county: County, do: Step, who: str = "clerk", **arguments: Any) -> Job:
    SCRIPT["do"] = do
    return queue.start("test.scripted", actor=county.actor(who), now=timezone.now(), arguments=arguments)


def now_again(found: Job) -> Job:
    found.refresh_from_db()
    return found


def ready_at_once() -> None:
    DBTaskResult.objects.filter(status=TaskResultStatus.READY).update(run_after=timezone.now())


def test_from_asking_to_the_result(county: County) -> None:
    """Progress is seen while it runs; the result is the asker's alone, in the hat he asked in."""
    seen: list[int | None] = []

    def count(running: Running) -> Mapping[str, Any]:
        for done in (1, 4):
            running.report(done, 4, f"第 {done} 件", checkpoint={"done": done})
            seen.append(Job.objects.get(pk=running.job_id).percent)
        running.result_file_id = 7
        return {"rows": running.arguments["rows"], "who": running.actor().person_name}

    found = asked(county, count, rows=4)
    assert found.state == "waiting" and found.percent is None and found.task_id is not None
    assert work_off() == 1
    now_again(found)
    assert seen == [25, 100]
    assert (found.state, found.result, found.result_file_id, found.is_over) == (
        "done",
        {"rows": 4, "who": "王秀兰"},
        7,
        True,
    )
    assert queries.find_for(county.actor("clerk"), found.pk) == found
    assert [queries.label_of(j) for j in queries.recent_for(county.actor("clerk"))] == ["试验"]
    for stranger in ("clerk_party", "director"):
        assert queries.find_for(county.actor(stranger), found.pk) is None
    assert not PROCESS.at_work


def test_a_job_exists_exactly_when_the_action_does(county: County) -> None:
    with pytest.raises(ZeroDivisionError), transaction.atomic():
        asked(county, lambda running: None)
        raise ZeroDivisionError
    assert not Job.objects.exists() and not DBTaskResult.objects.exists()
    with pytest.raises(UnknownName):
        queue.start("test.unknown", actor=county.actor("clerk"), now=NOW)


def test_an_error_is_tried_again_later_and_then_given_up(county: County) -> None:
    """Each pause is longer than the one before; what is shown never quotes the error."""

    def fail(running: Running) -> None:
        raise ValueError("正文里的一句话")

    found = asked(county, fail)
    pauses = []
    for _ in range(2):
        assert work_off() == 1
        assert now_again(found).state == "waiting"
        pauses.append(DBTaskResult.objects.get(pk=found.task_id).run_after - timezone.now())
        assert work_off() == 0
        ready_at_once()
    assert timedelta(0) < pauses[0] < pauses[1]
    assert work_off() == 1
    assert now_again(found).state == "failed"
    assert found.error == "处理时出错，已试了 3 次，没有完成。"
    assert not DBTaskResult.objects.filter(traceback__contains="正文").exists()


def test_a_refusal_is_final_and_says_why(county: County) -> None:
    def refused(running: Running) -> None:
        raise refuse(Code.TOO_MANY, "一次最多导出 5000 行。")

    found = asked(county, refused)
    work_off()
    assert (now_again(found).state, found.error, found.failures) == ("failed", "一次最多导出 5000 行。", 0)


def killed(county: County, do: Step, *, state: str = "running") -> Job:
    """A job as a killed worker leaves it: claimed in the queue, silent since two minutes."""
    found = asked(county, do)
    DBTaskResult.objects.filter(pk=found.task_id).update(status=TaskResultStatus.RUNNING)
    Job.objects.filter(pk=found.pk).update(
        state=state,
        attempt=int(state == "running"),
        heartbeat=timezone.now() - timedelta(minutes=2),
        checkpoint={"done": 300} if state == "running" else {},
    )
    return now_again(found)


@pytest.mark.parametrize(("state", "begins_at"), [("running", 300), ("waiting", 0)])
def test_a_killed_workers_job_goes_on_from_its_checkpoint(county: County, state: str, begins_at: int) -> None:
    begun: list[int] = []

    def go_on(running: Running) -> None:
        begun.append(running.checkpoint.get("done", 0))

    found = killed(county, go_on, state=state)
    assert queue.take_up(timezone.now()) == 1
    assert queue.take_up(timezone.now() + timedelta(minutes=5)) == 0, "it waits in the queue now"
    assert work_off() == 1
    assert now_again(found).state == "done" and begun == [begins_at]
    assert DBTaskResult.objects.failed().count() == 1


def test_what_dies_again_and_again_is_given_up(county: County) -> None:
    found = killed(county, lambda running: None)
    Job.objects.filter(pk=found.pk).update(failures=2)
    assert queue.take_up(timezone.now()) == 0
    assert now_again(found).error == "服务在处理时中断了 3 次，没有完成。"


def test_a_worker_thought_dead_cannot_write_any_more(county: County) -> None:
    """It was only slow: the other worker has the job now, and its own result is void."""
    seen = []

    def slow(running: Running) -> Mapping[str, Any]:
        Job.objects.filter(pk=running.job_id).update(attempt=9)
        with pytest.raises(TakenOver):
            running.report(1, 2, checkpoint={})
        seen.append("stopped")
        return {"late": True}

    found = asked(county, slow)
    work_off()
    assert seen == ["stopped"] and now_again(found).state == "running" and found.result == {}


def test_a_living_job_is_left_alone(county: County) -> None:
    def long_step(running: Running) -> None:
        later = timezone.now() + timedelta(minutes=2)
        queue.beat(later)
        assert queue.take_up(later + timedelta(seconds=30)) == 0

    found = asked(county, long_step)
    work_off()
    assert now_again(found).state == "done"


def test_stopping_puts_the_job_back(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    """An orderly stop is no failure: the job waits with its last checkpoint."""
    stop = threading.Event()
    monkeypatch.setattr(PROCESS, "stop", stop)

    def stopped(running: Running) -> None:
        stop.set()
        running.report(3, 9, checkpoint={"done": 3})

    found = asked(county, stopped)
    work_off()
    assert (now_again(found).state, found.failures, found.checkpoint) == ("waiting", 0, {"done": 3})
    assert DBTaskResult.objects.get(pk=found.task_id).status == TaskResultStatus.READY


@pytest.fixture
def ticks(monkeypatch: pytest.MonkeyPatch) -> Callable[..., list[datetime]]:
    """Only the ticks declared by the test; each call declares one and returns the moments it ran at."""
    monkeypatch.setattr(TICKS, "_items", {})

    def declare(name: str, *, fails: int = 0, **when: Any) -> list[datetime]:
        ran: list[datetime] = []

        @tick(name, **when)
        def run(now: datetime) -> None:
            ran.append(now)
            if len(ran) <= fails:
                raise DatabaseError("locked")

        return ran

    return declare


def test_ticks_come_round_and_a_failing_one_stops_nobody(ticks: Callable[..., list[datetime]]) -> None:
    bad, good = ticks("bad", every=1.0, fails=1), ticks("good", every=2.0)
    keeper = Timekeeper(lambda: NOW)
    assert keeper.run_due(0.0) == 2.0
    for moment in (1.0, 2.0, 3.9, 5.0):
        keeper.run_due(moment)
    assert (len(bad), len(good)) == (2, 3)


def test_a_daily_tick_runs_once_a_day_whatever_restarts(ticks: Callable[..., list[datetime]]) -> None:
    ran = ticks("daily", daily=time(7, 30), fails=1)
    for moment, day, hour in [(0, 2, 7), (31, 2, 8), (99, 2, 9), (0, 2, 10), (200, 2, 11), (300, 3, 8)]:
        keeper = Timekeeper(lambda day=day, hour=hour: datetime(2026, 3, day, hour, tzinfo=COUNTY))
        keeper.run_due(float(moment))
    assert [(at.day, at.hour) for at in ran] == [(2, 8), (2, 9), (3, 8)], "8 o'clock failed, 9 made it good"
    assert DailyRun.objects.get().day.day == 3


def test_a_tick_says_when(ticks: Callable[..., list[datetime]]) -> None:
    with pytest.raises(ValueError, match="either"):
        ticks("never")


def test_the_kernels_ticks_seal(county: County) -> None:
    county.do("clerk", "sample.ask", title="送一份材料")
    seal: Tick = TICKS.get("records.seal")
    assert seal.every == 1.0
    seal.do(NOW)
    assert SealItem.objects.count() == 1
    assert {"jobs.beat", "jobs.take_up", "jobs.tidy"} <= set(TICKS) and "test.scripted" in JOBS
