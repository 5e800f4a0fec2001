"""The server and the worker as they run in an office, except that they die where they are told to.

`python -m granian … soak.dying:application` and `python -m soak.dying`. The product knows nothing of this: the named
points are wrapped around its functions here, in the process that dies. To be killed somewhere, a process finds the
file `point` in the folder $SHUNIU_KILLS with the name of the point; it takes the file away, notes down where it was
and whether a transaction was open, and kills itself with SIGKILL.
"""

from __future__ import annotations

import json
import os
import signal
import threading
import time
from collections.abc import Callable, Iterable
from datetime import timedelta
from pathlib import Path
from typing import Any
from uuid import NAMESPACE_OID, uuid5

SERVER_POINTS = {
    "after the entry, before the rest": True,
    "between the number and its matter": True,
    "between the 发文字号 and its document": True,
    "between the copies and their list": True,
    "after the list, before commit": True,
    "before commit": True,
    "after commit, before the answer": False,
}
WORKER_POINTS = {"in the sealer": True, "in a job": False}
POINTS = SERVER_POINTS | WORKER_POINTS
"""The points by name, and whether a transaction is open there."""

JOB = "kill.reminders"
FOLDER = "SHUNIU_KILLS"


def die_at(point: str) -> None:
    """Die here if *point* is the one named; several threads may come by, and one of them takes the name away."""
    folder = Path(os.environ[FOLDER])
    named = folder / "point"
    try:
        if named.read_text(encoding="utf-8") != point:
            return
        taken = folder / f"taken-{os.getpid()}-{threading.get_ident()}"
        named.rename(taken)
    except FileNotFoundError:
        return
    from django.db import connection

    note = {"point": point, "pid": os.getpid(), "in_transaction": connection.in_atomic_block}
    taken.write_text(json.dumps(note), encoding="utf-8")
    taken.rename(folder / f"killed-{time.time_ns()}")
    os.kill(os.getpid(), signal.SIGKILL)


def _then_die(
    function: Callable[..., Any], point: str, *, when: Callable[..., bool] = lambda *_, **__: True
) -> Callable[..., Any]:
    def wrapped(*words: Any, **more: Any) -> Any:
        result = function(*words, **more)
        if when(*words, **more):
            die_at(point)
        return result

    return wrapped


def _is_outgoing(series: str, *_: Any, **__: Any) -> bool:
    return series.startswith("outgoing/")


def arm_the_server() -> None:
    """Wrap the points that a press comes by."""
    from shuniu.kernel.flow import engine, runner
    from shuniu.kernel.numbering import numbers
    from shuniu.modules.documents.incoming import register
    from shuniu.modules.documents.models import Delivery

    engine.write_entry = _then_die(engine.write_entry, "after the entry, before the rest")
    numbers.take = _then_die(numbers.take, "between the number and its matter")
    numbers.take = _then_die(numbers.take, "between the 发文字号 and its document", when=_is_outgoing)
    register.send_to_many = _then_die(register.send_to_many, "between the copies and their list")
    Delivery.objects.bulk_create = _then_die(Delivery.objects.bulk_create, "after the list, before commit")
    runner._conclude = _then_die(runner._conclude, "before commit")


def arm_the_worker() -> None:
    """Wrap the points that the worker comes by: half a seal is written, a step of a job is done but not noted."""
    from shuniu.kernel.platform.jobs import queue
    from shuniu.kernel.records.models import SealItem

    queue.SILENCE = timedelta(seconds=1)
    SealItem.objects.bulk_create = _then_die(SealItem.objects.bulk_create, "in the sealer")
    register_job(lambda: die_at("in a job"))


def register_job(after_a_step: Callable[[], None]) -> None:
    """A long job: one reminder after another, each under a command id of its own, until the folder has `enough`."""
    from django.utils import timezone

    from shuniu.kernel.flow.models import Matter
    from shuniu.kernel.flow.runner import run
    from shuniu.kernel.platform.jobs.registry import job
    from shuniu.kernel.platform.jobs.running import Running

    @job(JOB, label="催办", attempts=1_000)
    def remind(running: Running) -> dict[str, int]:
        step = int(running.checkpoint.get("done", 0))
        while not (Path(os.environ[FOLDER]) / "enough").exists():
            matter = (
                Matter.objects.filter(kind="errand", closed_at=None, unit__code="office")
                .order_by("pk")
                .first()
            )
            if matter is not None:
                data = {"matter": matter.pk, "command_id": command_of(step)}
                run("flow.remind", actor=running.actor(), data=data, now=timezone.now())
            after_a_step()
            step += 1
            running.report(step, step + 1, checkpoint={"done": step})
            time.sleep(0.1)
        return {"reminded": step}


def command_of(step: int) -> str:
    """The command id of a step: begun again, it is the same press."""
    return str(uuid5(NAMESPACE_OID, f"{JOB} {step}"))


def application(environ: dict[str, Any], start_response: Callable[..., Any]) -> Iterable[bytes]:
    """The product's own application; it may die when an action is committed and its answer not yet sent."""
    statuses: list[str] = []

    def start(status: str, *more: Any) -> Any:
        statuses.append(status)
        return start_response(status, *more)

    answer: Iterable[bytes] = _inner()(environ, start)
    if environ["PATH_INFO"].startswith("/api/actions/") and statuses[0].startswith("200"):
        die_at("after commit, before the answer")
    return answer


_application: list[Callable[..., Iterable[bytes]]] = []
_making = threading.Lock()


def _inner() -> Callable[..., Iterable[bytes]]:
    with _making:
        if not _application:
            from shuniu.wsgi import application as made

            arm_the_server()
            _application.append(made)
    return _application[0]


def work() -> None:
    """The worker, until it is killed or its standard input is closed."""
    import sys

    import django

    django.setup()
    arm_the_worker()
    from shuniu.kernel.platform.jobs.worker import run_worker

    stop = threading.Event()
    threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
    run_worker(stop)


if __name__ == "__main__":
    work()
