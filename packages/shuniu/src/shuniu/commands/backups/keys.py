"""The key of the backups: one line in a file of its own, which no backup ever holds."""

from __future__ import annotations

import base64
import hmac
import os
import secrets
from dataclasses import dataclass
from hashlib import sha256
from pathlib import Path

from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from shuniu.commands.console import Failed
from shuniu.commands.files import write_new

MARK = "shuniu-backup-key-1"
BYTES = 32
ID_BYTES = 8


@dataclass(frozen=True, repr=False)
class Key:
    """32 random bytes, from which every other key and name is derived."""

    secret: bytes

    @property
    def id(self) -> bytes:
        """8 bytes by which a wrong key is told from a damaged file; they tell nothing of the key."""
        return hmac.digest(self.secret, b"key id", sha256)[:ID_BYTES]

    def name_of(self, digest: str) -> str:
        """The name under which the content of that SHA-256 lies in the folder: who has a copy of a paper cannot ask the
        folder whether it holds that paper."""
        return hmac.new(self.secret, b"name " + digest.encode("ascii"), sha256).hexdigest()

    def derive(self, salt: bytes, place: str) -> bytes:
        """The 32-byte key of one file, for its *salt* and its *place* in the folder (RFC 5869)."""
        return HKDF(SHA256(), BYTES, salt, f"shuniu backup 1 {place}".encode()).derive(self.secret)


def make(name: str) -> Path:
    """Write a new key to the file *name*, for its owner alone. Raises `Failed` when it is there already."""
    text = f"{MARK} {base64.b64encode(secrets.token_bytes(BYTES)).decode('ascii')}\n"
    write_new(name, text.encode("ascii"))
    return Path(name).expanduser().resolve()


def read(path: Path) -> Key:
    """The key in the file. Raises `Failed` when there is none, when it is no key, or when others may read it."""
    try:
        with path.open("rb") as file:
            mode = os.fstat(file.fileno()).st_mode
            text = file.read(1024).decode("ascii", "replace").strip()
    except OSError as error:
        raise Failed(
            f"备份密钥 {path} 读不出来：{error.strerror}。没有密钥的，用 shuniu backup --new-key 文件 建一个；"
            "有的用 --key 或者 SHUNIU_BACKUP_KEY_FILE 指明。"
        ) from error
    if mode & 0o077:
        raise Failed(f"备份密钥 {path} 别的用户也能读，没有使用。请运行 chmod 600 {path}。")
    mark, _, coded = text.partition(" ")
    try:
        secret = base64.b64decode(coded, validate=True)
    except ValueError:
        secret = b""
    if mark != MARK or len(secret) != BYTES:
        raise Failed(f"文件 {path} 不是备份密钥，或者不完整。请找出建立备份时的密钥文件。")
    return Key(secret)
