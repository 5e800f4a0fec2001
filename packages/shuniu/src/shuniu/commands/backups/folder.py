"""A backup folder: which backups it holds, where each content lies, and what must never come back."""

from __future__ import annotations

import fcntl
import json
import os
import re
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from shuniu.commands.backups import manifest, sealed
from shuniu.commands.backups.keys import Key
from shuniu.commands.console import Failed

_BACKUP = re.compile(r"\d{8}T\d{6}Z")
_FORMAT = "%Y%m%dT%H%M%SZ"
_FILES = "files"
ERASED = "erased.sealed"
VERIFIED = "verified"


@dataclass(frozen=True)
class Folder:
    """The backup folder *root*."""

    root: Path

    def backups(self) -> list[str]:
        """The names of the whole backups, oldest first."""
        if not self.root.is_dir():
            return []
        found = (p.name for p in self.root.iterdir() if _BACKUP.fullmatch(p.name))
        return sorted(name for name in found if (self.root / name / manifest.NAME).exists())

    def newest(self) -> str:
        """The name of the newest backup. Raises `Failed` when there is none."""
        if not (found := self.backups()):
            raise Failed(f"{self.root} 里没有备份。请检查文件夹；要备份，运行 shuniu backup {self.root}。")
        return found[-1]

    def is_verified(self, backup: str) -> bool:
        return (self.root / backup / VERIFIED).exists()

    def unfinished(self) -> list[Path]:
        """What a killed backup left: folders without manifest, and files that were not finished."""
        if not self.root.is_dir():
            return []
        whole = set(self.backups())
        folders = [p for p in self.root.iterdir() if _BACKUP.fullmatch(p.name) and p.name not in whole]
        return folders + list(self.root.glob(f"**/.*{sealed.UNFINISHED}"))

    @contextmanager
    def locked(self) -> Iterator[None]:
        """Nobody else writes into the folder meanwhile; it is made when it is not there. Raises `Failed`."""
        self.root.mkdir(parents=True, exist_ok=True, mode=0o700)
        handle = os.open(self.root / ".lock", os.O_RDWR | os.O_CREAT, 0o600)
        try:
            try:
                fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except OSError:
                raise Failed(f"另一个备份正在使用 {self.root}，这一次没有进行。请等它结束再运行。") from None
            yield
        finally:
            os.close(handle)

    def erased(self, key: Key) -> dict[str, str]:
        """Every approved 清除 that this folder was told of: the moment by what it erased, as in a manifest."""
        if not (self.root / ERASED).exists():
            return {}
        found: dict[str, str] = json.loads(b"".join(sealed.read(self.root, ERASED, key)))
        return found

    def note_erased(self, key: Key, more: Mapping[str, str]) -> dict[str, str]:
        """Add *more* to what must never come back; all of it, the latest moment of each."""
        known = self.erased(key)
        merged = {one: max(known.get(one, ""), more.get(one, "")) for one in known.keys() | more.keys()}
        if merged != known:
            with sealed.Writer(self.root, ERASED, key) as out:
                out.write(json.dumps(merged).encode())
        return merged


def place_of(key: Key, sha256: str) -> str:
    """Where in the folder the content of that SHA-256 lies."""
    name = key.name_of(sha256)
    return f"{_FILES}/{name[:2]}/{name[2:]}"


def contents(root: Path) -> Iterator[Path]:
    """Every file under `files/`, unfinished ones left out."""
    return (p for p in (root / _FILES).glob("??/*") if not p.name.startswith("."))


def name_for(moment: datetime) -> str:
    """The name of a backup that was taken at *moment*."""
    return moment.astimezone(UTC).strftime(_FORMAT)


def moment_of(name: str) -> datetime:
    """When the backup of that name was taken, in UTC."""
    return datetime.strptime(name, _FORMAT).replace(tzinfo=UTC)


def find(archive: Path) -> tuple[Folder, str]:
    """The folder and the backup that a path names: one backup, or the newest of a folder. Raises `Failed`."""
    archive = archive.expanduser().resolve()
    if _BACKUP.fullmatch(archive.name):
        folder = Folder(archive.parent)
        if archive.name not in folder.backups():
            raise Failed(f"{archive} 不是一份完整的备份。请在 {archive.parent} 里换一份。")
        return folder, archive.name
    folder = Folder(archive)
    return folder, folder.newest()
