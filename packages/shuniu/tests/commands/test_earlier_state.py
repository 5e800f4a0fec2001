"""`shuniu migrate` on an office that has matters: nothing is lost, on both databases."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("earlier_state.py")


@pytest.mark.slow
@pytest.mark.both_databases
def test_matters_outlive_a_change_of_their_tables() -> None:
    server = os.environ.get("SHUNIU_TEST_DATABASE_URL")
    words = [sys.executable, str(PROGRAM), *filter(None, [server])]
    done = subprocess.run(words, capture_output=True, text=True, timeout=300)
    assert done.returncode == 0 and done.stdout.endswith("完好\n"), done.stderr[-3000:]
