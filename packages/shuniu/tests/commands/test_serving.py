"""The commands as processes of their own, on a database of their own: served out of one command, and refused in words."""

from __future__ import annotations

import os
import re
import shutil
import signal
import socket
import sqlite3
import subprocess
import sys
import time
import urllib.request
from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

import pytest
from soak.own_database import own_database

pytestmark = pytest.mark.slow
PATIENCE = 60.0


@dataclass(frozen=True)
class House:
    """An installation of its own: folder, database and port."""

    home: Path
    database: str
    port: int

    @property
    def environment(self) -> dict[str, str]:
        own = {"SHUNIU_HOME": str(self.home), "DATABASE_URL": self.database, "PORT": str(self.port)}
        inherited = {k: v for k, v in os.environ.items() if not k.startswith(("SHUNIU_", "DJANGO_"))}
        return {**inherited, **own}

    def command(self, *words: str, **more: str) -> subprocess.CompletedProcess[str]:
        """Run a command to its end; it never shows a traceback."""
        done = subprocess.run(
            [sys.executable, "-m", "shuniu", *words],
            env={**self.environment, **more},
            capture_output=True,
            text=True,
            timeout=PATIENCE,
            check=False,
        )
        assert "Traceback" not in done.stdout + done.stderr
        return done

    @property
    def file(self) -> Path:
        """Where SQLite keeps the database."""
        return Path(self.database.removeprefix("sqlite:///"))

    def sealed(self) -> bool:
        """Whether a record has its seal; asked of the file itself, because a command takes two seconds to start."""
        with closing(sqlite3.connect(self.file)) as database:
            return bool(database.execute("SELECT count(*) FROM records_seal_item").fetchone()[0])

    def workers(self) -> list[int]:
        """The worker processes of this installation."""
        found = []
        for process in Path("/proc").iterdir():
            try:
                words = (process / "cmdline").read_bytes().split(b"\0")
                mine = f"SHUNIU_HOME={self.home}".encode() in (process / "environ").read_bytes().split(b"\0")
            except OSError:
                continue
            if mine and b"worker" in words and b"--while-open" in words:
                found.append(int(process.name))
        return found


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


def wait_until(true: object, what: str) -> None:
    end = time.monotonic() + PATIENCE
    while not true():  # type: ignore[operator]
        assert time.monotonic() < end, f"waited for {what} in vain"
        time.sleep(0.1)


@pytest.fixture
def house(tmp_path: Path) -> Iterator[House]:
    with own_database() as address:
        yield House(tmp_path / "home", address, free_port())


def answers(house: House, path: str, words: str = "登录枢纽") -> bool:
    try:
        with urllib.request.urlopen(f"http://127.0.0.1:{house.port}{path}", timeout=5) as answer:  # noqa: S310
            return bool(answer.status == 200 and words in answer.read().decode())
    except OSError:
        return False


def tables(file: Path) -> set[str]:
    """The tables, indexes and triggers of a database of SQLite, as it was told to make them."""
    with closing(sqlite3.connect(file)) as database:
        return {sql for (sql,) in database.execute("SELECT sql FROM sqlite_master WHERE sql NOT NULL")}


@pytest.mark.django_db
def test_one_command_serves_a_small_office(house: House, migrated_file: Path) -> None:
    """Set up, served with its worker (a kill ends it only for a moment), sealed by itself, and nothing left running."""
    early = house.command("serve")
    assert early.returncode == 1 and "请先运行 shuniu migrate" in early.stderr
    assert house.command("migrate").stdout.startswith("✓ 数据库已升级")
    assert tables(house.file) and tables(house.file) <= tables(migrated_file), "the kept tables are others"
    made = house.command("init")
    assert made.returncode == 0 and len(re.findall(r"\t\S{14}$", made.stdout, re.MULTILINE)) == 3
    server = subprocess.Popen(
        [sys.executable, "-m", "shuniu", "serve"],
        env=house.environment,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        text=True,
    )
    try:
        wait_until(lambda: answers(house, "/sign-in/"), "the sign-in page")
        wait_until(lambda: house.sealed(), "the seal")
        assert "还没有封存" not in house.command("records", "verify").stdout
        [first] = house.workers()
        os.kill(first, signal.SIGKILL)
        assert answers(house, "/sign-in/")
        wait_until(lambda: house.workers() and first not in house.workers(), "another worker")
        taken = house.command("serve")
        assert taken.returncode == 1 and "请用 PORT= 换一个端口" in taken.stderr
        assert "0 项必须先解决" in house.command("check").stdout
    finally:
        server.send_signal(signal.SIGTERM)
        said, _ = server.communicate(timeout=PATIENCE)
    assert f"枢纽的网页和后台已启动：http://127.0.0.1:{house.port}" in said and "Traceback" not in said
    assert "！后台意外停止（被信号 SIGKILL 终止），1 秒后重新启动；网页照常使用。" in said
    wait_until(lambda: not house.workers(), "the worker to end with the server")


@pytest.mark.django_db
def test_the_web_alone_leaves_the_worker_to_a_service(house: House, migrated_file: Path) -> None:
    shutil.copyfile(migrated_file, house.file)
    server = subprocess.Popen(
        [sys.executable, "-m", "shuniu", "serve", "--only-web"],
        env=house.environment,
        stdout=subprocess.DEVNULL,
    )
    try:
        wait_until(lambda: answers(house, "/sign-in/"), "the sign-in page")
        for path, words in (("/healthz", "ok"), ("/readyz", "ready"), ("/metrics", "shuniu_requests_total")):
            assert answers(house, path, words), path
        assert house.workers() == []
    finally:
        server.terminate()
        server.wait(PATIENCE)


@pytest.mark.parametrize(
    ("name", "value", "words"),
    [
        ("PORT", "http", "环境变量 PORT 的值“http”不能用"),
        ("SHUNIU_HTTPS", "on", "应当是 0 或 1"),
        ("DATABASE_URL", "postgresql://u:s3cret@h:port/x", "主机名或者端口写得不对"),
        ("SHUNIU_HOME", "/proc/nowhere", "SHUNIU_HOME 不能使用"),
    ],
)
def test_wrong_settings_are_refused_in_a_sentence(house: House, name: str, value: str, words: str) -> None:
    done = house.command("check", **{name: value})
    assert done.returncode == 2 and done.stderr.startswith("✗ ") and words in done.stderr
    assert "s3cret" not in done.stdout + done.stderr


def test_a_database_that_is_not_there_is_told(house: House) -> None:
    sqlite, postgres = "sqlite:////nowhere/at/all/office.sqlite3", "postgresql://nobody@127.0.0.1:1/office"
    for address, command in ((sqlite, "migrate"), (postgres, "migrate"), (postgres, "serve")):
        done = house.command(command, DATABASE_URL=address)
        assert done.returncode == 1 and done.stderr.startswith("✗ 数据库"), (address, command, done.stderr)
