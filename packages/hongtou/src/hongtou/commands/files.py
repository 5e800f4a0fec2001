"""What the commands share: files named on the command line, standard input, many files at once, exit codes."""

from __future__ import annotations

import os
import stat
import sys
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path
from typing import TypeVar

from hongtou.read import MAX_BYTES

FOUND, UNREADABLE, USAGE = 1, 2, 64
STDIN = "-"
_FEW = 4
"""With so few files a pool of processes would cost more than it saves."""

_LIMIT = f"{MAX_BYTES / 2**20:.0f}MB"
_NO_FILE = {stat.S_IFIFO: "管道", stat.S_IFCHR: "设备", stat.S_IFBLK: "设备", stat.S_IFSOCK: "套接字"}

Result = TypeVar("Result")


class NotOpened(Exception):
    """A file that could not be opened or written, or a list that is none; the text says which and what to do."""


def load(name: str) -> tuple[bytes, str]:
    """The content of the file *name* and the name its kind is held against; ``-`` is standard input.

    Raises NotOpened, also for what is no file (a folder, a pipe, a device) and for more than any reader takes; no more
    than that is ever read.
    """
    if name == STDIN:
        data = sys.stdin.buffer.read(MAX_BYTES + 1)
        if len(data) > MAX_BYTES:
            raise NotOpened(f"标准输入超过{_LIMIT}的上限。请压缩其中的图片或拆分后重新提交。")
        return data, ""
    try:
        # Without this flag a pipe nobody writes to would be waited for without end.
        with open(name, "rb", opener=_without_waiting) as file:
            kind, size = os.fstat(file.fileno()).st_mode, os.fstat(file.fileno()).st_size
            if not stat.S_ISREG(kind):
                raise NotOpened(
                    f"{name}是{_NO_FILE.get(stat.S_IFMT(kind), '特殊文件')}，不是可以读取的文件。"
                    "请指定一个文件；管道里的内容请用-从标准输入读。"
                )
            data = b"" if size > MAX_BYTES else file.read(MAX_BYTES + 1)
    except IsADirectoryError:
        raise NotOpened(f"{name}是文件夹，不是可以读取的文件。请指定其中的文件。") from None
    except (OSError, ValueError):
        raise NotOpened(f"打不开文件：{name}。请核对路径和权限。") from None
    if max(size, len(data)) > MAX_BYTES:
        raise NotOpened(
            f"文件太大：{name}有{max(size, len(data)) / 2**20:.1f}MB，超过{_LIMIT}的上限。"
            "请压缩其中的图片或拆分后重新提交。"
        )
    return data, Path(name).name


def _without_waiting(name: str, flags: int) -> int:
    return os.open(name, flags | getattr(os, "O_NONBLOCK", 0))


def save(name: str, data: bytes) -> None:
    """Write *data*; ``-`` is standard output. Raises NotOpened."""
    if name == STDIN:
        sys.stdout.buffer.write(data)
        return
    try:
        Path(name).write_bytes(data)
    except (OSError, ValueError):
        raise NotOpened(f"写不了文件：{name}。请核对路径和权限。") from None


def is_same(one: str, other: str) -> bool:
    """Whether two names lead to the same file, which need not be there."""
    try:
        return STDIN not in (one, other) and os.path.realpath(one) == os.path.realpath(other)
    except (OSError, ValueError):
        return False


def each(names: Sequence[str], work: Callable[[str], Result]) -> Iterator[Result]:
    """What *work*, a function at the top of a module, makes of each file, in the order of *names*; many files are
    spread over the processors."""
    workers = min(len(names), os.cpu_count() or 1)
    if len(names) < _FEW or workers < 2 or STDIN in names:
        yield from map(work, names)
        return
    with ProcessPoolExecutor(workers) as pool:
        yield from pool.map(work, names, chunksize=max(1, len(names) // (workers * 8)))
