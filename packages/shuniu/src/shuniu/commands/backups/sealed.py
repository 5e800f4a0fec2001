"""A sealed file: AES-256-GCM in pieces, so that any size goes through a little memory, and what was altered, cut off,
put in another order or in another place is refused.

Layout: `MAGIC`, 8 bytes of the key's id, a salt of 32 bytes; then pieces of `PIECE` bytes and a tag of 16 each. The
nonce of a piece is its number and whether it is the last one (the STREAM construction of Hoang, Reyhanitabar, Rogaway
and Vizár, 2015); the key is derived from the salt and the place of the file in the backup folder.
"""

from __future__ import annotations

import hashlib
import os
import secrets
from collections.abc import Iterator
from pathlib import Path
from types import TracebackType
from typing import BinaryIO

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM

from shuniu.commands.backups.keys import ID_BYTES, Key
from shuniu.commands.console import Failed

MAGIC = b"SHUNIU-SEALED-1\n"
SALT = 32
PIECE = 1024 * 1024
TAG = 16
UNFINISHED = ".part"


class Writer:
    """Writes one sealed file under *root*, whole or not at all: it has its name only when the block ends well.

    `write` takes bytes as they come; `size` and `digest` (SHA-256) are of what was written, in the clear.
    """

    def __init__(self, root: Path, place: str, key: Key) -> None:
        self._path = root / place
        self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        self._unfinished = self._path.with_name(f".{self._path.name}.{secrets.token_hex(4)}{UNFINISHED}")
        handle = os.open(self._unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        self._file = os.fdopen(handle, "wb")
        salt = secrets.token_bytes(SALT)
        self._file.write(MAGIC + key.id + salt)
        self._cipher = AESGCM(key.derive(salt, place))
        self._waiting = bytearray()
        self._number = 0
        self._hash = hashlib.sha256()
        self.size = 0

    @property
    def digest(self) -> str:
        return self._hash.hexdigest()

    def write(self, data: bytes) -> int:
        self._hash.update(data)
        self.size += len(data)
        self._waiting += data
        # The last piece is known only at the end, so a full one waits until more comes.
        while len(self._waiting) > PIECE:
            self._piece(bytes(self._waiting[:PIECE]), last=False)
            del self._waiting[:PIECE]
        return len(data)

    def _piece(self, piece: bytes, *, last: bool) -> None:
        self._file.write(self._cipher.encrypt(_nonce(self._number, last), piece, None))
        self._number += 1

    def __enter__(self) -> Writer:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        try:
            with self._file:
                if kind is None:
                    self._piece(bytes(self._waiting), last=True)
                    self._file.flush()
                    os.fsync(self._file.fileno())
            if kind is None:
                self._unfinished.replace(self._path)
                sync_folder(self._path.parent)
        finally:
            self._unfinished.unlink(missing_ok=True)


def read(root: Path, place: str, key: Key) -> Iterator[bytes]:
    """The content of the sealed file, piece by piece; each is proved before it is given, the last one also that nothing
    was cut off.

    Raises `Failed`: not there, another key, altered, or cut short.
    """
    path = root / place
    try:
        file = path.open("rb")
    except OSError as error:
        raise Failed(f"备份文件 {path} 读不出来：{error.strerror}。请换一份备份。") from error
    with file:
        head = file.read(len(MAGIC) + ID_BYTES + SALT)
        if not head.startswith(MAGIC) or len(head) < len(MAGIC) + ID_BYTES + SALT:
            raise Failed(f"{path} 不是完整的备份文件。请换一份备份。")
        if head[len(MAGIC) : len(MAGIC) + ID_BYTES] != key.id:
            raise Failed(f"密钥不对：{path} 不是用这个密钥加密的。请找出建立备份时的密钥文件。")
        yield from _pieces(file, AESGCM(key.derive(head[-SALT:], place)), path)


def _pieces(file: BinaryIO, cipher: AESGCM, path: Path) -> Iterator[bytes]:
    number, piece = 0, file.read(PIECE + TAG)
    while True:
        following = file.read(PIECE + TAG)
        try:
            yield cipher.decrypt(_nonce(number, last=not following), piece, None)
        except (InvalidTag, ValueError):
            raise Failed(
                f"备份文件 {path} 被改动过或者不完整（第 {number + 1} 段），没有使用。请换一份备份。"
            ) from None
        if not following:
            return
        number, piece = number + 1, following


def _nonce(number: int, last: bool) -> bytes:
    return number.to_bytes(11, "big") + (b"\x01" if last else b"\x00")


def sync_folder(folder: Path) -> None:
    """Bring the names in *folder* to the disk."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
