"""Restoring: into an empty folder, whole or not at all, and without what was erased since."""

from __future__ import annotations

import os
import shutil
from dataclasses import dataclass
from pathlib import Path

from shuniu.commands.backups import manifest
from shuniu.commands.backups.folder import Folder
from shuniu.commands.backups.keys import Key
from shuniu.commands.backups.manifest import Manifest
from shuniu.commands.backups.proving import Proof, prove
from shuniu.commands.backups.snapshots import restore_postgres, restore_sqlite
from shuniu.commands.backups.verifying import SQLITE_FILE, compare, content_of, database_of
from shuniu.commands.console import Failed

SETTINGS = "settings-of-backup.env"


@dataclass(frozen=True)
class Restored:
    """What was restored: the state it was taken from, what the restored database shows, and how many contents were left
    out because they had been erased."""

    manifest: Manifest
    proof: Proof
    left_out: int


def restore(folder: Folder, backup: str, key: Key, home: Path, url: str) -> Restored:
    """Restore the backup into the folder *home* and, when it is of PostgreSQL, into the empty database at *url*.

    Raises `Failed`; the folder is then as empty as before.
    """
    said = manifest.read(folder.root, backup, key)
    _require_place(said, home, url)
    home.mkdir(parents=True, exist_ok=True, mode=0o700)
    home.chmod(0o700)
    try:
        return _fill(folder, backup, said, key, home, url)
    except BaseException:
        for made in home.iterdir():
            shutil.rmtree(made) if made.is_dir() else made.unlink()
        raise


def _require_place(said: Manifest, home: Path, url: str) -> None:
    if home.exists() and (not home.is_dir() or any(home.iterdir())):
        raise Failed(f"{home} 不是空的，没有恢复，什么也没有改动。请用 --into 指一个空的文件夹。")
    if said.vendor == "postgresql" and not url.startswith("postgres"):
        raise Failed("这份备份是 PostgreSQL 的。请新建一个空的数据库，用 DATABASE_URL 指明，再恢复。")
    if said.vendor == "sqlite" and url:
        raise Failed("这份备份是 SQLite 的，数据库恢复在 --into 的文件夹里。请去掉 DATABASE_URL 再恢复。")


def _fill(folder: Folder, backup: str, said: Manifest, key: Key, home: Path, url: str) -> Restored:
    erased = folder.erased(key)
    forbidden = said.forbidden(erased)
    for path, (sha256, _) in said.home.items():
        target = (home / path).resolve()
        if not target.is_relative_to(home.resolve()):
            raise Failed(f"备份清单里的路径 {path} 不在文件夹之内，没有恢复。请换一份备份。")
        _write(folder, sha256, key, target)
    for sha256 in said.files.keys() - forbidden:
        _write(folder, sha256, key, home / "files" / sha256[:2] / sha256[2:])
    lines = "".join(f"{name}={value}\n" for name, value in said.settings.items())
    (home / SETTINGS).write_text(lines, encoding="utf-8")
    (home / SETTINGS).chmod(0o600)
    # The database comes last: without it the folder is no installation.
    if said.vendor == "sqlite":
        restore_sqlite(database_of(folder, backup, said, key), home / SQLITE_FILE)
    else:
        restore_postgres(database_of(folder, backup, said, key), url)
    proof = prove(home, url, erased={what: erased[what] for what in forbidden}, restored=backup)
    compare(said, proof)
    return Restored(said, proof, len(forbidden & said.files.keys()))


def _write(folder: Folder, sha256: str, key: Key, target: Path) -> None:
    target.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
    with os.fdopen(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        for piece in content_of(folder, sha256, key):
            out.write(piece)
