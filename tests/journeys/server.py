"""The real processes of a journey: `shuniu serve` and `shuniu worker`, on the tests' own SHUNIU_HOME.

Their temporary files go to a folder inside SHUNIU_HOME, so that a journey can look at every file they wrote.
"""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import time
import urllib.error
import urllib.request
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
SHUNIU = ROOT / ".venv" / "bin" / "shuniu"
PATIENCE = 120.0


class ProductServer:
    """Starts, stops, kills and restarts one command of the product; `url` is where it answers.

    A command without a port, as the worker, is ready when its log says the words *ready*.
    """

    def __init__(
        self,
        home: Path,
        database_url: str,
        *,
        command: str = "serve",
        ready: str = "",
        patience: float = PATIENCE,
    ) -> None:
        self.port = _free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = home / f"journey-{command}.log"
        self._command = command
        self._ready = ready
        self._patience = patience
        temporary = home / "tmp"
        temporary.mkdir(exist_ok=True)
        self._environment = {
            **{name: value for name, value in os.environ.items() if not name.startswith("DJANGO")},
            "SHUNIU_HOME": str(home),
            "DATABASE_URL": database_url,
            "PORT": str(self.port),
            "TMPDIR": str(temporary),
            "PYTHONUNBUFFERED": "1",
        }
        self._process: subprocess.Popen[bytes] | None = None

    def start(self) -> None:
        """Start and wait until it answers. Raises `RuntimeError` with the end of its log when it does not."""
        with self.log.open("ab") as log:
            self._process = subprocess.Popen(
                [SHUNIU, self._command],
                env=self._environment,
                stdout=log,
                stderr=subprocess.STDOUT,
                start_new_session=True,
            )
        deadline = time.monotonic() + self._patience
        while not self._answers():
            if self._process.poll() is not None or time.monotonic() > deadline:
                self.stop()
                raise RuntimeError(f"shuniu {self._command} did not answer:\n{self.tail()}")
            time.sleep(0.05)

    def stop(self) -> None:
        """End it as an administrator would, and by force when it does not listen."""
        self._end(signal.SIGTERM)

    def kill(self) -> None:
        """End it as a power cut would."""
        self._end(signal.SIGKILL)

    def restart(self) -> None:
        """Stop, then start on the same port."""
        self.stop()
        self.start()

    def tail(self, lines: int = 40) -> str:
        """The end of its log."""
        return "\n".join(self.log.read_text(errors="replace").splitlines()[-lines:])

    def _end(self, how: signal.Signals) -> None:
        if self._process is None:
            return
        for each in (how, signal.SIGKILL):
            if _signal_group(self._process.pid, each) and _ended(self._process):
                break
        self._process.wait()
        self._process = None

    def _answers(self) -> bool:
        if self._ready:
            return self._ready in self.tail()
        try:
            urllib.request.urlopen(self.url, timeout=2).close()
        except urllib.error.HTTPError as answer:
            answer.close()
        except OSError:
            return False
        return True


def _signal_group(leader: int, how: signal.Signals) -> bool:
    try:
        os.killpg(leader, how)
    except ProcessLookupError:
        return False
    return True


def _ended(process: subprocess.Popen[bytes]) -> bool:
    try:
        process.wait(timeout=10)
    except subprocess.TimeoutExpired:
        return False
    return True


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
