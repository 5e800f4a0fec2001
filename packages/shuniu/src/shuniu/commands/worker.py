"""`shuniu worker`: jobs, seals and reminders, until it is asked to stop."""

from __future__ import annotations

import argparse
import os
import signal
import threading

from shuniu.commands.console import say
from shuniu.commands.database import require_current, set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """`--while-open`: how the worker beside a server notices that the server has ended, however it ended."""
    parser.add_argument("--while-open", type=int, metavar="FD", help=argparse.SUPPRESS)


def run(arguments: argparse.Namespace) -> int:
    """Work until SIGTERM, SIGINT or, with `--while-open`, the end of that pipe."""
    set_up()
    require_current()
    from shuniu.kernel.platform.jobs.worker import run_worker

    stop = threading.Event()
    for asked in (signal.SIGTERM, signal.SIGINT):
        signal.signal(asked, lambda *_: stop.set())
    if arguments.while_open is not None:
        threading.Thread(target=_watch, args=(arguments.while_open, stop), daemon=True).start()
    else:
        say("后台已启动，按 Ctrl+C 停止。")
    run_worker(stop)
    return 0


def _watch(pipe: int, stop: threading.Event) -> None:
    """The other end of *pipe* is held by the server alone: it closes when that process is gone."""
    while os.read(pipe, 1):
        pass
    stop.set()
