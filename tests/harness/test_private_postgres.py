"""The private PostgreSQL server that `make test` lends to the tests."""

from __future__ import annotations

import os

import psycopg
import pytest

pytestmark = pytest.mark.postgres


def test_it_answers_and_speaks_chinese() -> None:
    with psycopg.connect(os.environ["SHUNIU_TEST_DATABASE_URL"]) as connection:
        (encoding,) = connection.execute("SHOW server_encoding").fetchone()
        (title,) = connection.execute("SELECT %s::text", ["关于报送材料的通知"]).fetchone()
    assert (encoding, title) == ("UTF8", "关于报送材料的通知")


def test_it_listens_on_loopback_alone() -> None:
    with psycopg.connect(os.environ["SHUNIU_TEST_DATABASE_URL"]) as connection:
        (addresses,) = connection.execute("SHOW listen_addresses").fetchone()
        (sockets,) = connection.execute("SHOW unix_socket_directories").fetchone()
    assert (addresses, sockets) == ("127.0.0.1", "")


@pytest.mark.postgres
def test_django_itself_is_on_postgresql() -> None:
    """A run that says PostgreSQL and quietly uses SQLite would prove nothing."""
    from django.db import connection

    assert connection.vendor == "postgresql"
