"""A worker in a process of its own, for the test that kills one: `python worker_process.py office|work`.

`office` makes the database and the job, then answers each line of its standard input with how the job stands;
`work` ends in order when its standard input is closed.
"""

from __future__ import annotations

import json
import os
import sys
import threading
import time
from datetime import timedelta
from pathlib import Path

import django

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from soak.own_database import make_tables  # noqa: E402  (run as a program, it finds its own folder)

STEPS = 40


def main(mode: str) -> None:
    os.environ["DJANGO_SETTINGS_MODULE"] = "shuniu.settings"
    django.setup()
    from django.conf import settings
    from django.utils import timezone

    from shuniu.kernel.people.actor import system_actor
    from shuniu.kernel.platform.jobs import queue
    from shuniu.kernel.platform.jobs.models import Job
    from shuniu.kernel.platform.jobs.registry import job
    from shuniu.kernel.platform.jobs.running import Running
    from shuniu.kernel.platform.jobs.worker import run_worker
    from shuniu.kernel.records.models import SealItem
    from shuniu.kernel.records.writing import record

    notes = Path(settings.SHUNIU_HOME) / "steps.txt"

    @job("test.steps", label="一步一步")
    def steps(running: Running) -> None:
        for step in range(running.checkpoint.get("next", 0), STEPS):
            with notes.open("a") as file:
                file.write(f"{step}\n")
            time.sleep(0.05)
            running.report(step + 1, STEPS, checkpoint={"next": step + 1})

    if mode == "office":
        make_tables()
        record("test", actor=None, now=timezone.now())
        queue.start("test.steps", actor=system_actor("test"), now=timezone.now())
        sys.stdout.write("ready\n")
        sys.stdout.flush()
        for _ in sys.stdin:
            fields = ("state", "attempt", "failures", "done")
            shown = Job.objects.values(*fields).get() | {"sealed": SealItem.objects.count()}
            sys.stdout.write(json.dumps(shown) + "\n")
            sys.stdout.flush()
    if mode == "work":
        queue.SILENCE = timedelta(seconds=1)
        stop = threading.Event()
        threading.Thread(target=lambda: (sys.stdin.read(), stop.set()), daemon=True).start()
        run_worker(stop)


if __name__ == "__main__":
    main(sys.argv[1])
