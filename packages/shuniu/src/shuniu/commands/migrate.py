"""`shuniu migrate`: bring the database up to this version, on SQLite and on PostgreSQL, after a backup."""

from __future__ import annotations

import argparse
from pathlib import Path

from shuniu.commands.console import Failed, operator, say
from shuniu.commands.database import bring_up_to_date, missing_migrations, set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Where the backup goes, or why there is none."""
    how = parser.add_mutually_exclusive_group()
    how.add_argument(
        "--backup-folder",
        type=Path,
        metavar="文件夹",
        help="升级前的备份放在哪里；不写时用 SHUNIU_BACKUP_FOLDER",
    )
    how.add_argument("--no-backup", metavar="原因", help="升级前不备份，写明原因，记入操作记录")


def run(arguments: argparse.Namespace) -> int:
    """Back up, apply what is missing; twice does nothing the second time. Raises `Failed`, and then nothing changed.

    An empty database has nothing to be backed up.
    """
    if arguments.no_backup is not None and not arguments.no_backup.strip():
        raise Failed("不备份要写明原因，例如 --no-backup 刚刚另外备份过。", code=2)
    set_up()
    from django.db import connection

    if not missing_migrations():
        bring_up_to_date()
        say("✓ 数据库已经是本版本。")
        return 0
    if fresh := "django_migrations" not in connection.introspection.table_names():
        backup = ""
    elif arguments.no_backup:
        backup = ""
        say(f"！升级前没有备份：{arguments.no_backup}")
    else:
        backup = _back_up(arguments.backup_folder)
    applied = bring_up_to_date()
    if not fresh:
        _record({"steps": applied, "backup": backup, "no_backup": arguments.no_backup or ""})
    say(f"✓ 数据库已升级，共 {applied} 步。")
    return 0


def _back_up(place: Path | None) -> str:
    """Back up and prove it, which tries the upgrade on the copy; where the backup lies. Raises `Failed`."""
    from django.conf import settings

    from shuniu.commands import backup
    from shuniu.commands.backups import keys
    from shuniu.commands.backups.folder import Folder
    from shuniu.commands.backups.snapshots import CannotProve

    folder = Folder((place or settings.BACKUP_FOLDER).expanduser().resolve())
    key_file = settings.BACKUP_KEY_FILE
    if key_file == settings.SHUNIU_HOME / "backup.key" and not key_file.exists():
        keys.make(str(key_file))
        say(f"！还没有备份密钥，已建立 {key_file}。请抄存到别处：硬盘坏了，没有它就恢复不了。")
    key = keys.read(key_file)
    name, _ = backup.back_up(folder, key)
    try:
        backup.prove(folder, name, key)
    except CannotProve as why:
        say(f"！{why}")
    return str(folder.root / name)


def _record(content: dict[str, object]) -> None:
    from django.utils import timezone

    from shuniu.kernel.people.actor import system_actor
    from shuniu.kernel.records.writing import record

    actor = system_actor(operator("shuniu migrate"))
    record("platform.migrate", actor=actor, now=timezone.now(), content=content)
