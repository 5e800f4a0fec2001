"""One state of the database, taken while people work: everything that is asked of it and its copy are of one moment."""

from __future__ import annotations

import os
import secrets
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any, BinaryIO
from urllib.parse import quote, urlsplit, urlunsplit

from shuniu.commands.backups.sealed import PIECE
from shuniu.commands.console import Failed

Ask = Callable[[str], list[tuple[Any, ...]]]
_TABLES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'table' AND name NOT LIKE 'sqlite_%' ORDER BY name",
    "postgresql": "SELECT tablename FROM pg_tables WHERE schemaname = current_schema() ORDER BY tablename",
}
DUMP = ("pg_dump", "--format=custom", "--no-owner", "--no-privileges")
RESTORE = ("pg_restore", "--no-owner", "--no-privileges", "--exit-on-error", "--single-transaction")


class CannotProve(Failed):
    """The machine lacks what a proof needs; the backup itself is not to blame."""


@dataclass(frozen=True)
class Snapshot:
    """`ask` answers SQL from the snapshot; `copy` writes the whole database of the same moment."""

    vendor: str
    ask: Ask
    copy: Callable[[Callable[[bytes], Any]], None]

    def tables(self) -> list[str]:
        """The names of the tables, in order."""
        return [name for (name,) in self.ask(_TABLES[self.vendor])]

    def counts(self) -> dict[str, int]:
        """How many rows each table has."""
        return {t: int(self.ask(f'SELECT count(*) FROM "{t}"')[0][0]) for t in self.tables()}  # noqa: S608


@contextmanager
def snapshot(database: Mapping[str, Any], scratch: Path) -> Iterator[Snapshot]:
    """A snapshot of Django's DATABASES entry *database*, for as long as the block lasts.

    SQLite is copied in one step into the empty folder *scratch* by its online backup, which neither waits for
    writers nor stops them; PostgreSQL keeps one transaction open, whose snapshot pg_dump shares.
    """
    if database["ENGINE"].endswith("sqlite3"):
        path = scratch / "snapshot.sqlite3"
        _copy_sqlite(Path(database["NAME"]).resolve().as_uri(), path)
        with closing(sqlite3.connect(f"{path.resolve().as_uri()}?mode=ro&immutable=1", uri=True)) as copy:
            yield Snapshot("sqlite", lambda sql: copy.execute(sql).fetchall(), lambda to: _pour(path, to))
        return
    import psycopg

    url = url_of(database)
    with psycopg.connect(url) as connection:
        connection.isolation_level = psycopg.IsolationLevel.REPEATABLE_READ
        connection.read_only = True
        # It waits for pg_dump with its transaction open, however long that takes.
        connection.execute("SET SESSION idle_in_transaction_session_timeout = 0")
        row = connection.execute("SELECT pg_export_snapshot()").fetchone()
        shared = str(row[0]) if row else ""

        def ask(sql: str) -> list[tuple[Any, ...]]:
            return connection.execute(sql.encode()).fetchall()

        yield Snapshot("postgresql", ask, lambda to: _dump(url, shared, to))


def live(connection: Any) -> Snapshot:
    """The database of a Django *connection* as it is, to be asked alone."""

    def ask(sql: str) -> list[tuple[Any, ...]]:
        with connection.cursor() as cursor:
            cursor.execute(sql)
            return list(cursor.fetchall())

    return Snapshot(connection.vendor, ask, lambda to: None)


def _copy_sqlite(source: str, target: Path) -> None:
    os.close(os.open(target, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600))
    with (
        closing(sqlite3.connect(f"{source}?mode=ro", uri=True, timeout=60)) as live,
        closing(sqlite3.connect(target)) as copy,
    ):
        live.backup(copy, pages=-1)
        copy.execute("PRAGMA journal_mode=DELETE")


def _pour(path: Path, to: Callable[[bytes], Any]) -> None:
    with path.open("rb") as file:
        while piece := file.read(PIECE):
            to(piece)


def _dump(url: str, shared: str, to: Callable[[bytes], Any]) -> None:
    with _program((*DUMP, f"--snapshot={shared}"), url, stdout=subprocess.PIPE) as process:
        assert process.stdout is not None
        while piece := process.stdout.read(PIECE):
            to(piece)


def restore_sqlite(pieces: Iterator[bytes], target: Path) -> None:
    """Write the database whole or not at all."""
    unfinished = target.with_name(f".{target.name}.part")
    try:
        with os.fdopen(os.open(unfinished, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
            for piece in pieces:
                out.write(piece)
            out.flush()
            os.fsync(out.fileno())
        unfinished.replace(target)
    finally:
        unfinished.unlink(missing_ok=True)


def restore_postgres(pieces: Iterator[bytes], url: str) -> None:
    """Fill the empty database at *url* in one transaction. Raises `Failed` when it is not empty, or is not filled."""
    import psycopg

    with psycopg.connect(url) as connection:
        if connection.execute(_TABLES["postgresql"].encode()).fetchall():
            raise Failed(
                f"数据库 {urlsplit(url).path.lstrip('/')} 不是空的，没有恢复。请新建一个空的数据库。"
            )
    with _program((*RESTORE, f"--dbname={_without_password(url)}"), url, stdin=subprocess.PIPE) as process:
        assert process.stdin is not None
        _feed(pieces, process.stdin)


def _feed(pieces: Iterator[bytes], into: BinaryIO | Any) -> None:
    try:
        for piece in pieces:
            into.write(piece)
        into.close()
    except BrokenPipeError:
        pass  # the program has ended: its own words say why


@contextmanager
def _program(words: tuple[str, ...], url: str, **pipes: int) -> Iterator[subprocess.Popen[bytes]]:
    """A program of PostgreSQL at work; its password stands in its environment, where other users cannot read it.

    Raises `Failed` with its last words when it does not succeed; when the block fails, it is ended first.
    """
    found = shutil.which(words[0])
    if found is None:
        raise Failed(
            f"没有 {words[0]}，不能备份、恢复 PostgreSQL。请安装 postgresql-client（版本不低于服务器）。"
        )
    dump = (f"--dbname={_without_password(url)}",) if words[0] == "pg_dump" else ()
    environment = {**os.environ, "PGPASSWORD": urlsplit(url).password or "", "LC_ALL": "C.UTF-8"}
    process = subprocess.Popen(  # noqa: S603
        [found, *words[1:], *dump], env=environment, stderr=subprocess.PIPE, **pipes
    )
    try:
        yield process
    except BaseException:
        process.kill()
        process.communicate()
        raise
    assert process.stderr is not None
    told = process.stderr.read().decode("utf-8", "replace").strip().splitlines()
    for pipe in (process.stdout, process.stdin, process.stderr):
        if pipe is not None and not pipe.closed:
            pipe.close()
    if process.wait() != 0:
        raise Failed(f"{words[0]} 没有成功：{told[-1] if told else process.returncode}。请检查数据库和版本。")


def url_of(database: Mapping[str, Any]) -> str:
    """The address of Django's DATABASES entry, as libpq reads it."""
    user = quote(str(database.get("USER", "")), safe="")
    password = quote(str(database.get("PASSWORD", "")), safe="")
    who = f"{user}{':' + password if password else ''}@" if user else ""
    host, port = database.get("HOST", ""), database.get("PORT", "")
    where = f"{quote(str(host), safe='[]:')}{f':{port}' if port else ''}"
    return f"postgresql://{who}{where}/{quote(str(database['NAME']), safe='')}"


def _without_password(url: str) -> str:
    parts = urlsplit(url)
    user = f"{parts.username}@" if parts.username else ""
    host = parts.netloc.rpartition("@")[2]
    return urlunsplit(parts._replace(netloc=f"{user}{host}"))


@contextmanager
def scratch_postgres(url: str) -> Iterator[str]:
    """An empty database beside the one at *url*, dropped at the end. Raises `CannotProve` when it may not be made."""
    import psycopg

    name = f"shuniu_proof_{secrets.token_hex(6)}"
    with psycopg.connect(url, autocommit=True) as connection:
        try:
            connection.execute(f"CREATE DATABASE {name} TEMPLATE template0 ENCODING 'UTF8'".encode())
        except psycopg.errors.InsufficientPrivilege:
            user = urlsplit(url).username
            raise CannotProve(
                f"数据库账号 {user} 不能建临时库，备份没有核验。请以 postgres 运行 ALTER ROLE {user} CREATEDB;。"
            ) from None
    try:
        yield urlunsplit(urlsplit(url)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(url, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())
