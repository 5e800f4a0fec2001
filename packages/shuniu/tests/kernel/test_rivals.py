"""People against each other on a real database: two never both win, pressing twice counts once, no number is
doubled, nobody waits for ever. The scenes are in soak/rivals.py; here they run in a process of their own, some times
in `make test` and many in `make soak`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

RIVALS = Path(__file__).resolve().parent.parent / "soak" / "rivals.py"
SCENES = 8
SOME, MANY = 8, 40


def play(times: int, *server: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, str(RIVALS), str(times), *server],
        env=environment,
        capture_output=True,
        text=True,
        timeout=900,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert len(done.stdout.splitlines()) == SCENES


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("tables_at_hand")
def test_on_sqlite() -> None:
    play(SOME)


@pytest.mark.soak
def test_many_times_on_sqlite() -> None:
    play(MANY)


@pytest.mark.postgres
@pytest.mark.skipif("SHUNIU_TEST_DATABASE_URL" not in os.environ, reason="no PostgreSQL server is named")
def test_on_postgresql() -> None:
    play(SOME, os.environ["SHUNIU_TEST_DATABASE_URL"])


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.skipif("SHUNIU_TEST_DATABASE_URL" not in os.environ, reason="no PostgreSQL server is named")
def test_many_times_on_postgresql() -> None:
    play(MANY, os.environ["SHUNIU_TEST_DATABASE_URL"])
