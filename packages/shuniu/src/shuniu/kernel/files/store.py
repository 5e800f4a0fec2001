"""The blobs: content-addressed files under SHUNIU_HOME/files/ab/cdef…, each written whole or not at all.

A blob is written under a temporary name in its own folder, synced and renamed; what is read is checked against
its hash. Only the gate (`gate.admit`) saves.
"""

from __future__ import annotations

import errno
import hashlib
import os
import secrets
import time
from collections.abc import Callable, Collection, Iterator
from contextlib import suppress
from datetime import timedelta
from itertools import islice
from pathlib import Path

from django.conf import settings
from django.db import DatabaseError

from shuniu.kernel.base.refusals import Code, Refusal, Refused

_FULL = {errno.ENOSPC, errno.EDQUOT, errno.EFBIG}
_FULL_WORDS = ("full", "no space", "disk i/o", "could not extend")
UNFINISHED = ".part"
SWEPT_AT_ONCE = 500


class Damaged(Exception):
    """A blob is missing, or is not what was stored."""


def digest_of(data: bytes) -> str:
    """The SHA-256 of *data*, 64 hex digits: the name under which it is stored."""
    return hashlib.sha256(data).hexdigest()


def path_of(sha256: str) -> Path:
    """Where the blob of that hash lies."""
    return root() / sha256[:2] / sha256[2:]


def root() -> Path:
    """The folder of all blobs."""
    return Path(settings.SHUNIU_HOME) / "files"


def save(data: bytes) -> str:
    """Store *data* once and return its hash; a damaged blob of the same hash is mended.

    Raises `Refused` (STORAGE) when the disk is full or fails; nothing half-written is left.
    """
    sha256 = digest_of(data)
    if verify(sha256):
        # A sweep of blobs without rows must not take one that is being admitted again.
        with suppress(OSError):
            os.utime(path_of(sha256))
        return sha256
    try:
        write_whole(path_of(sha256), data)
    except OSError as error:
        raise Refused(storage_refusal(error)) from None
    return sha256


def write_whole(path: Path, data: bytes) -> None:
    """Write *data* to *path* so that the name shows all of it or nothing, also after a power cut.

    Raises `OSError`, after removing what it had begun.
    """
    path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    unfinished = path.with_name(f".{path.name}.{secrets.token_hex(4)}{UNFINISHED}")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            out.write(data)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(path)
    except BaseException:
        unfinished.unlink(missing_ok=True)
        raise
    _sync_folder(path.parent)


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)


def load(sha256: str) -> bytes:
    """The content stored under *sha256*. Raises `Damaged` when it is gone or is no longer the same."""
    try:
        data = path_of(sha256).read_bytes()
    except OSError:
        raise Damaged(f"blob {sha256} cannot be read") from None
    if digest_of(data) != sha256:
        raise Damaged(f"blob {sha256} is not what was stored")
    return data


def verify(sha256: str) -> bool:
    """Whether the blob is there and whole."""
    try:
        load(sha256)
    except Damaged:
        return False
    return True


def remove(sha256: str) -> None:
    """Overwrite the blob with zeros and remove it; a missing one is no error.

    Overwriting helps on a plain disk; on flash or a copy-on-write file system old blocks may live on.
    """
    path = path_of(sha256)
    if not path.exists():
        return
    with path.open("r+b") as blob:
        blob.write(bytes(path.stat().st_size))
        blob.flush()
        os.fsync(blob.fileno())
    path.unlink()
    _sync_folder(path.parent)


def sweep(
    needed: Callable[[Collection[str]], Collection[str]], *, older_than: timedelta = timedelta(days=1)
) -> int:
    """Remove blobs that are not *needed* (which is asked for some hashes at a time and says which of them are) and
    unfinished writes, when older than *older_than*.

    They are left by a process that was killed between blob and row, and by files that were discarded. Returns how
    many were removed.
    """
    limit, removed = time.time() - older_than.total_seconds(), 0
    old = (path for path in _blobs() if path.stat().st_mtime < limit)
    while batch := {path.parent.name + path.name: path for path in islice(old, SWEPT_AT_ONCE)}:
        for sha256 in batch.keys() - set(needed(batch)):
            batch[sha256].unlink(missing_ok=True)
            removed += 1
    return removed


def _blobs() -> Iterator[Path]:
    return (path for path in root().glob("??/*") if path.is_file())


def storage_refusal(error: OSError | DatabaseError) -> Refusal:
    """The sentence for a disk that cannot take what was brought."""
    words = str(error).lower()
    full = getattr(error, "errno", None) in _FULL or any(word in words for word in _FULL_WORDS)
    return Refusal(
        Code.STORAGE,
        "服务器的存储空间已满，这份文件没有保存。" if full else "服务器的存储出了故障，这份文件没有保存。",
        remedy="请保留好原文件，联系系统管理员处理后重新提交。",
    )
