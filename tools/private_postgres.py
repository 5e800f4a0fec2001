"""A PostgreSQL server of one's own in a temporary folder, for tests and measurements, gone at the end; or in a folder
that is kept, to be started again.

It listens on loopback alone, asks for a password made for this run, and runs as user postgres when we are root,
because PostgreSQL refuses root.
"""

from __future__ import annotations

import os
import pwd
import secrets
import shutil
import socket
import subprocess
import tempfile
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path

from tools.console import Failed
from tools.system_packages import POSTGRESQL

_THROWN_AWAY = {"fsync": "off", "synchronous_commit": "off", "full_page_writes": "off"}


@contextmanager
def private_postgres(*, durable: bool = False, kept: Path | None = None) -> Iterator[str]:
    """A running server; yields the address of a database, `postgresql://…/shuniu`: an empty one, or what lies in the
    folder *kept* since the last time.

    With *durable* every commit reaches the disk, as in an office (for measurements); without it, as tests like
    it. Raises `Failed` when the machine has no PostgreSQL server or it does not start.
    """
    initdb = POSTGRESQL.find()
    if initdb is None:
        raise Failed("这台机器没有 PostgreSQL 服务器程序。")
    folder = kept or Path(tempfile.mkdtemp(prefix="shuniu-postgres-"))
    folder.mkdir(exist_ok=True)
    try:
        server = _Server(initdb.parent, folder)
        made = server.create_once()
        server.start({} if durable else _THROWN_AWAY)
        try:
            if made:
                server.create_database()
            yield server.address
        finally:
            server.stop("fast" if kept else "immediate")
    finally:
        if kept is None:
            shutil.rmtree(folder, ignore_errors=True)


class _Server:
    def __init__(self, programs: Path, folder: Path) -> None:
        self._programs = programs
        self._folder = folder
        self._data = folder / "data"
        self._secret = folder / "password"
        self._password = (
            self._secret.read_text(encoding="ascii") if self._secret.exists() else secrets.token_urlsafe(24)
        )
        self._port = _free_port()
        self._user = "postgres" if os.geteuid() == 0 else None
        if self._user:
            owner = pwd.getpwnam(self._user)
            os.chown(folder, owner.pw_uid, owner.pw_gid)

    @property
    def address(self) -> str:
        return f"postgresql://postgres:{self._password}@127.0.0.1:{self._port}/shuniu"

    def create_once(self) -> bool:
        """Make the server's files unless they are there; whether they were made."""
        if self._data.exists():
            return False
        self._secret.touch(0o600)
        self._secret.write_text(self._password, encoding="ascii")
        if self._user:
            os.chown(self._secret, pwd.getpwnam(self._user).pw_uid, -1)
        options = ["--encoding=UTF8", "--locale=C.UTF-8", "--auth=scram-sha-256", "--no-sync"]
        self._run("initdb", "-D", self._data, "-U", "postgres", f"--pwfile={self._secret}", *options)
        return True

    def create_database(self) -> None:
        self._run("createdb", "-h", "127.0.0.1", "-p", str(self._port), "-U", "postgres", "shuniu")

    def start(self, settings: dict[str, str]) -> None:
        every = {
            "listen_addresses": "127.0.0.1",
            "port": str(self._port),
            "unix_socket_directories": "",
            "max_connections": "100",
            **settings,
        }
        words = " ".join(f"-c {name}='{value}'" for name, value in every.items())
        self._run(
            "pg_ctl", "-D", self._data, "-w", "-t", "60", "-l", self._folder / "log", "-o", words, "start"
        )

    def stop(self, mode: str) -> None:
        """*mode* is fast, which leaves the files whole, or immediate, where they are thrown away."""
        self._run("pg_ctl", "-D", self._data, "-w", "-t", "300", "-m", mode, "stop")

    def _run(self, program: str, *words: str | Path) -> None:
        command: Sequence[str] = [str(self._programs / program), *map(str, words)]
        done = subprocess.run(
            command,
            cwd=self._folder,
            user=self._user,
            group=self._user,
            extra_groups=[] if self._user else None,
            env={"PATH": os.environ.get("PATH", ""), "PGPASSWORD": self._password, "LC_ALL": "C.UTF-8"},
            # pg_ctl leaves the server holding its output open: a pipe would never end.
            stdout=subprocess.DEVNULL if program == "pg_ctl" else subprocess.PIPE,
            stderr=subprocess.DEVNULL if program == "pg_ctl" else subprocess.STDOUT,
            text=True,
        )
        if done.returncode != 0:
            log = self._folder / "log"
            told = log.read_text(errors="replace") if log.exists() else done.stdout or ""
            raise Failed(f"PostgreSQL 的 {program} 没有成功：\n{told[-1500:]}")


def _free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])
