"""What a backup says of itself: the state of the snapshot, and everything that belongs to it."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from shuniu.commands.backups import sealed
from shuniu.commands.backups.keys import Key
from shuniu.commands.console import Failed

FORMAT = 1
RECORD = "record:"
NAME = "manifest.sealed"


@dataclass(frozen=True)
class Manifest:
    """One backup. Moments are ISO 8601 in UTC.

    `tables` counts the rows of every table, `migrations` are those applied; `seal` is number and digest of the last seal
    of the records (0 and "" without any). `files` gives the size of every stored file by its SHA-256; `missing` names
    those that the store had lost already, `gone` those that were erased or discarded while the backup was made. `home`
    gives SHA-256 and size of the other files of SHUNIU_HOME, by path. `erased` gives the moment of each approved 清除 by
    what it erased: the SHA-256 of a file, or `of_record`. `last_record` is the highest id of a record.
    """

    taken_at: str
    version: str
    vendor: str
    database: tuple[str, int]
    tables: Mapping[str, int]
    migrations: tuple[str, ...]
    seal: tuple[int, str]
    files: Mapping[str, int]
    missing: tuple[str, ...]
    gone: tuple[str, ...]
    home: Mapping[str, tuple[str, int]]
    erased: Mapping[str, str]
    settings: Mapping[str, str] = field(default_factory=dict)
    last_record: int = 0

    @property
    def contents(self) -> set[str]:
        """The SHA-256 of everything that lies under `files/` for this backup."""
        return set(self.files) | {digest for digest, _ in self.home.values()}

    def forbidden(self, erased: Mapping[str, str]) -> set[str]:
        """What this backup still holds although it was erased after the snapshot: *erased* is all that is known now."""
        held = self.files.keys() | set(self.missing) | set(self.gone)
        later = {what for what, at in erased.items() if self.erased.get(what, "") < at}
        return {
            what
            for what in later
            if what in held or (what.startswith(RECORD) and id_of(what) <= self.last_record)
        }


def of_record(pk: int, digest: str) -> str:
    """How the content of a record is named among what was erased. With the digest, because a restored office gives the
    ids of what it lost to other records."""
    return f"{RECORD}{pk}:{digest}"


def id_of(what: str) -> int:
    """The id of a record that was so named."""
    return int(what.removeprefix(RECORD).partition(":")[0])


def write(manifest: Manifest, root: Path, place: str, key: Key) -> None:
    """Seal it: the last thing that a backup writes."""
    with sealed.Writer(root, f"{place}/{NAME}", key) as out:
        out.write(json.dumps({"format": FORMAT, **asdict(manifest)}, ensure_ascii=False).encode())


def read(root: Path, place: str, key: Key) -> Manifest:
    """The manifest of the backup *place*. Raises `Failed`."""
    said: dict[str, Any] = json.loads(b"".join(sealed.read(root, f"{place}/{NAME}", key)))
    if said.pop("format") != FORMAT:
        raise Failed(f"备份 {place} 是另一个版本的格式。请用建立它的版本恢复，再升级。")
    for name in ("database", "migrations", "seal", "missing", "gone"):
        said[name] = tuple(said[name])
    said["home"] = {path: (digest, size) for path, (digest, size) in said["home"].items()}
    return Manifest(**said)
