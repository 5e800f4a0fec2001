"""A full disk: a clear sentence, nothing half-done, and the same press works once there is room.

SQLite's own: its database is a file beside the office, whose room can be limited. PostgreSQL's disk is the server's.
"""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
PROGRAM = HERE / "full_disk.py"

pytestmark = [pytest.mark.slow, pytest.mark.django_db, pytest.mark.usefixtures("tables_at_hand")]


@pytest.mark.parametrize("way", ["pages", "size"])
def test_a_full_disk_is_said_and_loses_nothing(way: str) -> None:
    from soak.own_database import environment

    done = subprocess.run(
        [sys.executable, str(PROGRAM), way],
        env=environment(""),
        capture_output=True,
        text=True,
        timeout=300,
    )
    assert done.returncode == 0 and done.stdout.endswith("完好\n"), done.stderr[-3000:]
