"""Database triggers on both databases: what the rows themselves must refuse, whoever writes.

A trigger is described once (`Trigger`) and written in the dialect of the connection by a migration.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.apps.registry import Apps
from django.db import migrations
from django.db.backends.base.schema import BaseDatabaseSchemaEditor
from django.db.migrations.operations.base import Operation


@dataclass(frozen=True)
class Trigger:
    """Before *event* on *table*, abort with *message* when *condition* holds.

    *condition* is SQL that both databases understand, over OLD and NEW; empty means always.
    """

    name: str
    table: str
    event: str
    message: str
    condition: str = ""

    def create(self, vendor: str) -> list[str]:
        """The statements that create it."""
        if vendor == "postgresql":
            check = f"IF {self.condition} THEN" if self.condition else "IF TRUE THEN"
            result = "OLD" if self.event.upper().startswith("DELETE") else "NEW"
            return [
                f"CREATE FUNCTION {self.name}() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN {check} "
                f"RAISE EXCEPTION '{self.message}' USING ERRCODE = 'integrity_constraint_violation'; END IF; "
                f"RETURN {result}; END $$",
                f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} "
                f"FOR EACH ROW EXECUTE FUNCTION {self.name}()",
            ]
        when = f"WHEN {self.condition} " if self.condition else ""
        return [
            f"CREATE TRIGGER {self.name} BEFORE {self.event} ON {self.table} FOR EACH ROW {when}"
            f"BEGIN SELECT RAISE(ABORT, '{self.message}'); END"
        ]

    def drop(self, vendor: str) -> list[str]:
        """The statements that remove it."""
        if vendor == "postgresql":
            return [f"DROP TRIGGER {self.name} ON {self.table}", f"DROP FUNCTION {self.name}()"]
        return [f"DROP TRIGGER {self.name}"]


def append_only(table: str) -> tuple[Trigger, Trigger]:
    """The two triggers that make *table* append-only."""
    return (
        Trigger(f"{table}_no_update", table, "UPDATE", f"{table} is append-only"),
        Trigger(f"{table}_no_delete", table, "DELETE", f"{table} is append-only"),
    )


class InstallTriggers(migrations.RunPython):
    """The migration operation that installs *triggers* on whichever database it runs on."""

    def __init__(self, *triggers: Trigger) -> None:
        self.triggers = triggers

        def forwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
            self._run(editor, [s for t in triggers for s in t.create(editor.connection.vendor)])

        def backwards(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
            self._run(editor, [s for t in triggers for s in t.drop(editor.connection.vendor)])

        super().__init__(forwards, backwards)

    @staticmethod
    def _run(editor: BaseDatabaseSchemaEditor, statements: list[str]) -> None:
        for statement in statements:
            # "%" is a placeholder only where parameters are given; there are none.
            editor.execute(statement, params=None)


def with_triggers_aside(*operations: Operation) -> list[Operation]:
    """*operations* of a migration that change a table which triggers stand on or read.

    SQLite makes such a table anew: that stumbles over the triggers that read it and loses those that stand on it.
    They are taken off before and put back after, as they were.
    """
    kept: dict[int, list[tuple[str, str]]] = {}

    def take_off(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        if editor.connection.vendor != "sqlite":
            return
        with editor.connection.cursor() as cursor:
            cursor.execute("SELECT name, sql FROM sqlite_master WHERE type = 'trigger' ORDER BY name")
            kept[id(editor)] = found = cursor.fetchall()
        for name, _ in found:
            editor.execute(f'DROP TRIGGER "{name}"', params=None)

    def put_back(apps: Apps, editor: BaseDatabaseSchemaEditor) -> None:
        for _, statement in kept.pop(id(editor), ()):
            editor.execute(statement, params=None)

    before: Any = migrations.RunPython(take_off, put_back)
    return [before, *operations, migrations.RunPython(put_back, take_off)]
