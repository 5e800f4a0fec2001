"""`shuniu migrate` on an office that has matters: nothing is lost, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILLED = Path(__file__).with_name("killed_migrate.py")
PROGRAM = Path(__file__).with_name("earlier_state.py")


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("tables_at_hand")
def test_matters_outlive_the_newest_changes_of_tables() -> None:
    go_back_and_on("near")


@pytest.mark.soak
def test_matters_outlive_many_changes_of_their_tables() -> None:
    go_back_and_on("far")


@pytest.mark.soak
@pytest.mark.postgres
@pytest.mark.skipif("SHUNIU_TEST_DATABASE_URL" not in os.environ, reason="no PostgreSQL server is named")
@pytest.mark.parametrize("earlier", ["near", "far"])
def test_matters_outlive_a_change_of_their_tables_on_postgresql(earlier: str) -> None:
    go_back_and_on(earlier, os.environ["SHUNIU_TEST_DATABASE_URL"])


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("tables_at_hand")
def test_an_upgrade_killed_at_any_step_changes_nothing_and_is_run_again() -> None:
    run(KILLED)


@pytest.mark.slow
@pytest.mark.postgres
def test_an_upgrade_killed_on_postgresql_changes_nothing_and_is_run_again() -> None:
    run(KILLED, os.environ["SHUNIU_TEST_DATABASE_URL"])


def go_back_and_on(*words: str) -> None:
    run(PROGRAM, *words)


def run(program: Path, *words: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    command = [sys.executable, str(program), *words]
    done = subprocess.run(command, capture_output=True, text=True, timeout=290, env=environment)
    assert done.returncode == 0 and done.stdout.splitlines()[-1].startswith("完好"), done.stderr[-3000:]
