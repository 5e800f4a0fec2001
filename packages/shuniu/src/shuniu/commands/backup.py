"""`shuniu backup`: back up the installation while people work, prove backups, and remove what is no longer needed."""

from __future__ import annotations

import argparse
import time
from pathlib import Path

from shuniu.commands.backups import keys
from shuniu.commands.backups.folder import Folder, find, moment_of
from shuniu.commands.backups.keys import Key
from shuniu.commands.console import Failed, operator, say
from shuniu.commands.database import require_current, set_up

KEEP = 30
MB = 2**20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The folder, the key, and what is to be done."""
    parser.add_argument(
        "folder", nargs="?", type=Path, help="备份文件夹；不写时用 SHUNIU_BACKUP_FOLDER", metavar="文件夹"
    )
    parser.add_argument("--key", type=Path, metavar="文件", help="备份密钥；不写时用 SHUNIU_BACKUP_KEY_FILE")
    what = parser.add_mutually_exclusive_group()
    what.add_argument("--new-key", metavar="文件", help="只建一个新的备份密钥，不备份")
    what.add_argument("--verify", action="store_true", help="不备份，只核验文件夹里最新的（或者所指的）一份")
    what.add_argument("--prune", action="store_true", help="不备份，只清理：依批准清除的内容、过多的旧备份")
    what.add_argument("--no-verify", action="store_true", help="备份以后不核验")
    parser.add_argument(
        "--keep", type=int, default=KEEP, metavar="份数", help=f"--prune 留下最新的几份，不写时 {KEEP}"
    )


def run(arguments: argparse.Namespace) -> int:
    """Do it; exit code 1 when files of the installation turned out to be lost. Raises `Failed`."""
    if arguments.new_key:
        return _new_key(arguments.new_key)
    if arguments.keep < 1:
        raise Failed("--keep 至少要留 1 份。", code=2)
    set_up()
    from django.conf import settings

    place = arguments.folder or settings.BACKUP_FOLDER
    key_file = (arguments.key or settings.BACKUP_KEY_FILE).expanduser().resolve()
    key = keys.read(key_file)
    if arguments.verify:
        folder, name = find(place)
        return prove(folder, name, key)
    folder = Folder(place.expanduser().resolve())
    if key_file.is_relative_to(folder.root):
        raise Failed(f"密钥 {key_file} 放在备份文件夹里，等于没有加密。请移到别处，再用 --key 指明。")
    if arguments.prune:
        return _prune(folder, key, arguments.keep)
    require_current()
    name, lost = back_up(folder, key)
    _record(name)
    if not arguments.no_verify:
        prove(folder, name, key)
    return 1 if lost else 0


def _record(name: str) -> None:
    """Who took everything away, and when: in the records, after the snapshot."""
    from django.utils import timezone

    from shuniu.kernel.people.actor import system_actor
    from shuniu.kernel.records.writing import record

    actor = system_actor(operator("shuniu backup"))
    record("platform.backup", actor=actor, now=timezone.now(), content={"backup": name})


def back_up(folder: Folder, key: Key) -> tuple[str, int]:
    """Make a backup and say so; its name, and how many stored files the installation had lost already."""

    from shuniu.commands.backups.making import make

    begun = time.monotonic()
    made = make(folder, key)
    said = made.manifest
    say(
        f"✓ 备份 {folder.root / made.name}：{sum(said.tables.values())} 行，"
        f"文件 {len(said.contents)} 个（新存入 {made.new_files} 个，{made.new_bytes / MB:.1f} MB），"
        f"数据库 {said.database[1] / MB:.1f} MB，{time.monotonic() - begun:.1f} 秒。"
    )
    if said.missing:
        say(f"✗ 系统里有 {len(said.missing)} 个文件已经缺失或者损坏，没有备份到：")
        for sha256 in said.missing[:10]:
            say(f"    {sha256}")
        say("    怎么办：从更早的备份里恢复这些文件，并查明磁盘有没有损坏。")
    return made.name, len(said.missing)


def prove(folder: Folder, name: str, key: Key) -> int:
    """Prove the backup *name* and say what was found. Raises `Failed`."""
    from shuniu.commands.backups.verifying import verify

    begun = time.monotonic()
    found = verify(folder, name, key)
    upgraded = f"，升级 {found.proof.upgraded} 步也试过" if found.proof.upgraded else ""
    number, digest = found.manifest.seal
    say(
        f"✓ 核验 {name}：恢复到临时的地方，{len(found.manifest.tables)} 张表的行数、"
        f"{len(found.manifest.contents)} 个文件的校验值都相同，{found.proof.records} 条记录核对无误{upgraded}；"
        f"{time.monotonic() - begun:.1f} 秒。"
    )
    if number:
        say(f"  最后一次封存：第 {number} 号，{digest}")
    return 0


def _new_key(name: str) -> int:
    path = keys.make(name)
    say(f"✓ 备份密钥写在 {path}，只有你能读。")
    say("请再抄存一份到别处（例如保密柜里的光盘）：没有它，备份恢复不了；得到它和备份的人，能读全部内容。")
    return 0


def _prune(folder: Folder, key: Key, keep: int) -> int:
    from django.db import connection

    from shuniu.commands.backups.making import state_of
    from shuniu.commands.backups.pruning import prune
    from shuniu.commands.backups.snapshots import live

    pruned = prune(folder, key, state_of(live(connection))["erased"], keep)
    for name in pruned.tainted:
        say(f"✓ 删去 {moment_of(name).astimezone():%Y-%m-%d %H:%M} 的备份：里面有后来依批准清除的内容。")
    say(
        f"✓ 清理完毕：删去含已清除内容的备份 {len(pruned.tainted)} 份、旧备份 {len(pruned.old)} 份、"
        f"不再需要的文件 {pruned.contents} 个。"
    )
    return 0
