"""`shuniu backup` and `shuniu restore` on real databases, the whole way."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from urllib.parse import urlsplit

import pytest

from shuniu.commands.backups.manifest import Manifest
from shuniu.commands.backups.snapshots import CannotProve, scratch_postgres, url_of
from shuniu.settings.env import database_settings

PROGRAM = Path(__file__).with_name("backup_way.py")


def walk(*words: str) -> None:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    done = subprocess.run(
        [sys.executable, str(PROGRAM), *words], capture_output=True, text=True, timeout=280, env=environment
    )
    assert done.returncode == 0 and done.stdout.endswith("完好\n"), done.stderr[-4000:]


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("tables_at_hand")
def test_an_office_is_backed_up_restored_and_pruned() -> None:
    walk()


@pytest.mark.slow
@pytest.mark.postgres
def test_an_office_on_postgresql_is_backed_up_restored_and_pruned() -> None:
    walk(os.environ["SHUNIU_TEST_DATABASE_URL"])


@pytest.mark.parametrize(
    "url",
    [
        "postgresql://u:p@127.0.0.1:5433/shuniu",
        "postgresql://u%40x:p%2Fw%3A%E5%AF%86@h/d%20b",
        "postgresql://u@h/d",
        "postgresql:///d",
    ],
)
def test_the_address_of_the_database_survives_its_settings(url: str, tmp_path: Path) -> None:
    database = database_settings(url, tmp_path)
    assert url_of(database) == url
    assert database_settings(url_of(database), tmp_path) == database


@pytest.mark.postgres
def test_an_account_that_may_not_make_a_database_is_told_what_to_do() -> None:
    import psycopg

    server = os.environ["SHUNIU_TEST_DATABASE_URL"]
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute("DROP ROLE IF EXISTS humble; CREATE ROLE humble LOGIN PASSWORD 'humble'")
        try:
            parts = urlsplit(server)
            own = parts._replace(netloc=f"humble:humble@{parts.hostname}:{parts.port}")
            with (
                pytest.raises(CannotProve, match="ALTER ROLE humble CREATEDB"),
                scratch_postgres(own.geturl()),
            ):
                pass
        finally:
            connection.execute("DROP ROLE humble")


@pytest.mark.parametrize(
    ("own", "held"),
    [({}, True), ({"record:7:ab": "2026-01-02"}, False), ({"record:7:ab": "2025-12-31"}, True)],
)
def test_a_backup_holds_what_was_erased_after_it(own: dict[str, str], held: bool) -> None:
    """By the file that it lists, also one that was lost or went meanwhile; by the record that it reaches to."""
    said = Manifest(
        taken_at="2026-01-01",
        version="0",
        vendor="sqlite",
        database=("", 0),
        tables={},
        migrations=(),
        seal=(0, ""),
        files={"a": 1},
        missing=("b",),
        gone=("c",),
        home={},
        erased=own,
        last_record=7,
    )
    erased = dict.fromkeys(("record:7:ab", "record:8:cd", "a", "b", "c", "d"), "2026-01-02")
    assert said.forbidden(erased) == {"a", "b", "c"} | ({"record:7:ab"} if held else set())
