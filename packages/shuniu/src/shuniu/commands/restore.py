"""`shuniu restore`: bring a backup back into an empty folder, and show that it is whole."""

from __future__ import annotations

import argparse
import os
import time
from pathlib import Path

from shuniu.commands.backups import keys
from shuniu.commands.backups.folder import find, moment_of
from shuniu.commands.console import Failed, say

NEEDS_SETTINGS = False


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Which backup, and where to."""
    parser.add_argument(
        "archive", type=Path, metavar="备份", help="备份文件夹（恢复最新的一份），或者其中一份备份"
    )
    parser.add_argument("--into", type=Path, required=True, metavar="新文件夹", help="恢复到哪里；要是空的")
    parser.add_argument("--key", type=Path, metavar="文件", help="备份密钥；不写时用 SHUNIU_BACKUP_KEY_FILE")


def run(arguments: argparse.Namespace) -> int:
    """Restore and say what was found. Raises `Failed`, and then the folder is as empty as before."""
    from shuniu.commands.backups.restoring import restore
    from shuniu.settings.env import WrongSetting, read_settings

    try:
        values = read_settings()
    except WrongSetting as error:
        raise Failed(str(error), code=2) from error
    key_file = arguments.key or values["SHUNIU_BACKUP_KEY_FILE"]
    if not key_file:
        raise Failed("没有写明备份密钥。请用 --key 指明建立备份时的密钥文件。", code=2)
    begun = time.monotonic()
    folder, name = find(arguments.archive)
    home = arguments.into.expanduser().resolve()
    done = restore(folder, name, keys.read(Path(str(key_file))), home, os.environ.get("DATABASE_URL", ""))
    said, proof = done.manifest, done.proof
    say(
        f"✓ 已恢复 {moment_of(name).astimezone():%Y-%m-%d %H:%M} 的备份到 {home}，{time.monotonic() - begun:.1f} 秒。"
    )
    say(
        f"  {len(said.tables)} 张表 {sum(said.tables.values())} 行、文件 {len(said.contents) - done.left_out} 个"
        f"与备份时相同，{proof.records} 条记录核对无误，还没有封存的 {proof.unsealed} 条。"
    )
    if said.seal[0]:
        say(f"  最后一次封存：第 {said.seal[0]} 号，{said.seal[1]}。请与另外抄存的对照。")
    if proof.upgraded:
        say(f"  数据库已升级到本版本，共 {proof.upgraded} 步。")
    if done.left_out or proof.erased:
        say(
            f"  备份以后依批准清除的 {done.left_out} 个文件没有恢复；"
            f"名称、文字和记录内容清空 {proof.erased} 处，已记入操作记录。"
        )
    if said.missing:
        say(f"！备份时系统里就已经缺少 {len(said.missing)} 个文件。请从更早的备份里找。")
    say(f"接着：设 SHUNIU_HOME={home}，运行 shuniu check，再启动。备份以后办的件要照纸质件补录。")
    return 0
