"""Server and worker killed 50 times in the midst of 2 000 actions, on both databases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from soak.programs import run_program

KILL_RUN = Path(__file__).with_name("kill_run.py")


def kill(*server: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    assert run_program(KILL_RUN, *server, environment=environment) == 0


@pytest.mark.soak(minutes=45)
def test_on_sqlite() -> None:
    kill()


@pytest.mark.soak(minutes=45)
@pytest.mark.postgres
def test_on_postgresql() -> None:
    kill(os.environ["SHUNIU_TEST_DATABASE_URL"])
