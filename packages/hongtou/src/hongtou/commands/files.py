"""What the commands share: files named on the command line, standard input, many files at once, exit codes."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

FOUND, UNREADABLE, USAGE = 1, 2, 64
STDIN = "-"
_FEW = 4
"""With so few files a pool of processes would cost more than it saves."""

Result = TypeVar("Result")


class NotOpened(Exception):
    """A file that could not be opened or written, or a list that is none; the text says which and what to do."""


def load(name: str) -> tuple[bytes, str]:
    """The content of the file *name* and the name its kind is held against; ``-`` is standard input.

    Raises NotOpened.
    """
    if name == STDIN:
        return sys.stdin.buffer.read(), ""
    try:
        return Path(name).read_bytes(), Path(name).name
    except OSError:
        raise NotOpened(f"打不开文件：{name}。请核对路径和权限。") from None


def save(name: str, data: bytes) -> None:
    """Write *data*; ``-`` is standard output. Raises NotOpened."""
    if name == STDIN:
        sys.stdout.buffer.write(data)
        return
    try:
        Path(name).write_bytes(data)
    except OSError:
        raise NotOpened(f"写不了文件：{name}。请核对路径和权限。") from None


def each(names: Sequence[str], work: Callable[[str], Result]) -> Iterator[Result]:
    """What *work*, a function at the top of a module, makes of each file, in the order of *names*; many files are
    spread over the processors."""
    workers = min(len(names), os.cpu_count() or 1)
    if len(names) < _FEW or workers < 2 or STDIN in names:
        yield from map(work, names)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, names, chunksize=max(1, len(names) // (workers * 8)))
