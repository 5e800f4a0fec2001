"""Short Chinese progress lines, safe to print from several threads."""

from __future__ import annotations

import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from pathlib import Path
from typing import IO

ROOT = Path(__file__).resolve().parent.parent

_lock = threading.Lock()
_kept_in: ContextVar[IO[str] | None] = ContextVar("kept_in", default=None)


class Failed(Exception):
    """A step could not be done; the message is one Chinese sentence for the person at the keyboard."""


def say(line: str) -> None:
    """Print one line at once, or keep it for later (see `kept`)."""
    with _lock:
        print(line, flush=True, file=output())


def output() -> IO[str] | None:
    """Where what is said now goes, also what a process says; None is the terminal."""
    return _kept_in.get()


@contextmanager
def kept(file: IO[str]) -> Iterator[None]:
    """What this thread says inside goes to *file*."""
    token = _kept_in.set(file)
    try:
        yield
    finally:
        _kept_in.reset(token)


@contextmanager
def step(title: str) -> Iterator[None]:
    """Announce a step when it begins and tell its seconds when it has ended."""
    say(f"· {title} …")
    begun = time.monotonic()
    yield
    say(f"  {title}：{time.monotonic() - begun:.0f} 秒")


def run(command: Sequence[str | Path], *, env: Mapping[str, str] | None = None, cwd: Path = ROOT) -> str:
    """Run quietly and return what was printed.

    Raises `Failed` with the end of the output when the command ends with an error.
    """
    done = subprocess.run(
        [str(part) for part in command],
        cwd=cwd,
        env=None if env is None else dict(env),
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
        errors="replace",
    )
    if done.returncode != 0:
        tail = "\n".join(done.stdout.strip().splitlines()[-15:])
        raise Failed(f"命令没有成功：{' '.join(str(part) for part in command)}\n{tail}")
    return done.stdout


def stop(message: str) -> None:
    """Print the reason and end the program."""
    say(f"✗ {message}")
    sys.exit(1)
