"""The kept tables are made anew whenever a source of theirs changes, and hold nobody's rows."""

from __future__ import annotations

import os
import sqlite3
import time
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import kept_tables
import pytest
from django.db import connection

Change = Callable[[Path], object]
CHANGES: dict[str, Change] = {
    "a migration": lambda top: (top / "migrations" / "0001_initial.py").write_text("2"),
    "a new file": lambda top: (top / "migrations" / "0002_more.py").write_text("1"),
    "a file that is gone": lambda top: (top / "way.toml").unlink(),
    "another name": lambda top: (top / "way.toml").rename(top / "ways.toml"),
    "a procedure": lambda top: (top / "way.toml").write_text("2"),
}


@pytest.mark.parametrize("change", CHANGES.values(), ids=CHANGES)
def test_another_source_asks_for_other_tables(
    change: Change, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_tables, "HERE", tmp_path / "tests")
    monkeypatch.setattr(kept_tables, "SOURCES", (tmp_path / "src",))
    (tmp_path / "tests").mkdir()
    (tmp_path / "tests" / "settings_for_tests.py").write_text("1")
    (tmp_path / "src" / "migrations").mkdir(parents=True)
    (tmp_path / "src" / "migrations" / "0001_initial.py").write_text("1")
    (tmp_path / "src" / "way.toml").write_text("1")
    before = kept_tables.place(tmp_path)
    assert kept_tables.place(tmp_path) == before
    change(tmp_path / "src")
    assert kept_tables.place(tmp_path) != before


@pytest.mark.django_db
def test_they_hold_every_table_and_nobody_s_rows(migrated_file: Path) -> None:
    with closing(sqlite3.connect(migrated_file)) as kept:
        names = {name for (name,) in kept.execute("SELECT name FROM sqlite_master WHERE type = 'table'")}
        assert set(connection.introspection.django_table_names()) <= names
        for name in ("flow_matter", "people_person", "people_unit", "records_record", "files_stored_file"):
            assert kept.execute(f"SELECT count(*) FROM {name}").fetchone() == (0,), name


def test_the_tables_of_older_sources_go_when_no_run_copies_them(tmp_path: Path) -> None:
    old, young = tmp_path / "old.sqlite3", tmp_path / "young.sqlite3"
    for each in (old, young):
        each.touch()
    long_ago = time.time() - kept_tables.KEPT_S - 60
    os.utime(old, (long_ago, long_ago))
    kept_tables.clear(tmp_path)
    assert list(tmp_path.iterdir()) == [young]
