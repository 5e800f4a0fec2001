"""Files that commands read and write: in words when they cannot, and nothing overwritten."""

from __future__ import annotations

import os
from pathlib import Path

from shuniu.commands.console import Failed

LARGEST = 64 * 2**20


def read(name: str) -> bytes:
    """The content of the file *name*. Raises `Failed`."""
    path = Path(name).expanduser()
    try:
        if path.stat().st_size > LARGEST:
            raise Failed(f"文件 {name} 超过 {LARGEST // 2**20} MB，不能导入。请分成几个文件。")
        return path.read_bytes()
    except OSError as error:
        raise Failed(f"文件 {name} 读不出来：{error.strerror}。请检查路径和权限。") from error


def write_new(name: str, content: bytes) -> None:
    """Write *content* to a new file that its owner alone may read. Raises `Failed`, and then there is no file.

    A file that is there already stays as it is.
    """
    path = Path(name).expanduser()
    try:
        handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
    except FileExistsError:
        raise Failed(f"文件 {name} 已经有了，没有覆盖。请换一个文件名。") from None
    except OSError as error:
        raise Failed(f"文件 {name} 写不进去：{error.strerror}。请检查路径和权限。") from error
    try:
        with os.fdopen(handle, "wb") as out:
            out.write(content)
            out.flush()
            os.fsync(out.fileno())
    except BaseException as error:
        path.unlink(missing_ok=True)
        if not isinstance(error, OSError):
            raise
        raise Failed(f"文件 {name} 没有写成：{error.strerror}。请检查磁盘空间。") from error
