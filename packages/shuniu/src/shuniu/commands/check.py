"""`shuniu check`: looks at everything an installation needs and says what to do about what is amiss."""

from __future__ import annotations

import argparse
import os
import shutil
import subprocess
from collections.abc import Callable, Iterable, Iterator

from shuniu.commands.console import say
from shuniu.commands.database import missing_migrations, set_up
from shuniu.commands.findings import Finding, Level, broken, good, notice
from shuniu.commands.surroundings import SURROUNDINGS

Examination = Callable[[], Iterator[Finding]]

SCARCE_BYTES = 2 * 2**30
NAMES_SHOWN = 8


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> int:
    """Print every finding; exit code 1 when something is broken."""
    set_up()
    findings = []
    for finding in examine(EVERYTHING):
        findings.append(finding)
        say(str(finding))
    count = {level: sum(f.level is level for f in findings) for level in Level}
    say(f"\n{count[Level.GOOD]} 项正常，{count[Level.NOTICE]} 项请注意，{count[Level.BROKEN]} 项必须先解决。")
    return 1 if count[Level.BROKEN] else 0


def examine(examinations: Iterable[Examination]) -> Iterator[Finding]:
    """The findings of *examinations* in order; after a broken one the rest could only mislead."""
    for examination in examinations:
        findings = list(examination())
        yield from findings
        if any(finding.level is Level.BROKEN for finding in findings):
            return


def settings_in_use() -> Iterator[Finding]:
    """The folder of all state, and whether the outside is reached by HTTPS."""
    from django.conf import settings

    home = settings.SHUNIU_HOME
    yield good(f"设置可用，全部数据在 {home}。")
    if home.stat().st_mode & 0o077:
        yield notice("数据文件夹别的系统用户也能进。", f"运行 chmod 700 {home}。")
    outside = [host for host in settings.ALLOWED_HOSTS if host not in {"127.0.0.1", "localhost"}]
    if outside and not settings.BEHIND_HTTPS:
        yield notice(
            f"从 {'、'.join(outside)} 访问时没有 HTTPS，密码会明文经过网络。",
            "在前面加 HTTPS 反向代理，并设 SHUNIU_HTTPS=1。",
        )


def database_current() -> Iterator[Finding]:
    """Reachable, and migrated to this version."""
    from django.db import DatabaseError, connection

    try:
        missing = missing_migrations()
    except DatabaseError as error:
        reason = (str(error).strip().splitlines() or [type(error).__name__])[0]
        yield broken(f"数据库连不上：{reason}。", "请检查 DATABASE_URL，以及数据库是否已经启动。")
        return
    if missing:
        yield broken(f"数据库还缺 {len(missing)} 步升级。", "请先运行 shuniu migrate。")
    else:
        yield good(f"数据库（{connection.vendor}）可用，已是本版本。")


def safeguards_in_place() -> Iterator[Finding]:
    """The triggers that keep records and opinions from being changed are all there."""
    from django.db import connection

    from shuniu.kernel.base.trigger_care import missing_triggers

    missing = [trigger.name for trigger in missing_triggers(connection)]
    if missing:
        yield broken(
            f"数据库少了 {len(missing)} 个防改触发器：{'、'.join(missing[:NAMES_SHOWN])}。",
            "有人动过数据库结构。请先查明是谁、为什么，运行 shuniu records verify，再请维护人员补上。",
        )
    else:
        yield good("数据库里的防改触发器都在。")


def procedures_sound() -> Iterator[Finding]:
    """Published procedures are unchanged, and every open matter's procedure is at hand."""
    from shuniu.kernel.flow.procedure import PROCEDURES
    from shuniu.kernel.flow.publishing import check_published

    faults = check_published()
    for fault in faults:
        yield broken(fault, "改好流程文件之后再启动。")
    if not faults:
        yield good(f"流程 {len(PROCEDURES)} 个，都可用，与发布时一致。")


def fonts_at_hand() -> Iterator[Finding]:
    """Which role is printed in which face; a missing 仿宋 is announced, and loudly that there is none at all."""
    from django.conf import settings

    from shuniu.kernel.platform.papers.fonts import Role, find_fonts

    chosen = find_fonts(settings.SHUNIU_HOME).choices
    if not chosen:
        yield notice(
            "这台机器上没有一种中文字体：打印件和演示公文的原件、扫描件里，汉字全是空框。",
            f"在源码文件夹运行 make run 会自动备好免费字体；或者把中文字体文件放进 {settings.SHUNIU_HOME / 'fonts'}。"
            "演示县已经建好的，备好字体以后另指一个空的 SHUNIU_HOME 重建。",
        )
        return
    for role in Role:
        choice = chosen.get(role)
        remedy = f"把本单位有授权的{role}字体文件放进 {settings.SHUNIU_HOME / 'fonts'}。"
        if choice is None:
            yield notice(f"没有{role}，也没有可代替的中文字体，打印件会缺字。", remedy)
        elif choice.true:
            yield good(f"{role}：{choice.face.family}（{choice.face.origin}）。")
        else:
            yield notice(f"没有{role}，用“{choice.face.family}”代替。", remedy)


def scans_readable() -> Iterator[Finding]:
    """tesseract with simplified Chinese."""
    program = shutil.which("tesseract")
    if program is None:
        yield notice(
            "没有 tesseract，扫描件要全部手工录入。", "安装 tesseract-ocr 和 tesseract-ocr-chi-sim。"
        )
        return
    done = subprocess.run([program, "--list-langs"], capture_output=True, text=True, check=False)  # noqa: S603
    if "chi_sim" in done.stdout.split():
        yield good("tesseract 可用，能识别简体中文扫描件。")
    else:
        yield notice("tesseract 缺少简体中文数据。", "安装 tesseract-ocr-chi-sim。")


def people_in_place() -> Iterator[Finding]:
    """Units without a clerk, duties nobody holds, tasks that wait for people who left."""
    from django.utils import timezone

    from shuniu.kernel.flow.models import Task
    from shuniu.kernel.people.duties import DUTIES
    from shuniu.kernel.people.models import Account, Unit
    from shuniu.kernel.people.queries import duties_held, receiving_units, serving

    if not Account.objects.exists():
        yield notice("还没有账号。", "正式使用先运行 shuniu init，试用请运行 shuniu demo。")
        return
    now = timezone.now()
    units = list(receiving_units().exclude(kind=Unit.Kind.LEADERSHIP))
    if not units:
        yield notice("还没有单位。", "用 shuniu import-org 导入单位和人员。")
        return
    held = {unit.pk: set(duties_held(unit.pk, on=now)) for unit in Unit.objects.filter(active=True)}
    yield from _all_or_named(
        [unit.short_name for unit in units if not held[unit.pk] & {"CLERK", "LIAISON"}],
        "个单位没有文书或者单位联络员，送到门口的公文没有人登记",
        "用 shuniu import-org 给这些单位各指定一人。",
        "每个收文单位都有文书或者单位联络员。",
    )
    anywhere = set().union(*held.values())
    yield from _all_or_named(
        [duty.label for duty in DUTIES.values() if duty.code not in anywhere],
        "种职责全县没有人担任",
        "确实不设的可以不管；要设的用 shuniu import-org 指定。",
        "每种职责都有人担任。",
    )
    serving_now = set(serving(now).values_list("person_id", "unit_id"))
    open_tasks = Task.objects.filter(closed_at=None, person__isnull=False).values_list(
        "person_id", "unit_id", "person__name", "matter__title"
    )
    yield from _all_or_named(
        [
            f"{name}《{title}》"
            for person, unit, name, title in open_tasks
            if (person, unit) not in serving_now
        ],
        "件待办还在已离任的人手里",
        "请该单位办公室主任或者文书转办。",
        "没有待办留在已离任的人手里。",
    )


def _all_or_named(names: list[str], wrong: str, remedy: str, right: str) -> Iterator[Finding]:
    if not names:
        yield good(right)
        return
    shown = "、".join(names[:NAMES_SHOWN]) + ("等" if len(names) > NAMES_SHOWN else "")
    yield notice(f"{len(names)} {wrong}：{shown}。", remedy)


def worker_at_work() -> Iterator[Finding]:
    """Whether somebody seals, reminds and does jobs: without a worker records wait for their seal."""
    from django.utils import timezone

    from shuniu.desk.watching.readiness import LATE, oldest_unsealed

    since = oldest_unsealed()
    if since is None or timezone.now() - since < LATE:
        yield good("后台在运行，记录都已封存。" if since is None else "记录正在封存。")
    else:
        yield notice(
            f"后台没有在运行：{timezone.localtime(since):%m月%d日 %H:%M} 以来的记录还没有封存，也不会自动催办。",
            "用 shuniu serve 一并启动，或者单独启动 shuniu worker。",
        )


def room_on_disk() -> Iterator[Finding]:
    """Free space where the data lies."""
    from django.conf import settings

    free = shutil.disk_usage(settings.SHUNIU_HOME).free
    if not os.access(settings.SHUNIU_HOME, os.W_OK):
        yield broken(f"{settings.SHUNIU_HOME} 不能写入。", "请检查文件夹的权限和磁盘是否只读。")
    elif free < SCARCE_BYTES:
        yield notice(f"磁盘只剩 {free / 2**30:.1f} GB。", "请清理磁盘或者扩容；写满后系统不再保存任何内容。")
    else:
        yield good(f"磁盘还有 {free / 2**30:.0f} GB。")


NEEDED_TO_SERVE: tuple[Examination, ...] = (
    settings_in_use,
    database_current,
    safeguards_in_place,
    procedures_sound,
    room_on_disk,
)
EVERYTHING: tuple[Examination, ...] = (
    *NEEDED_TO_SERVE,
    worker_at_work,
    *SURROUNDINGS,
    fonts_at_hand,
    scans_readable,
    people_in_place,
)
