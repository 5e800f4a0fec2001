"""Making a backup: the database in one snapshot, then every content that the folder does not hold yet.

In this order nothing is missing: a file is in the store before its row is committed, and contents never change.
"""

from __future__ import annotations

import fcntl
import json
import os
import shutil
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, datetime
from importlib.metadata import version
from pathlib import Path
from typing import Any

from shuniu.commands.backups import manifest, sealed
from shuniu.commands.backups.folder import Folder, name_for, place_of
from shuniu.commands.backups.keys import Key
from shuniu.commands.backups.manifest import Manifest, of_record
from shuniu.commands.backups.snapshots import Snapshot, snapshot
from shuniu.commands.console import Failed

DATABASE = "database.sealed"
KEPT_OF_HOME = ("secret.key", "fonts", "fonts-free")
"""What of SHUNIU_HOME is backed up beside database and stored files; the rest (cache, run, logs) makes itself anew."""
SCRATCH = ".backup-"
AT_ONCE = 500


@dataclass
class Made:
    """A backup that was made: its name, what it says of itself, and how many contents were new in the folder."""

    name: str
    manifest: Manifest
    new_files: int
    new_bytes: int


def make(folder: Folder, key: Key) -> Made:
    """Back up the installation in use into *folder*. Raises `Failed`; a backup that was not finished does not count."""
    from django.conf import settings
    from django.db import connection

    home = Path(settings.SHUNIU_HOME)
    with folder.locked(), scratch_in(home) as scratch:
        _require_same_key(folder, key)
        for left in folder.unfinished():
            shutil.rmtree(left) if left.is_dir() else left.unlink()
        taken = datetime.now(UTC)
        name = name_for(taken)
        if name in folder.backups():
            raise Failed("这一秒钟里已经有一份备份。请再运行一次。")
        with snapshot(connection.settings_dict, scratch) as state:
            with sealed.Writer(folder.root, f"{name}/{DATABASE}", key) as out:
                state.copy(out.write)
            known = state_of(state)
        folder.note_erased(key, known["erased"])
        shelf = _Shelf(folder, key)
        files, missing, gone = _keep_files(shelf, known.pop("files"))
        made = Manifest(
            taken_at=taken.isoformat(),
            version=version("shuniu"),
            vendor=connection.vendor,
            database=(out.digest, out.size),
            files=files,
            missing=missing,
            gone=gone,
            home=_keep_home(shelf, home),
            settings=_settings(),
            **known,
        )
        manifest.write(made, folder.root, name, key)
    return Made(name, made, shelf.new_files, shelf.new_bytes)


@contextmanager
def scratch_in(home: Path) -> Iterator[Path]:
    """An empty folder on the disk of the data, for its owner alone; what a killed command left there goes first.

    One command at a time: raises `Failed`.
    """
    handle = os.open(home / f"{SCRATCH}lock", os.O_RDWR | os.O_CREAT, 0o600)
    try:
        try:
            fcntl.flock(handle, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            raise Failed("另一个备份或者核验正在进行。请等它结束再运行。") from None
        for left in home.glob(f"{SCRATCH}*"):
            if left.is_dir():
                shutil.rmtree(left)
        folder = Path(tempfile.mkdtemp(prefix=SCRATCH, dir=home))
        try:
            yield folder
        finally:
            shutil.rmtree(folder, ignore_errors=True)
    finally:
        os.close(handle)


def state_of(state: Snapshot) -> dict[str, Any]:
    """Counts, migrations, last seal, approved 清除 and stored files (SHA-256 and size) of a snapshot.

    In plain SQL, because `shuniu migrate` backs up a database that is older than the models.
    """
    tables = state.counts()
    known: dict[str, Any] = {"tables": tables, "seal": (0, ""), "erased": {}, "files": {}, "last_record": 0}
    steps = state.ask("SELECT app, name FROM django_migrations ORDER BY id") if tables else []
    known["migrations"] = tuple(f"{app}.{step}" for app, step in steps)
    if "records_seal" in tables:
        last = state.ask("SELECT number, digest FROM records_seal ORDER BY number DESC LIMIT 1")
        known["seal"] = (int(last[0][0]), str(last[0][1])) if last else (0, "")
    if "records_payload" in tables:
        known["last_record"] = int(state.ask("SELECT max(id) FROM records_record")[0][0] or 0)
        known["erased"] = _erased(state)
    if "files_stored_file" in tables:
        rows = state.ask("SELECT sha256, size FROM files_stored_file WHERE erased_at IS NULL")
        known["files"] = {sha256: int(size) for sha256, size in rows}
    return known


def _erased(state: Snapshot) -> dict[str, str]:
    """What was erased by approval, and when: the records of it say so."""
    said = state.ask(
        "SELECT p.content, r.at FROM records_record r JOIN records_payload p ON p.record_id = r.id"
        " WHERE r.action IN ('files.erase', 'records.erase') ORDER BY r.id"
    )
    erased, emptied = dict[str, str](), dict[int, str]()
    for content, at in said:
        what = json.loads(content) if isinstance(content, str) else content
        if "sha256" in what:
            erased[what["sha256"]] = _moment(at)
        emptied.update({int(pk): _moment(at) for pk in what.get("records", ())})
    ids = sorted(emptied)
    for begin in range(0, len(ids), AT_ONCE):
        some = ",".join(map(str, ids[begin : begin + AT_ONCE]))
        for pk, digest in state.ask(f"SELECT id, digest FROM records_record WHERE id IN ({some})"):  # noqa: S608
            erased[of_record(pk, digest)] = emptied[pk]
    return erased


def _moment(at: datetime | str) -> str:
    """ISO 8601 in UTC; SQLite keeps UTC without saying so."""
    moment = datetime.fromisoformat(at) if isinstance(at, str) else at
    moment = moment if moment.tzinfo else moment.replace(tzinfo=UTC)
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


@dataclass
class _Shelf:
    """Puts into the folder what is not there yet."""

    folder: Folder
    key: Key
    new_files: int = field(default=0, init=False)
    new_bytes: int = field(default=0, init=False)

    def holds(self, sha256: str) -> bool:
        return (self.folder.root / place_of(self.key, sha256)).exists()

    def put(self, sha256: str, data: bytes) -> None:
        with sealed.Writer(self.folder.root, place_of(self.key, sha256), self.key) as out:
            out.write(data)
        self.new_files += 1
        self.new_bytes += len(data)


def _keep_files(
    shelf: _Shelf, wanted: dict[str, int]
) -> tuple[dict[str, int], tuple[str, ...], tuple[str, ...]]:
    """Bring the stored files into the folder. Those that are there, by SHA-256 and size; those that the store has lost
    or that are damaged; and those that were erased or discarded since the snapshot."""
    from shuniu.kernel.files import store

    kept, missing, gone = dict[str, int](), list[str](), list[str]()
    for sha256, size in wanted.items():
        if not shelf.holds(sha256):
            try:
                shelf.put(sha256, store.load(sha256))
            except store.Damaged:
                (missing if _still_needed(sha256) else gone).append(sha256)
                continue
        kept[sha256] = size
    return kept, tuple(missing), tuple(gone)


def _still_needed(sha256: str) -> bool:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT count(*) FROM files_stored_file WHERE sha256 = %s AND erased_at IS NULL", [sha256]
        )
        return bool(cursor.fetchone()[0])


def _keep_home(shelf: _Shelf, home: Path) -> dict[str, tuple[str, int]]:
    from shuniu.kernel.files.store import digest_of

    kept = {}
    for path in _of_home(home):
        data = path.read_bytes()
        digest = digest_of(data)
        if not shelf.holds(digest):
            shelf.put(digest, data)
        kept[str(path.relative_to(home))] = (digest, len(data))
    return kept


def _of_home(home: Path) -> Iterable[Path]:
    for name in KEPT_OF_HOME:
        path = home / name
        found = sorted(path.rglob("*")) if path.is_dir() else [path]
        yield from (file for file in found if file.is_file())


def _settings() -> dict[str, str]:
    """The environment variables in use; the password of the database is left out."""
    from shuniu.settings.env import VARIABLES, without_password

    return {v.name: without_password(os.environ[v.name]) for v in VARIABLES if os.environ.get(v.name)}


def _require_same_key(folder: Folder, key: Key) -> None:
    """Raises `Failed` when the folder was begun with another key."""
    if backups := folder.backups():
        next(sealed.read(folder.root, f"{backups[-1]}/{manifest.NAME}", key))
