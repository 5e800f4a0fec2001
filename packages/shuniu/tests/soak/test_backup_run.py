"""Backups while people write, each restored: nothing acknowledged before one began is missing, on both databases."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from soak.programs import run_program

BACKUP_RUN = Path(__file__).with_name("backup_run.py")


def back_up(*server: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    assert run_program(BACKUP_RUN, *server, environment=environment) == 0


@pytest.mark.soak
def test_on_sqlite() -> None:
    back_up()


@pytest.mark.soak
@pytest.mark.postgres
def test_on_postgresql() -> None:
    back_up(os.environ["SHUNIU_TEST_DATABASE_URL"])
