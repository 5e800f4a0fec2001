"""The database as commands meet it: set up, migrated, published."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module

from shuniu.commands.console import Failed
from shuniu.kernel.base.lasting import lasting


def load_settings() -> None:
    """Read the settings. Raises `Failed` with the sentence that says which one is wrong."""
    os.environ.setdefault("DJANGO_SETTINGS_MODULE", "shuniu.settings")
    try:
        import_module(os.environ["DJANGO_SETTINGS_MODULE"])
    except OSError as error:
        raise Failed(f"SHUNIU_HOME 不能使用：{error.strerror}（{error.filename}）。", code=2) from error
    except Exception as error:
        # The package that defines WrongSetting is the one that failed to import, so it is looked up, not imported.
        env = sys.modules.get("shuniu.settings.env")
        if env is not None and isinstance(error, env.WrongSetting):
            raise Failed(str(error), code=2) from error
        raise


def set_up() -> None:
    """Load every app. Raises `Failed` when a procedure cannot be used."""
    import django

    try:
        with lasting():
            django.setup()
    except Exception as error:
        from shuniu.kernel.flow.procedure import BadProcedure

        if isinstance(error, BadProcedure):
            raise Failed(f"流程文件有问题：{error}") from error
        raise


def missing_migrations() -> list[str]:
    """The migrations of this version that the database has not seen, as app.name."""
    from django.db import connection
    from django.db.migrations.executor import MigrationExecutor

    executor = MigrationExecutor(connection)
    plan = executor.migration_plan(executor.loader.graph.leaf_nodes())
    return [f"{migration.app_label}.{migration.name}" for migration, _ in plan]


def bring_up_to_date() -> int:
    """Apply what is missing and publish the procedures, all or nothing; how many migrations were applied.

    Raises `Failed` when a published procedure was changed.
    """
    from django.core.management import call_command
    from django.core.management.base import SystemCheckError
    from django.utils import timezone

    from shuniu.kernel.flow.publishing import publish

    missing = missing_migrations()
    if missing:
        try:
            with _in_one_transaction():
                call_command("migrate", verbosity=0, interactive=False)
        except SystemCheckError as error:
            raise Failed(str(error)) from error
    publish(now=timezone.now())
    return len(missing)


@contextmanager
def _in_one_transaction() -> Iterator[None]:
    """Every migration, and what follows them (triggers put back, rights), in one transaction: killed at any step, the
    database is as it was before, and the next run begins anew.

    One by one they would not be safe: Django notes a migration with deferred SQL after it has committed it, and puts
    nothing back that a rewritten table lost. SQLite rewrites tables only while foreign keys are not enforced, which
    can be said outside a transaction alone; they are checked after each migration. On PostgreSQL they are checked at
    once, because a table with checks outstanding cannot be altered.
    """
    from django.db import connection, transaction

    sqlite = connection.vendor == "sqlite" and not connection.in_atomic_block
    if sqlite:
        connection.disable_constraint_checking()
    try:
        with transaction.atomic():
            if connection.vendor == "postgresql":
                with connection.cursor() as cursor:
                    cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
            yield
    finally:
        if sqlite:
            connection.enable_constraint_checking()


def require_real() -> None:
    """Raises `Failed` unless the database is a real county's: `init` comes first, and the demo stays a demo."""
    from shuniu.kernel.people.installation import installation_kind
    from shuniu.kernel.people.models import Installation

    kind = installation_kind()
    if kind is None:
        raise Failed("这个数据库还没有建立。请先运行 shuniu init。")
    if kind is Installation.Kind.DEMO:
        raise Failed(
            "这是演示库，谁都能进，不能导入真实的内容。请用 SHUNIU_HOME 另指一个文件夹，运行 shuniu init。"
        )


def require_current() -> None:
    """Raises `Failed` when migrations are missing."""
    missing = missing_migrations()
    if missing:
        raise Failed(f"数据库还缺 {len(missing)} 步升级，请先运行 shuniu migrate。")
