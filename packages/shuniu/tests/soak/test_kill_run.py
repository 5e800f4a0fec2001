"""Server and worker killed 50 times in the midst of 2 000 actions, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

KILL_RUN = Path(__file__).with_name("kill_run.py")
LIMIT = 45 * 60


def kill(*server: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    done = subprocess.run([sys.executable, str(KILL_RUN), *server], env=environment, timeout=LIMIT)
    assert done.returncode == 0


@pytest.mark.soak
def test_on_sqlite() -> None:
    kill()


@pytest.mark.soak
@pytest.mark.postgres
def test_on_postgresql() -> None:
    kill(os.environ["SHUNIU_TEST_DATABASE_URL"])
