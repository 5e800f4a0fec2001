"""The tables of a new database as a file of SQLite, made by the migrations once and kept while no source changes.

To run every migration takes four seconds of a processor, and each process of each part of `make test` needs the
tables. What stands in the file are the tables with their triggers and what `migrate` writes, no row of anybody's.
"""

from __future__ import annotations

import hashlib
import os
import sqlite3
import tempfile
import time
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import django
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.backends.signals import connection_created

HERE = Path(__file__).resolve().parent
SOURCES = (HERE.parent / "src" / "shuniu", HERE / "sample")
KEPT_S = 24 * 3600
"""How long the tables of other sources stay: a run that began with them may still copy them."""


def place(folder: Path) -> Path:
    """Where in *folder* the tables of the present sources are kept, whether they are there yet or not."""
    return folder / f"{digest_of_sources()}.sqlite3"


def digest_of_sources() -> str:
    """It differs when anything differs that may have a say in the tables: migrations and what runs after them,
    models, procedures, settings, and the versions of SQLite and of every package installed.
    """
    digest = hashlib.sha256(sqlite3.sqlite_version.encode())
    installed = Path(django.__file__).parent.parent.glob("*.dist-info")
    digest.update("\n".join(sorted(path.name for path in installed)).encode())
    for path in (*_files(), HERE / "settings_for_tests.py"):
        content = path.read_bytes()
        digest.update(f"{path.relative_to(HERE.parent)}\0{len(content)}\0".encode() + content)
    return digest.hexdigest()[:20]


def _files() -> list[Path]:
    every = (path for top in SOURCES for path in top.rglob("*") if path.suffix != ".pyc" and path.is_file())
    return sorted(path for path in every if "static" not in path.parts)


@contextmanager
def begun_with(file: Path) -> Iterator[None]:
    """An empty database of SQLite in memory that is connected to meanwhile begins with the tables of *file*, so that
    `migrate` has nothing left to do; without such a file nothing changes.
    """

    def fill(connection: BaseDatabaseWrapper, **_: Any) -> None:
        if connection.vendor != "sqlite" or not connection.is_in_memory_db():
            return
        known = connection.connection.execute("SELECT count(*) FROM sqlite_master").fetchone()[0]
        if not known:
            with closing(sqlite3.connect(file)) as source:
                source.backup(connection.connection)

    if not file.exists():
        yield
        return
    connection_created.connect(fill)
    try:
        yield
    finally:
        connection_created.disconnect(fill)


def keep(connection: BaseDatabaseWrapper, file: Path) -> None:
    """Keep the tables of *connection*, a database of SQLite with all migrations and nothing else, as *file*."""
    connection.ensure_connection()
    assert not connection.in_atomic_block, "a copy would wait for the end of the transaction, for ever"
    handle, name = tempfile.mkstemp(dir=file.parent, suffix=".new")
    os.close(handle)
    with closing(sqlite3.connect(name)) as copy:
        connection.connection.backup(copy)
        assert copy.execute("SELECT count(*) FROM django_migrations").fetchone()[0]
    Path(name).replace(file)
    clear(file.parent)


def clear(folder: Path) -> None:
    """Let the tables of older sources go that no run copies any more."""
    for path in folder.iterdir():
        if path.stat().st_mtime < time.time() - KEPT_S:
            path.unlink(missing_ok=True)
