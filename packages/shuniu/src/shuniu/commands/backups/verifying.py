"""A backup is proved by restoring it: the database into a fresh place, every other content opened and held against its
SHA-256 without being written anywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from shuniu.commands.backups import manifest, sealed
from shuniu.commands.backups.folder import VERIFIED, Folder, place_of
from shuniu.commands.backups.keys import Key
from shuniu.commands.backups.making import DATABASE, scratch_in
from shuniu.commands.backups.manifest import Manifest
from shuniu.commands.backups.proving import Proof, prove
from shuniu.commands.backups.snapshots import restore_postgres, restore_sqlite, scratch_postgres
from shuniu.commands.console import Failed

SQLITE_FILE = "shuniu.sqlite3"
SHOWN = 5


@dataclass(frozen=True)
class Verified:
    """A backup that was proved, and what was found in it."""

    name: str
    manifest: Manifest
    proof: Proof


def verify(folder: Folder, backup: str, key: Key) -> Verified:
    """Prove the backup and mark it so. Raises `Failed` with what is wrong with it."""
    from django.conf import settings
    from django.db import connection

    from shuniu.commands.backups.snapshots import url_of

    said = manifest.read(folder.root, backup, key)
    with scratch_in(Path(settings.SHUNIU_HOME)) as scratch:
        home = scratch / "home"
        home.mkdir(mode=0o700)
        if said.vendor == "sqlite":
            restore_sqlite(database_of(folder, backup, said, key), home / SQLITE_FILE)
            proof = prove(home, "")
        elif connection.vendor != "postgresql":
            raise Failed("这份备份是 PostgreSQL 的，核验要有 PostgreSQL 服务器。请设好 DATABASE_URL 再核验。")
        else:
            with scratch_postgres(url_of(connection.settings_dict)) as url:
                restore_postgres(database_of(folder, backup, said, key), url)
                proof = prove(home, url)
    compare(said, proof)
    _check_contents(folder, said, key)
    (folder.root / backup / VERIFIED).touch(0o600)
    return Verified(backup, said, proof)


def database_of(folder: Folder, backup: str, said: Manifest, key: Key) -> Iterator[bytes]:
    """The database of the backup, piece by piece. Raises `Failed` when it is not what the manifest says."""
    digest, size = hashlib.sha256(), 0
    for piece in sealed.read(folder.root, f"{backup}/{DATABASE}", key):
        digest.update(piece)
        size += len(piece)
        yield piece
    if (digest.hexdigest(), size) != said.database:
        raise Failed(f"备份 {backup} 的数据库与清单不符，没有使用。请换一份备份。")


def content_of(folder: Folder, sha256: str, key: Key) -> Iterator[bytes]:
    """One content of the folder, piece by piece. Raises `Failed` when it is gone or is no longer the same."""
    digest = hashlib.sha256()
    for piece in sealed.read(folder.root, place_of(key, sha256), key):
        digest.update(piece)
        yield piece
    if digest.hexdigest() != sha256:
        raise Failed(f"备份文件 {folder.root / place_of(key, sha256)} 的内容不符，没有使用。请换一份备份。")


def compare(said: Manifest, proof: Proof) -> None:
    """Raises `Failed` when the restored database is not the one that was backed up, or its records do not verify."""
    wrong = _different(said.tables, proof.tables)
    if wrong:
        raise Failed(f"恢复出来的行数与备份时不同：{'；'.join(wrong[:SHOWN])}。请换一份备份。")
    if list(said.migrations) != proof.migrations:
        raise Failed("恢复出来的数据库与备份时的版本不同。请换一份备份。")
    if said.seal != proof.seal:
        raise Failed("恢复出来的最后一次封存与备份时不同。请报告安全审计员，并换一份备份。")
    if not proof.sound:
        raise Failed(f"恢复出来的操作记录核对不上：{'；'.join(proof.problems)}请报告安全审计员。")


def _different(said: Mapping[str, int], found: Mapping[str, int]) -> list[str]:
    names = sorted(said.keys() | found.keys())
    return [f"{n} 应为 {said.get(n)}，现为 {found.get(n)}" for n in names if said.get(n) != found.get(n)]


def _check_contents(folder: Folder, said: Manifest, key: Key) -> None:
    """Every content is opened; all that are damaged are named together, because the remedy is the same for all."""
    damaged = []
    for sha256 in sorted(said.contents):
        try:
            for _ in content_of(folder, sha256, key):
                pass
        except Failed:
            damaged.append(place_of(key, sha256))
    if damaged:
        shown = "、".join(damaged[:SHOWN]) + ("等" if len(damaged) > SHOWN else "")
        raise Failed(
            f"备份文件夹里 {len(damaged)} 个文件缺失或者被改动：{shown}。"
            "请查明原因，删去它们，再备份一次，原件还在的会重新存入。"
        )
