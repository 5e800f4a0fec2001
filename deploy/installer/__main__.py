"""`./install.sh`: the words it takes, and the order of the steps."""

from __future__ import annotations

import argparse
import fcntl
import json
import os
import re
import sys
import time
from pathlib import Path

from installer import product, steps, sums
from installer.layout import (
    BACKUPS,
    CONFIG,
    HOME,
    PREFIX,
    USER,
    Bundle,
    Layout,
    read_bundle,
    remembered,
    require_machine,
)
from installer.telling import Failed, say

BUNDLE = Path(__file__).resolve().parent.parent


def words() -> argparse.ArgumentParser:
    """The options, explained in Chinese."""
    parser = argparse.ArgumentParser(
        prog="./install.sh",
        usage="./install.sh [选项]",
        description="安装枢纽；已经装过的，升级：先备份，再升级数据库，数据都在。不用网络。",
        epilog="说明见 manual/安装与命令行.md。",
        add_help=False,
        allow_abbrev=False,
    )
    group = parser.add_argument_group("选项")
    group.add_argument(
        "--prefix", type=Path, default=Path(PREFIX), metavar="文件夹", help=f"程序装在哪里；不写时 {PREFIX}"
    )
    group.add_argument("--home", type=Path, metavar="文件夹", help=f"数据放在哪里；不写时 {HOME}")
    group.add_argument(
        "--config", type=Path, metavar="文件夹", help=f"设置和备份密钥放在哪里；不写时 {CONFIG}"
    )
    group.add_argument(
        "--backups", type=Path, metavar="文件夹", help=f"备份放在哪里，最好是另一块硬盘；不写时 {BACKUPS}"
    )
    group.add_argument("--user", metavar="用户", help=f"运行服务的系统用户，没有就建立；不写时 {USER}")
    group.add_argument(
        "--no-systemd", action="store_true", help="不装 systemd 服务，自己用 shuniu serve 启动"
    )
    group.add_argument("--init", action="store_true", help="装好以后就建正式库，显示三个管理员的一次性密码")
    group.add_argument(
        "--uninstall", action="store_true", help="卸载程序和服务；数据、设置、密钥、备份都留下"
    )
    group.add_argument("-h", "--help", action="help", help="显示这段说明")
    return parser


def layout_of(asked: argparse.Namespace) -> Layout:
    """Where things go. Without root everything belongs to whoever installs and lies below the prefix.

    Raises `Failed` when that cannot be done.
    """
    root = os.geteuid() == 0
    systemd = not asked.no_systemd
    if systemd and not root:
        raise Failed("请用 root 运行；不用 root 的，加 --no-systemd，并用 --prefix 指一个自己能写的文件夹。")
    if systemd and not Path("/run/systemd/system").is_dir():
        raise Failed("这台机器没有用 systemd。请加 --no-systemd，装好以后用 shuniu serve 启动。")
    prefix = asked.prefix.absolute()
    usual: dict[str, object] = {"home": prefix / "data", "config": prefix / "etc", "user": ""}
    if root:
        usual = {"home": HOME, "config": CONFIG, "backups": BACKUPS, "user": USER}
    before = remembered(prefix)
    places = {}
    for name in ("home", "config", "backups", "user"):
        told = getattr(asked, name)
        if told and name != "user":
            told = str(told.absolute())
        if before and told and told != before.get(name, ""):
            there = before.get(name) or "（没有）"
            raise Failed(f"已经装的 --{name} 是 {there}，升级时不能换成 {told}。去掉这个选项再运行。")
        places[name] = str(told or (before or usual).get(name) or "")
    backups = Path(places["backups"]) if places["backups"] else None
    user = places["user"] if root else ""
    odd = [place for place in (str(prefix), *places.values()) if systemd and re.search(r"[\s%\"'\\]", place)]
    if odd:
        raise Failed(f"用 systemd 时，文件夹名里不能有空格、引号、%、\\：{'、'.join(odd)}。请换一个名字。")
    return Layout(prefix, Path(places["home"]), Path(places["config"]), backups, user, systemd)


def main() -> int:
    """Do what was asked; 0 when it is done, 1 when not or when `shuniu check` found something broken."""
    asked = words().parse_args()
    os.umask(0o022)  # the service's user must be able to read the programs, whatever the terminal was set to
    try:
        layout = layout_of(asked)
        if asked.uninstall:
            return _uninstall(layout)
        bundle = read_bundle(BUNDLE)
        require_machine(bundle)
        number, lacking = sums.verify(bundle.folder)
        left = f"；这个 Python 没有 {'、'.join(lacking).upper()}，没有用它核对" if lacking else ""
        say(f"✓ 安装包完整：{number} 个文件的 SHA-256 和 SM3 都相符{left}。")
        return _install(bundle, layout, init=asked.init)
    except Failed as reason:
        print(f"✗ {reason}", file=sys.stderr, flush=True)
    except KeyboardInterrupt:
        print(
            "✗ 已中断。再运行一次 install.sh 就行：数据库的升级要么全部做完，要么没有改动。", file=sys.stderr
        )
    except PermissionError as reason:
        print(
            f"✗ 没有权限写 {reason.filename}：请用 root 运行，或者用 --prefix、--home 另指文件夹。",
            file=sys.stderr,
        )
    except OSError as reason:
        print(f"✗ {reason.strerror or reason}：{reason.filename or ''}", file=sys.stderr)
    return 1


def _install(bundle: Bundle, layout: Layout, *, init: bool) -> int:
    begun = time.monotonic()
    _refuse_older(bundle, layout)
    if layout.user:
        steps.make_user(layout)
    steps.make_folders(layout)
    with (layout.prefix / ".lock").open("w") as lock:
        try:
            fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise Failed("另一个 install.sh 正在运行，请等它结束。") from None
        release = steps.make_release(bundle, layout)
        steps.write_settings(bundle, layout)
        steps.bring_fonts(bundle, layout)
        steps.make_key(layout, release)
        used = product.has_tables(layout, release)
        if used:
            _back_up(layout)
        active = steps.running(layout)
        if active:
            steps.run("systemctl", "stop", *active)
        try:
            if used:
                _upgrade(layout, release)
            steps.switch(layout, release)
            command = steps.write_programs(layout)
            units = steps.write_units(bundle, layout) if layout.systemd else []
        finally:
            if active:
                steps.run("systemctl", "start", *active)
    say(f"✓ 枢纽 {bundle.version} 已装好，共 {time.monotonic() - begun:.0f} 秒。命令是 {command}。")
    if init and not used:
        code, _ = product.command(layout, release, "shuniu", "init")
        if code:
            return 1
        used = True
    code = product.command(layout, release, "shuniu", "check")[0] if used else 0
    _say_what_is_next(layout, units, active, used=used)
    return code


def _refuse_older(bundle: Bundle, layout: Layout) -> None:
    """An older version does not know what a newer one has done to the database."""
    if (installed := layout.installed) is None:
        return
    there = json.loads((installed / "bundle.json").read_text(encoding="utf-8"))
    if bundle.moment < there["moment"]:
        raise Failed(
            f"已经装的 {there['version']}（{there['commit'][:10]}）比这个安装包新，什么都没有改动。"
            "要退回旧版的，先卸载，再用升级前的备份恢复。"
        )


def _back_up(layout: Layout) -> None:
    """Back up with the version in use. Raises `Failed`, and then what runs goes on running."""
    steps.refuse_running(layout)
    installed = layout.installed
    if installed is not None and product.can_back_up(layout, installed):
        say("· 升级前备份 …")
        if product.command(layout, installed, "shuniu", "backup")[0]:
            raise Failed("备份没有做成，没有升级，现在的版本照常使用。请按上面的提示解决以后再运行。")


def _upgrade(layout: Layout, release: Path) -> None:
    """Upgrade the database, all or nothing. Raises `Failed`, and then the version in use stays in use."""
    if product.command(layout, release, "shuniu", "migrate")[0]:
        raise Failed("数据库没有升级，什么都没有改动，现在的版本照常使用。请按上面的提示解决以后再运行。")


def _say_what_is_next(layout: Layout, units: list[str], active: list[str], *, used: bool) -> None:
    command = layout.prefix / "bin" / "shuniu"
    if not used:
        say(
            f"接着：1. 看一遍 {layout.settings}，全县使用的在里面写上 PostgreSQL 的地址；2. 运行 {command} init，建正式库。"
        )
    if units and not active:
        wanted = " ".join(name for name in units if name in {*steps.SERVICES, steps.TIMER})
        say(f"建好以后启动：systemctl enable --now {wanted}")
    elif not units:
        say(f"启动：{command} serve。已经在运行的，请停下再启动，才用上这一版。")


def _uninstall(layout: Layout) -> int:
    steps.remove(layout)
    say("✓ 程序和服务已卸载。下面这些没有动，确实不要了请自己删：")
    kept = {"数据": layout.home, "设置和备份密钥": layout.config, "备份": layout.backups}
    for name, place in kept.items():
        if place is not None and place.exists():
            say(f"  {name}：{place}")
    return 0


if __name__ == "__main__":
    sys.exit(main())
