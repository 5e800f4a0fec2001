"""A worker is killed in the midst of a job: the next one finishes it, and does one step twice at most."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from worker_process import STEPS

pytestmark = pytest.mark.slow
CHILD = Path(__file__).with_name("worker_process.py")


def until(true: Callable[[], bool], *, seconds: float = 30) -> None:
    end = time.monotonic() + seconds
    while not true():
        assert time.monotonic() < end, "it takes too long"
        time.sleep(0.05)


@pytest.mark.django_db
@pytest.mark.usefixtures("tables_at_hand")
def test_a_killed_worker_loses_nothing(tmp_path: Path) -> None:
    environment = {**os.environ, "SHUNIU_HOME": str(tmp_path), "DATABASE_URL": ""}

    def child(mode: str) -> subprocess.Popen[bytes]:
        words = [sys.executable, str(CHILD), mode]
        return subprocess.Popen(words, env=environment, stdin=subprocess.PIPE, stdout=subprocess.PIPE)

    office = child("office")
    assert office.stdin and office.stdout and office.stdout.readline() == b"ready\n"

    def show() -> dict[str, Any]:
        office.stdin.write(b"?\n")
        office.stdin.flush()
        return json.loads(office.stdout.readline())

    def done() -> list[int]:
        notes = tmp_path / "steps.txt"
        return [int(line) for line in notes.read_text().split()] if notes.exists() else []

    first = child("work")
    until(lambda: len(done()) >= 10)
    first.kill()
    first.communicate()
    left = show()
    assert left["state"] == "running" and left["attempt"] == 1 and left["sealed"] == 1
    time.sleep(1.2)
    second = child("work")
    until(lambda: show()["state"] == "done")
    second.communicate()
    assert second.returncode == 0
    assert show() | {"sealed": 1} == {
        "state": "done",
        "attempt": 2,
        "failures": 1,
        "done": STEPS,
        "sealed": 1,
    }
    office.communicate()
    assert sorted(set(done())) == list(range(STEPS)) and len(done()) <= STEPS + 1
