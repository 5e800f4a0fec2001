"""A database for one measurement: a SQLite file or a private PostgreSQL, with a SHUNIU_HOME of its own."""

from __future__ import annotations

import os
import shutil
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tools.private_postgres import private_postgres

DATABASES = ("sqlite", "postgres")


@contextmanager
def environment(
    database: str, *, parent: Path | None = None, kept: Path | None = None
) -> Iterator[dict[str, str]]:
    """The environment variables of a process that measures on *database*. It lies in the folder *kept* and stays
    there; without one it is made in *parent*, and everything is removed at the end.

    Every commit reaches the disk, as in an office. Raises `Failed` when there is no PostgreSQL.
    """
    home = kept / "home" if kept else Path(tempfile.mkdtemp(prefix="shuniu-bench-", dir=parent))
    home.mkdir(exist_ok=True)
    try:
        variables = {**os.environ, "SHUNIU_HOME": str(home), "DJANGO_SETTINGS_MODULE": "shuniu.settings"}
        if database == "sqlite":
            variables["DATABASE_URL"] = ""
            yield variables
        else:
            with private_postgres(durable=True, kept=kept / "postgres" if kept else None) as address:
                variables["DATABASE_URL"] = address
                yield variables
    finally:
        if kept is None:
            shutil.rmtree(home, ignore_errors=True)


def set_up() -> None:
    """Django in this process, with the tests' helpers within reach and every table made."""
    import django
    from django.core.management import call_command

    sys.path.insert(0, str(Path(__file__).resolve().parent.parent / "packages/shuniu/tests"))
    django.setup()
    from bench.loading import hurry

    hurry()
    call_command("migrate", verbosity=0, interactive=False)
