"""Two at once on every action, in a process of its own: all of them in `make soak`, a handful in `make test`."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).resolve().parent / "everything_twice.py"
A_HANDFUL = (
    "flow.remind",
    "flow.merge",
    "flow.decide_extension",
    "documents.incoming.register_paper",
    "documents.incoming.instruct",
    "documents.outgoing.number",
    "people.close_account",
)


def play(server: str, *names: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    command = [sys.executable, str(PROGRAM), server, *names]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=1700)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("tables_at_hand")
def test_a_handful_on_sqlite() -> None:
    assert "7 actions" in play("", *A_HANDFUL)


@pytest.mark.postgres
@pytest.mark.skipif("SHUNIU_TEST_DATABASE_URL" not in os.environ, reason="no PostgreSQL server is named")
def test_a_handful_on_postgresql() -> None:
    assert "7 actions" in play(os.environ["SHUNIU_TEST_DATABASE_URL"], *A_HANDFUL)


@pytest.mark.soak
@pytest.mark.django_db
@pytest.mark.usefixtures("tables_at_hand")
def test_every_action_on_sqlite() -> None:
    print(play(""))


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.skipif("SHUNIU_TEST_DATABASE_URL" not in os.environ, reason="no PostgreSQL server is named")
def test_every_action_on_postgresql() -> None:
    print(play(os.environ["SHUNIU_TEST_DATABASE_URL"]))
