"""200 000 steps of the random walk."""

from __future__ import annotations

import subprocess
import sys

import pytest

from soak import walk_long

LIMIT = 2 * 60 * 60


@pytest.mark.soak
def test_200_000_steps() -> None:
    """Two processes, some 40 minutes on two cores that have nothing else to do."""
    assert subprocess.run([sys.executable, walk_long.__file__], timeout=LIMIT).returncode == 0
