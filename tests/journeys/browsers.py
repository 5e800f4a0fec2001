"""The one browser of a run, which is ended when a journey stands still in it, and started again for the next.

Playwright waits for ever for a browser that does not answer `close` or `evaluate`. A run that nobody watches must
come to its end: after `STANDSTILL_S` the browser is killed, so that the journey fails where it stood.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import traceback
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import greenlet
from playwright.sync_api import Browser, Playwright

from tests.journeys.watched import FLAGS

STANDSTILL_S = 150.0


class Browsers:
    """Starts *program* with *environment* when there is none that lives."""

    def __init__(self, playwright: Playwright, program: Path, environment: dict[str, str]) -> None:
        self._playwright = playwright
        self._program = program
        self._environment = environment
        self._mark = f"--journeys-of={os.getpid()}-{id(self)}"
        self._browser: Browser | None = None

    def living(self) -> Browser:
        """The browser; a new one when the last was ended."""
        if self._browser is None or not self._browser.is_connected():
            self._browser = self._playwright.chromium.launch(
                executable_path=self._program, args=[*FLAGS, self._mark], env={**self._environment}
            )
        return self._browser

    def close(self) -> None:
        """End it, if it lives."""
        if self._browser is not None and self._browser.is_connected():
            self._browser.close()

    @contextmanager
    def watched(self, seconds: float = STANDSTILL_S) -> Iterator[None]:
        """Kill the browser when the work inside takes longer, and say where it stood."""
        timer = threading.Timer(seconds, self._end, [seconds, greenlet.getcurrent()])
        timer.daemon = True
        timer.start()
        try:
            yield
        finally:
            timer.cancel()

    def _end(self, seconds: float, journey: greenlet.greenlet) -> None:
        stood = traceback.format_stack(journey.gr_frame) if journey.gr_frame else []
        print(
            f"\n! 浏览器 {seconds:.0f} 秒没有动静，已经结束它：\n{''.join(stood)}",
            file=sys.__stderr__,
            flush=True,
        )
        for process in Path("/proc").iterdir():
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
            except OSError:
                continue
            if self._mark.encode() in words:
                os.kill(int(process.name), signal.SIGKILL)
