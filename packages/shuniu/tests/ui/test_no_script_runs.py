"""Script in every text that an action takes runs on no screen: a process of its own, with a database and a Chromium."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from tools.system_packages import CHROMIUM

HUNT = Path(__file__).resolve().parent.parent / "attack" / "script_hunt.py"
WITHOUT_CHROMIUM = pytest.mark.skipif(CHROMIUM.find() is None, reason="no Chromium")


def hunt(*words: str) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    command = [sys.executable, str(HUNT), *words]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=1700)
    assert done.returncode == 0, done.stdout + done.stderr[-3000:]
    return done.stdout


@pytest.mark.journey
@WITHOUT_CHROMIUM
def test_nothing_stored_runs_on_any_screen() -> None:
    assert " 0 hits" in hunt("few")


@pytest.mark.soak
@WITHOUT_CHROMIUM
def test_nothing_stored_by_any_action_or_reflected_runs() -> None:
    print(hunt())  # noqa: T201
