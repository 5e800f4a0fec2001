"""`shuniu backup` and `shuniu restore` on real databases, the whole way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("backup_way.py")


def walk(*words: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *words], capture_output=True, text=True, timeout=280, env=environment
    )
    assert done.returncode == 0 and done.stdout.endswith("完好\n"), done.stderr[-4000:]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("tables_at_hand")
def test_an_office_is_backed_up_restored_and_pruned() -> None:
    walk()


@pytest.mark.slow
@pytest.mark.postgres
def test_an_office_on_postgresql_is_backed_up_restored_and_pruned() -> None:
    walk(os.environ["SHUNIU_TEST_DATABASE_URL"])
