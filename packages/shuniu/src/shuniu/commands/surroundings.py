"""What `shuniu check` looks at beside the product itself: clock, time zone, glyphs, folders and keys, disk, the settings
of the database, backups. Each finding says what to do."""

from __future__ import annotations

import os
import shutil
import stat
import subprocess
from collections.abc import Callable, Iterator
from datetime import UTC, datetime, timedelta
from pathlib import Path

from shuniu.commands.findings import Finding, good, notice

DRIFT = timedelta(seconds=5)
"""How far the clocks of this machine and of the database server may be apart."""
OF_CHINA = frozenset({"Asia/Shanghai", "PRC", "Asia/Chongqing", "Asia/Harbin"})
LOCALTIME = Path("/etc/localtime")
COMMON = "".join(
    bytes([row, cell]).decode("gb2312", "ignore") for row in range(0xB0, 0xF8) for cell in range(0xA1, 0xFF)
)
"""The 6763 Hanzi of GB/T 2312."""
IN_NAMES = "镕祎堃喆"
GLYPHS_SHOWN = 30
OLDEST_BACKUP = timedelta(hours=36)
SCARCE_SHARE = 0.05
FROM_AFAR = frozenset({"nfs", "nfs4", "cifs", "smb3", "smbfs", "9p", "fuse.sshfs", "fuse.glusterfs", "ceph"})
OLDEST_POSTGRES = 150000
WANTED_OF_POSTGRES = {
    "fsync": "断电会丢失已经保存的内容，还可能损坏数据库",
    "synchronous_commit": "断电会丢失刚刚保存的内容",
    "full_page_writes": "断电可能损坏数据库",
}
DEAREST_PAGE = 2.0


def clock_right() -> Iterator[Finding]:
    """Not before what was already recorded, not apart from the database server's, and kept by a time service."""
    from django.db import connection
    from django.utils import timezone

    from shuniu.kernel.records.models import Record

    now, remedy = (
        timezone.now(),
        "校准时间：运行 timedatectl set-ntp true，内网没有时间源的请接单位的时间服务器。",
    )
    newest = Record.objects.order_by("-pk").values_list("at", flat=True).first()
    apart = timedelta(0)
    if connection.vendor == "postgresql":
        with connection.cursor() as cursor:
            cursor.execute("SELECT clock_timestamp()")
            apart = abs(cursor.fetchone()[0] - timezone.now())
    if newest and newest > now + DRIFT:
        yield notice(
            f"系统时间 {timezone.localtime(now):%Y-%m-%d %H:%M} 早于最新的操作记录"
            f" {timezone.localtime(newest):%Y-%m-%d %H:%M}，时间被往回调过，或者原来不准。",
            f"先停下服务再{remedy}",
        )
    elif apart > DRIFT:
        yield notice(
            f"本机与数据库服务器的时间相差 {apart.total_seconds():.0f} 秒，期限和记录的先后会不准。",
            f"两台机器都{remedy}",
        )
    else:
        yield good("系统时间不早于最新的操作记录。")
    if _synchronised() is False:
        yield notice("系统时间没有自动校准，会越走越偏。", remedy)


def _synchronised() -> bool | None:
    """Whether a time service keeps the clock, as systemd says; None where nobody can tell."""
    program = shutil.which("timedatectl")
    if program is None:
        return None
    command = [program, "show", "--property=NTPSynchronized", "--value"]
    done = subprocess.run(command, capture_output=True, text=True, check=False)  # noqa: S603
    return {"yes": True, "no": False}.get(done.stdout.strip())


def time_zone_right() -> Iterator[Finding]:
    """Timers and the system's logs go by the machine's time zone; the product itself always by 北京时间."""
    name = str(LOCALTIME.resolve()).partition("zoneinfo/")[2]
    if name in OF_CHINA:
        yield good("时区是北京时间。")
    else:
        yield notice(
            f"这台机器的时区是 {name or 'UTC'}，不是北京时间：夜间备份的钟点、系统日志的时间会对不上。",
            "运行 timedatectl set-timezone Asia/Shanghai，再重新启动服务。",
        )


def glyphs_at_hand() -> Iterator[Finding]:
    """Whether every common Hanzi, and every one in the names of this office, can be printed, and in 仿宋 itself."""
    from django.conf import settings

    from shuniu.kernel.people.models import Person, Unit
    from shuniu.kernel.platform.papers.fonts import Role, find_fonts

    fonts = find_fonts(settings.SHUNIU_HOME)
    if not fonts.choices:
        return  # said already, and more plainly
    own = "".join(
        [*Person.objects.values_list("name", flat=True), *Unit.objects.values_list("name", flat=True)]
    )
    text = own + COMMON + IN_NAMES
    where = settings.SHUNIU_HOME / "fonts"
    if missing := fonts.missing(text):
        yield notice(
            f"有 {len(missing)} 个字没有一种字体印得出来：{_some(missing)}。",
            f"把有这些字的字体文件放进 {where}。",
        )
    drawn_by = fonts.choices[Role.FANGSONG].face.family if Role.FANGSONG in fonts.choices else "代替的字体"
    borrowed = "".join(loan.characters for loan in fonts.borrowed(Role.FANGSONG, text))
    if borrowed:
        names = "".join(dict.fromkeys(c for c in own if c in set(borrowed)))
        yield notice(
            f"印仿宋用的“{drawn_by}”缺 {len(borrowed)} 个字，要从别的字体借：{_some(borrowed)}。"
            + (f"其中单位名、人名里用到：{_some(names)}。" if names else ""),
            f"把本单位有授权的仿宋字体文件放进 {where}；不放的，打印前会逐字说明。",
        )
    if not missing and not borrowed:
        yield good(f"常用的 {len(COMMON)} 个汉字和本单位用到的人名、单位名，都印得出来，不用借字。")


def _some(characters: str) -> str:
    return characters[:GLYPHS_SHOWN] + ("等" if len(characters) > GLYPHS_SHOWN else "")


def nobody_else_reads() -> Iterator[Finding]:
    """Folders and key files are their owner's alone, and the owner is who runs this."""
    from django.conf import settings

    home: Path = settings.SHUNIU_HOME
    database = [Path(str(d["NAME"])) for d in settings.DATABASES.values() if d["ENGINE"].endswith("sqlite3")]
    kept = [home / "secret.key", home / "files", settings.BACKUP_FOLDER, settings.BACKUP_KEY_FILE, *database]
    if settings.SEAL_TOKEN_FILE:
        kept.append(settings.SEAL_TOKEN_FILE)
    there = [path for path in kept if path.exists()]
    # A file inside a folder that nobody enters is safe whatever its own mode says.
    sheltered = home.stat().st_mode & 0o077 == 0
    open_ = [
        path
        for path in there
        if path.stat().st_mode & 0o077
        and not (sheltered and path.is_relative_to(home) and path.suffix != ".key")
    ]
    foreign = [path for path in there if path.stat().st_uid != os.getuid() and os.getuid() != 0]
    for path in open_:
        mode = "700" if stat.S_ISDIR(path.stat().st_mode) else "600"
        yield notice(f"{path} 别的系统用户也能读。", f"运行 chmod {mode} {path}。")
    if foreign:
        yield notice(
            f"{'、'.join(map(str, foreign))} 不属于运行服务的账号。",
            "以 root 运行 chown，改为运行服务的账号。",
        )
    if not open_ and not foreign:
        yield good("文件夹和密钥文件只有运行服务的账号能读。")


def database_set_well() -> Iterator[Finding]:
    """What was acknowledged survives a power cut, text is UTF-8, and the planner knows the disk."""
    from django.db import connection

    findings = list(_sqlite() if connection.vendor == "sqlite" else _postgres())
    yield from findings or [good("数据库的设置断电不丢内容，编码、版本都合要求。")]


def _shown(*names: str, sql: str) -> dict[str, str]:
    from django.db import connection

    found = {}
    with connection.cursor() as cursor:
        for name in names:
            cursor.execute(sql + name)
            found[name] = str(cursor.fetchone()[0])
    return found


def _sqlite() -> Iterator[Finding]:
    from django.conf import settings
    from django.db import connection

    found = _shown("journal_mode", "synchronous", "foreign_keys", sql="PRAGMA ")
    in_memory = found["journal_mode"] == "memory"
    if found["journal_mode"] != "wal" and not in_memory:
        yield notice(
            f"SQLite 的日志方式是 {found['journal_mode']}，不是 WAL：读和写会互相等待。",
            "数据库所在的盘可能不支持，请把 SHUNIU_HOME 移到本机硬盘。",
        )
    if int(found["synchronous"]) < 2 and not in_memory:
        yield notice(
            "SQLite 的 synchronous 不是 FULL，断电会丢失刚刚保存的内容。", "请用本程序自带的设置启动。"
        )
    if found["foreign_keys"] != "1":
        yield notice("SQLite 没有检查外键。", "请用本程序自带的设置启动。")
    kind = _file_system(
        Path(str(connection.settings_dict["NAME"])) if not in_memory else settings.SHUNIU_HOME
    )
    if kind in FROM_AFAR:
        yield notice(
            f"SQLite 数据库在网络盘（{kind}）上，锁不可靠，数据库可能损坏。",
            "把 SHUNIU_HOME 移到本机硬盘；多台机器合用的改用 PostgreSQL。",
        )


def _file_system(path: Path, mounts: Path = Path("/proc/self/mounts")) -> str:
    """The kind of file system that *path* lies on; "" where it cannot be told."""
    try:
        lines = [line.split() for line in mounts.read_text(encoding="utf-8").splitlines()]
    except OSError:
        return ""
    place = path.resolve()
    on = [(len(at), kind) for _, at, kind, *_ in lines if place.is_relative_to(at.replace("\\040", " "))]
    return max(on, default=(0, ""))[1]


def _postgres() -> Iterator[Finding]:
    asked = ("server_version_num", "server_version", "server_encoding", "random_page_cost")
    found = _shown(*WANTED_OF_POSTGRES, *asked, sql="SHOW ")
    for name, danger in WANTED_OF_POSTGRES.items():
        if found[name] == "off" or (name == "synchronous_commit" and found[name] == "local"):
            yield notice(
                f"PostgreSQL 的 {name} 是 {found[name]}：{danger}。",
                f"在 postgresql.conf 里写 {name} = on，再运行 SELECT pg_reload_conf();。",
            )
    if found["server_encoding"] != "UTF8":
        yield notice(
            f"数据库的编码是 {found['server_encoding']}，有的汉字存不进去。",
            "用 createdb --encoding=UTF8 --template=template0 新建数据库，再从备份恢复。",
        )
    if int(found["server_version_num"]) < OLDEST_POSTGRES:
        yield notice(
            f"PostgreSQL {found['server_version']} 太旧。",
            f"请升级到 {OLDEST_POSTGRES // 10000} 或者更新的版本。",
        )
    if float(found["random_page_cost"]) > DEAREST_PAGE:
        yield notice(
            f"random_page_cost 是 {found['random_page_cost']}，列表会变慢。",
            "前面有 pgbouncer 的，在 postgresql.conf 里写 random_page_cost = 1.1。",
        )


def more_room() -> Iterator[Finding]:
    """Names for new files, and room for the next backup where backups lie."""
    from django.conf import settings

    from shuniu.commands.backups.folder import Folder

    space = os.statvfs(settings.SHUNIU_HOME)
    if space.f_files and space.f_favail < space.f_files * SCARCE_SHARE:
        yield notice(
            f"磁盘的文件个数快用完了（只剩 {space.f_favail} 个），用完以后存不了新文件。",
            "请扩容，或者清理小文件。",
        )
    folder = Folder(settings.BACKUP_FOLDER)
    if names := folder.backups():
        last = folder.root / names[-1]
        needed = sum(path.stat().st_size for path in last.iterdir())
        free = shutil.disk_usage(folder.root).free
        if free < 2 * needed:
            yield notice(
                f"备份盘只剩 {free / 2**30:.1f} GB，放不下几份备份了（每份约 {needed / 2**30:.1f} GB）。",
                "运行 shuniu backup --prune --keep 份数，或者扩容。",
            )


def backups_recent(now: Callable[[], datetime] = lambda: datetime.now(UTC)) -> Iterator[Finding]:
    """The key of the backups, and how old the newest is and whether it was proved. A demo needs none."""
    from django.conf import settings

    from shuniu.commands.backups import keys
    from shuniu.commands.backups.folder import Folder, moment_of
    from shuniu.commands.console import Failed
    from shuniu.kernel.people.installation import installation_kind
    from shuniu.kernel.people.models import Installation

    if installation_kind() is not Installation.Kind.REAL:
        return
    key_file: Path = settings.BACKUP_KEY_FILE
    try:
        keys.read(key_file)
    except Failed as why:
        yield notice(str(why), "密钥建好以后抄存一份到别处，再运行 shuniu backup。")
    else:
        if key_file.is_relative_to(settings.SHUNIU_HOME):
            yield notice(
                f"备份密钥只在数据文件夹里（{key_file}），硬盘坏了就一起没有了。",
                "抄存一份到别处，并移到 SHUNIU_BACKUP_KEY_FILE 指的地方。",
            )
        else:
            yield good(f"备份密钥 {key_file} 可用。")
    folder = Folder(settings.BACKUP_FOLDER)
    names = folder.backups()
    if not names:
        yield notice(f"{folder.root} 里没有备份。", "运行 shuniu backup，并用 deploy 里的定时器每天备份。")
        return
    taken = moment_of(names[-1])
    age = now() - taken
    said = f"最新的备份是 {taken.astimezone():%m月%d日 %H:%M} 的"
    if age > OLDEST_BACKUP:
        yield notice(
            f"{said}，已经过了 {age.total_seconds() / 3600:.0f} 小时。",
            "运行 shuniu backup，并看 systemctl status shuniu-backup 为什么没有备份。",
        )
    elif not folder.is_verified(names[-1]):
        yield notice(f"{said}，还没有核验。", f"运行 shuniu backup --verify {folder.root}。")
    else:
        yield good(f"{said}，已核验。")


SURROUNDINGS: tuple[Callable[[], Iterator[Finding]], ...] = (
    clock_right,
    time_zone_right,
    nobody_else_reads,
    database_set_well,
    more_room,
    backups_recent,
    glyphs_at_hand,
)
