"""A database of its own for programs that need real commits: threads against each other, kills in the middle.

Django's test database lives in one transaction and would hide exactly what these look at.
"""

from __future__ import annotations

import os
import secrets
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urlsplit, urlunsplit

TESTS = Path(__file__).resolve().parent.parent
TABLES = "SHUNIU_TEST_TABLES"
"""Names a migrated file of SQLite: a new database begins as its copy instead of with every migration."""


@contextmanager
def own_database(server: str = "") -> Iterator[str]:
    """The address of an empty database: a new one on the PostgreSQL *server*, or SQLite in a temporary folder."""
    if not server:
        folder = tempfile.mkdtemp(prefix="shuniu-own-")
        try:
            yield f"sqlite:///{folder}/office.sqlite3"
        finally:
            shutil.rmtree(folder)
        return
    import psycopg

    name = f"own_{secrets.token_hex(6)}"
    with psycopg.connect(server, autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}".encode())
    try:
        yield urlunsplit(urlsplit(server)._replace(path=f"/{name}"))
    finally:
        with psycopg.connect(server, autocommit=True) as connection:
            connection.execute(f"DROP DATABASE {name} WITH (FORCE)".encode())


def environment(address: str, home: Path | None = None) -> dict[str, str]:
    """The environment of a program that works on *address*; with *home*, of an office that keeps its state there."""
    paths = [str(TESTS), *filter(None, [os.environ.get("PYTHONPATH")])]
    if home is None:
        own = {"SHUNIU_TEST_DATABASE_URL": address, "DJANGO_SETTINGS_MODULE": "settings_for_tests"}
    else:
        own = {
            "DATABASE_URL": address,
            "SHUNIU_HOME": str(home),
            "DJANGO_SETTINGS_MODULE": "soak.office_settings",
        }
    return {**os.environ, **own, "PYTHONPATH": os.pathsep.join(paths)}


def enter(address: str, home: Path | None = None) -> None:
    """Make this process work on *address*: settings read, tables made."""
    os.environ.update(environment(address, home))
    sys.path.insert(0, str(TESTS))
    import django

    django.setup()
    make_tables()


def make_tables(kept: Path | None = None) -> None:
    """The tables of the database that is set up: a copy of the file *kept* or at hand, where SQLite has none yet, or
    made by the migrations.
    """
    from django.conf import settings
    from django.core.management import call_command

    file = Path(settings.DATABASES["default"]["NAME"])
    source = kept if kept and kept.exists() else os.environ.get(TABLES)
    if source and settings.DATABASES["default"]["ENGINE"].endswith("sqlite3") and not file.exists():
        shutil.copyfile(source, file)
    else:
        call_command("migrate", verbosity=0)
