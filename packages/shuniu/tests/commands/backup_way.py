"""An office is backed up, restored, and backed up again after a 清除: `python backup_way.py [postgresql://…]`.

A program of its own, because a backup sees what is committed. Prints "完好" at the end. Run by test_backup.py.
"""

from __future__ import annotations

import contextlib
import io
import os
import re
import shutil
import sqlite3
import sys
import tempfile
from pathlib import Path
from typing import Any

sys.path.insert(0, str(Path(__file__).resolve().parent.parent))

from soak.own_database import enter, own_database  # noqa: E402  (run as a program)

TEXT, SECOND = b"first paper", b"second paper"
NAME = "tell-tale-name.txt"


def main() -> None:
    server = sys.argv[1:]
    with (
        own_database(*server) as address,
        own_database(*server) as target,
        tempfile.TemporaryDirectory() as folder,
    ):
        home = Path(folder) / "home"
        home.mkdir(mode=0o700)
        enter(address, home)
        from django.db import connection

        try:
            Way(Path(folder), home, target if server else "").walk()
        finally:
            connection.close()
    sys.stdout.write("完好\n")


class Way:
    """The office at *home*; *target* is an empty database of PostgreSQL, "" for SQLite."""

    def __init__(self, folder: Path, home: Path, target: str) -> None:
        self.folder, self.home, self.target = folder, home, target
        self.store, self.key = folder / "backups", folder / "elsewhere.key"

    def run(self, *words: object, code: int = 0) -> str:
        """What a command said."""
        from shuniu.cli import main as shuniu

        said = io.StringIO()
        with contextlib.redirect_stdout(said), contextlib.redirect_stderr(said):
            found = shuniu([str(word) for word in words])
        assert found == code, (words, found, said.getvalue())
        return said.getvalue()

    def restore(
        self, archive: Path, name: str, *, code: int = 0, key: Path | None = None
    ) -> tuple[Path, str]:
        """Restore into a new folder and, on PostgreSQL, an emptied database."""
        into, before = self.folder / name, os.environ["DATABASE_URL"]
        if self.target:
            import psycopg

            with psycopg.connect(self.target, autocommit=True) as connection:
                connection.execute("DROP SCHEMA public CASCADE; CREATE SCHEMA public")
            os.environ["DATABASE_URL"] = self.target
        else:
            os.environ.pop("DATABASE_URL")
        try:
            return into, self.run("restore", archive, "--into", into, "--key", key or self.key, code=code)
        finally:
            os.environ["DATABASE_URL"] = before

    def rows(self, home: Path, sql: str) -> list[tuple[Any, ...]]:
        """What the restored database answers."""
        if self.target:
            import psycopg

            with psycopg.connect(self.target) as connection:
                return connection.execute(sql.encode()).fetchall()
        with contextlib.closing(sqlite3.connect(home / "shuniu.sqlite3")) as connection:
            return connection.execute(sql).fetchall()

    def backups(self) -> list[Path]:
        return sorted(p for p in self.store.iterdir() if re.fullmatch(r"\d{8}T\d{6}Z", p.name))

    def contents(self) -> set[Path]:
        return {p for p in (self.store / "files").rglob("*") if p.is_file()}

    def walk(self) -> None:
        from kit import NOW, build_county

        from shuniu.kernel.files import erasing, gate, store
        from shuniu.kernel.files.models import StoredFile
        from shuniu.kernel.records.erasing import erase_payloads
        from shuniu.kernel.records.models import Record
        from shuniu.kernel.records.sealing import seal_all

        county = build_county()
        clerk = county.actor("clerk")
        for data, name in ((TEXT, NAME), (SECOND, "second.txt")):
            admitted = gate.admit(data, name, actor=clerk, now=NOW)
            assert isinstance(admitted, gate.Admitted), admitted
        matter = county.do("clerk", "sample.ask", title="一件事").matter_id
        seal_all(now=NOW)
        (self.home / "fonts").mkdir()
        (self.home / "fonts" / "own.ttf").write_bytes(b"a font")

        # Without a key, with one that lies among the backups, with one that others read: refused, and nothing is made.
        assert "--new-key" in self.run("backup", self.store, "--key", self.key, code=1)
        assert "别处" in self.run("backup", "--new-key", self.key)
        self.key.chmod(0o644)
        assert "chmod 600" in self.run("backup", self.store, "--key", self.key, code=1)
        self.key.chmod(0o600)
        self.run("backup", "--new-key", self.folder / "other.key")
        assert not self.store.exists()

        said = self.run("backup", self.store, "--key", self.key)
        assert "✓ 核验" in said and "新存入 4 个" in said, (
            said
        )  # two papers, the key of the sessions, the font
        first = self.backups()[0]
        assert Record.objects.filter(action="platform.backup").count() == 1
        everything = b"".join(p.read_bytes() for p in self.store.rglob("*") if p.is_file())
        assert not any(word in everything for word in (TEXT, SECOND, NAME.encode(), b"sqlite", b"PGDMP"))
        assert store.digest_of(TEXT) not in "".join(map(str, self.store.rglob("*")))
        assert not list(self.home.glob(".backup-*/*"))

        # Restored: every row, every file, the key, the font; and it is an installation that goes on.
        home, said = self.restore(self.store, "restored")
        assert "与备份时相同" in said
        assert (home / "fonts" / "own.ttf").read_bytes() == b"a font"
        assert (home / "secret.key").read_bytes() == (self.home / "secret.key").read_bytes()
        for data in (TEXT, SECOND):
            sha = store.digest_of(data)
            assert (home / "files" / sha[:2] / sha[2:]).read_bytes() == data
        assert self.rows(home, "SELECT count(*) FROM flow_matter") == [(1,)]
        restored = "SELECT count(*) FROM records_record WHERE action = 'platform.restore'"
        assert self.rows(home, restored) == [(1,)]
        assert self.rows(home, "SELECT name FROM files_stored_file ORDER BY id")[0] == (NAME,)

        # A folder with something in it, a wrong key, a damaged or shortened archive: refused, and as empty as before.
        assert "不是空的" in self.restore(self.store, "restored", code=1)[1]
        assert "密钥不对" in self.restore(self.store, "wrong", code=1, key=self.folder / "other.key")[1]
        assert "密钥不对" in self.run("backup", self.store, "--key", self.folder / "other.key", code=1)
        for path in (first / "database.sealed", first / "manifest.sealed", min(self.contents())):
            whole = path.read_bytes()
            for wrong in (whole[:-1], whole[:70] + bytes([whole[70] ^ 1]) + whole[71:]):
                path.write_bytes(wrong)
                into, said = self.restore(self.store, "damaged", code=1)
                assert "被改动过或者不完整" in said, said
                assert not into.exists() or list(into.iterdir()) == []
                assert "✗" in self.run("backup", "--verify", self.store, "--key", self.key, code=1)
            path.write_bytes(whole)
        self.run("backup", "--verify", first, "--key", self.key)

        # Only what is new is stored; the earlier state can still be restored.
        county.do("clerk", "sample.ask", title="又一件事")
        there = self.contents()
        self._wait_for_a_new_name()
        assert "新存入 0 个" in self.run("backup", self.store, "--key", self.key)
        assert self.contents() == there
        assert self.rows(self.restore(self.store, "second")[0], "SELECT count(*) FROM flow_matter") == [(2,)]
        assert self.rows(self.restore(first, "earlier")[0], "SELECT count(*) FROM flow_matter") == [(1,)]

        # A 清除: it does not come back, neither from the archives made before nor through the folder.
        erasing.erase(store.digest_of(TEXT), actor=clerk, now=NOW, approval="清除审批单")
        said_of = Record.objects.filter(action="sample.ask").order_by("pk").values_list("pk", flat=True)[0]
        erase_payloads([said_of], actor=clerk, now=NOW, approval="清除审批单")
        assert "请先运行 shuniu backup" in self.run(
            "backup", self.store, "--key", self.key, "--prune", code=1
        )
        sha = store.digest_of(TEXT)
        home, said = self.restore(first, "without")
        assert "1 个文件没有恢复" in said
        assert not (home / "files" / sha[:2] / sha[2:]).exists()
        assert self.rows(home, "SELECT name, text FROM files_stored_file ORDER BY id")[0] == ("", "")
        assert len(list((home / "files").rglob("*/*"))) == 1
        emptied = "SELECT content, salt FROM records_payload WHERE record_id ="
        ((content, salt),) = self.rows(home, f"{emptied} {said_of}")
        assert (content in ("{}", {}), salt) == (True, "") and "清空 2 处" in said
        assert self.rows(home, f"{emptied} {said_of + 1}")[0][1] != ""
        self._wait_for_a_new_name()
        self.run("backup", self.store, "--key", self.key)
        assert "含已清除内容的备份 2 份" in self.run("backup", self.store, "--key", self.key, "--prune")
        assert len(self.backups()) == 1 and len(self.contents()) == len(there) - 1
        self.run("backup", "--verify", self.store, "--key", self.key)

        # A blob that the store has lost is told, once and for all kept files; a killed backup does not count.
        (self.store / "20200101T000000Z").mkdir()
        shutil.rmtree(self.home / "files")
        self._wait_for_a_new_name()
        assert "✓ 核验" in self.run(
            "backup", self.store, "--key", self.key
        )  # what the folder holds is enough
        assert not (self.store / "20200101T000000Z").exists()
        gate.admit(b"third paper", "third.txt", actor=clerk, now=NOW)
        shutil.rmtree(self.home / "files")
        self._wait_for_a_new_name()
        assert "1 个文件已经缺失" in self.run("backup", self.store, "--key", self.key, code=1)
        said = self.run("backup", self.store, "--key", self.key, "--prune", "--keep", 1)
        assert "旧备份 2 份" in said and len(self.backups()) == 1
        assert StoredFile.objects.filter(erased_at=None).count() == 2 and matter

    def _wait_for_a_new_name(self) -> None:
        from datetime import UTC, datetime
        from time import sleep

        newest = self.backups()[-1].name
        while datetime.now(UTC).strftime("%Y%m%dT%H%M%SZ") <= newest:
            sleep(0.05)


if __name__ == "__main__":
    main()
