"""Long programs that a test runs: they print as they go, and end with everything they started."""

from __future__ import annotations

import signal
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

GRACE = 60.0


def run_program(program: str | Path, *words: str, environment: Mapping[str, str] | None = None) -> int:
    """Run the Python *program* to its end and return its code; when the test is stopped, stop it in order."""
    process = subprocess.Popen([sys.executable, str(program), *words], env=environment)
    try:
        return process.wait()
    finally:
        if process.poll() is None:
            process.terminate()
            try:
                process.wait(GRACE)
            finally:
                process.kill()


def end_in_order() -> None:
    """Let this program clean up behind itself when it is told to end."""
    signal.signal(signal.SIGTERM, lambda *_: sys.exit(1))
