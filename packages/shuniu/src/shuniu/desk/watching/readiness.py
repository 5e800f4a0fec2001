"""Whether the product can do its work now: `/readyz`."""

from __future__ import annotations

import logging
import os
import secrets
from collections.abc import Callable
from datetime import datetime, timedelta
from pathlib import Path

from django.conf import settings
from django.db import connection
from django.utils import timezone

from shuniu.kernel.platform.jobs.trouble import place_of
from shuniu.kernel.records.models import Record
from shuniu.kernel.records.sealing import unsealed

logger = logging.getLogger("shuniu.watching")

LATE = timedelta(minutes=2)
"""How long a record may wait for its seal before the worker is taken to be gone."""


def database_reachable() -> bool:
    with connection.cursor() as cursor:
        cursor.execute("SELECT 1")
        return bool(cursor.fetchone())


_migrated = False


def migrated() -> bool:
    """Asked until it is so; from then on a process stays as its database was."""
    global _migrated
    if not _migrated:
        from shuniu.commands.database import missing_migrations

        _migrated = not missing_migrations()
    return _migrated


def disk_writable() -> bool:
    """A few bytes come to the disk of the data."""
    folder = Path(settings.SHUNIU_HOME) / "run"
    folder.mkdir(exist_ok=True, mode=0o700)
    path = folder / f".ready-{secrets.token_hex(6)}"
    try:
        with path.open("xb") as file:
            file.write(b"ready")
            file.flush()
            os.fsync(file.fileno())
    finally:
        path.unlink(missing_ok=True)
    return True


def oldest_unsealed() -> datetime | None:
    """Since when a record waits for its seal; None when none does."""
    ids = [pk for pk, _ in unsealed(limit=1)]
    return Record.objects.filter(pk__in=ids).values_list("at", flat=True).first()


def seals_in_time() -> bool:
    since = oldest_unsealed()
    return since is None or timezone.now() - since < LATE


CHECKS: dict[str, Callable[[], bool]] = {
    "database": database_reachable,
    "migrations": migrated,
    "disk": disk_writable,
    "seals": seals_in_time,
}


def not_ready() -> list[str]:
    """The names of the checks that fail, in order; what follows an unreachable database is not asked."""
    failed = []
    for name, check in CHECKS.items():
        try:
            well = check()
        except Exception as error:
            logger.warning("not ready: %s: %s", name, place_of(error))
            well = False
        if not well:
            failed.append(name)
            if name == "database":
                break
    return failed
