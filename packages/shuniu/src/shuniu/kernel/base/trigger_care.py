"""Triggers that were lost come back: SQLite drops them with the table whenever a migration rewrites it.

What should be there is read from the migrations themselves, so that it is written down in one place.
"""

from __future__ import annotations

from django.apps import AppConfig
from django.db import connections
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.migrations.loader import MigrationLoader

from shuniu.kernel.base.triggers import InstallTriggers, Trigger

_NAMES = {
    "sqlite": "SELECT name FROM sqlite_master WHERE type = 'trigger'",
    "postgresql": "SELECT tgname FROM pg_trigger WHERE NOT tgisinternal AND tgenabled <> 'D'",
}


def expected_triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Every trigger that the applied migrations installed, in their order."""
    loader = MigrationLoader(connection)
    applied = sorted(loader.applied_migrations)
    found = [loader.disk_migrations[key] for key in applied if key in loader.disk_migrations]
    operations = [operation for migration in found for operation in migration.operations]
    return [
        t for operation in operations if isinstance(operation, InstallTriggers) for t in operation.triggers
    ]


def missing_triggers(connection: BaseDatabaseWrapper) -> list[Trigger]:
    """Those of `expected_triggers` that the database does not have, or has switched off."""
    with connection.cursor() as cursor:
        cursor.execute(_NAMES[connection.vendor])
        there = {name for (name,) in cursor.fetchall()}
    return [trigger for trigger in expected_triggers(connection) if trigger.name not in there]


def restore_triggers(sender: AppConfig | None = None, *, using: str = "default", **_: object) -> None:
    """Create what a rewritten table lost; called after every migrate. PostgreSQL loses none: one that is missing
    there was taken away by somebody, which `shuniu check` reports and nobody mends in silence."""
    connection = connections[using]
    if connection.vendor != "sqlite":
        return
    with connection.cursor() as cursor:
        for trigger in missing_triggers(connection):
            for statement in trigger.create(connection.vendor):
                cursor.execute(statement)
