"""The server with its worker beside it, as one process that both hang on: granian, and a thread that starts the
worker again when it dies.

Run as a module of its own (`python -m shuniu.commands.supervisor`), which loads no Django: the supervisor stays
small, and signals reach granian directly. The web goes on whatever becomes of the worker.
"""

from __future__ import annotations

import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Sequence
from typing import Protocol

from shuniu.commands.console import say

PAUSES = (1.0, 2.0, 5.0, 15.0, 60.0, 300.0)
"""Seconds before the worker is started again, after its first death in a row, its second …; the last one stays."""
GIVING_HELP = 4
"""The death in a row from which on it is said what to do."""
SETTLED_SECONDS = 120.0
"""A worker that lived so long did its work: its death begins a new row."""
ASKED_SECONDS = 25.0
"""A worker that was asked to stop is usually asked together with its server, which has this long to end."""


class Process(Protocol):
    """A worker at work: `wait` gives its exit code, negative for the signal that killed it."""

    def wait(self) -> int: ...


class Keeper:
    """Keeps one worker running. Pauses and the clock are passed in, seconds both."""

    def __init__(
        self,
        start: Callable[[], Process],
        *,
        sleep: Callable[[float], None] = time.sleep,
        clock: Callable[[], float] = time.monotonic,
        tell: Callable[[str], None] = say,
    ) -> None:
        self._start = start
        self._sleep = sleep
        self._clock = clock
        self._tell = tell
        self._deaths = 0

    def keep(self) -> None:
        """Start the worker, and again whenever it ends; returns never."""
        while True:
            self.once()

    def once(self) -> None:
        """One life of the worker, what is said of its end, and the pause before the next."""
        begun = self._clock()
        try:
            code = self._start().wait()
        except OSError as error:
            how = f"启动不了：{error.strerror or error}"
        else:
            if code == 0:
                self._sleep(ASKED_SECONDS)
                self._tell("！后台被要求停止，而网页还在，现在重新启动后台。")
                return
            how = _how_it_ended(code)
        self._deaths = 1 if self._clock() - begun >= SETTLED_SECONDS else self._deaths + 1
        pause = PAUSES[min(self._deaths, len(PAUSES)) - 1]
        self._tell(self._words(how, pause))
        self._sleep(pause)

    def _words(self, how: str, pause: float) -> str:
        if self._deaths < GIVING_HELP:
            return f"！后台意外停止（{how}），{pause:.0f} 秒后重新启动；网页照常使用。"
        return (
            f"！后台接连停止了 {self._deaths} 次（{how}）。网页照常使用，但是自动催办、导出、建立搜索和封存记录现在都不进行。"
            "请看上面的出错说明，运行 shuniu check 逐项检查数据库和磁盘空间；查明以后停下服务，重新启动。"
            f"{pause:.0f} 秒后还会再试。"
        )


def _how_it_ended(code: int) -> str:
    if code > 0:
        return f"退出码 {code}"
    try:
        return f"被信号 {signal.Signals(-code).name} 终止"
    except ValueError:
        return f"被信号 {-code} 终止"


class Worker:
    """A worker at work that ends when the other end of the pipe *watched* is gone. Raises `OSError`.

    Spawned and not by `subprocess`: its `Popen` waits for a pipe to close, of which granian, forking at the same
    moment in the main thread, keeps a copy open for good.
    """

    def __init__(self, watched: int) -> None:
        words = [sys.executable, "-m", "shuniu", "worker", "--while-open", str(watched)]
        os.set_inheritable(watched, True)
        self._pid = os.posix_spawn(sys.executable, words, os.environ)

    def wait(self) -> int:
        """Its exit code when it has ended, negative for the signal that killed it."""
        _, status = os.waitpid(self._pid, 0)
        return os.waitstatus_to_exitcode(status)


def keep_worker() -> None:
    """Keep a worker beside this process, from a thread. The pipe that this process alone holds open tells the
    worker when the server has ended, however that came about."""
    watched, _held = os.pipe()
    keeper = Keeper(lambda: Worker(watched))
    threading.Thread(target=keeper.keep, name="shuniu-keeper", daemon=True).start()


def main(words: Sequence[str]) -> None:
    """Serve with granian's *words*, and keep a worker beside it."""
    from granian.cli import entrypoint

    keep_worker()
    sys.argv = ["granian", *words]
    entrypoint()


if __name__ == "__main__":
    main(sys.argv[1:])
