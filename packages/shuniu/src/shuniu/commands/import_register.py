"""`shuniu import-register FILE.xlsx`: 开账. A paper 收文登记簿 of one unit, year and series comes in whole.

The same way in as on the screen (`book_sheet.bring`): the numbers go on after the paper's last one.
"""

from __future__ import annotations

import argparse
from dataclasses import replace
from typing import TYPE_CHECKING

from shuniu.commands import files
from shuniu.commands.console import Failed, operator, say
from shuniu.commands.database import require_current, require_real, set_up

if TYPE_CHECKING:
    from shuniu.kernel.base.refusals import Refusal
    from shuniu.kernel.people.models import Unit

JOB = "shuniu import-register"
TOLD_EVERY = 1_000


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The sheet, or where its template goes; whose register of which year it is."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument(
        "file", nargs="?", metavar="文件.xlsx", help="填好的登记簿，一个单位、一个年度、一个序列一本"
    )
    what.add_argument("--template", metavar="文件.xlsx", help="写出空的模板，供填写")
    parser.add_argument("--unit", metavar="单位", help="哪个单位的登记簿：单位代码，或者全称、简称")
    parser.add_argument("--year", type=int, metavar="年度", help="登记簿的年度")
    parser.add_argument("--series", default="收", metavar="序列", help="收文序列，不写就是“收”")
    parser.add_argument("--repeats", action="store_true", help="看起来相同的行确实各是一件")
    parser.add_argument(
        "--not-secret",
        default="",
        metavar="姓名",
        help="表里有“机密”“秘密”等字样但不涉密的，由谁逐行核对负责",
    )


def run(arguments: argparse.Namespace) -> int:
    """Bring the register in, or say row by row what is wrong; exit code 1 then."""
    set_up()
    from django.utils import timezone

    from shuniu.kernel.base.refusals import Refusal
    from shuniu.kernel.people.actor import system_actor
    from shuniu.modules.documents.incoming import book_sheet

    now = timezone.now()
    if arguments.template:
        files.write_new(arguments.template, book_sheet.template(now=now))
        say(f"✓ 模板已写到 {arguments.template}。填好以后运行：")
        say(f"    shuniu import-register {arguments.template} --unit 单位代码 --year 年度")
        return 0
    if not arguments.unit or arguments.year is None:
        raise Failed("请用 --unit 写明是哪个单位的登记簿，用 --year 写明年度。", code=2)
    require_current()
    require_real()
    unit = _unit(arguments.unit)
    outcome = book_sheet.bring(
        files.read(arguments.file),
        actor=replace(system_actor(operator(JOB)), unit_id=unit.pk, unit_name=unit.name),
        now=now,
        declared=bool(arguments.not_secret),
        year=arguments.year,
        series=arguments.series,
        not_duplicate=arguments.repeats,
        declared_by=arguments.not_secret,
        progress=_tell,
    )
    if isinstance(outcome, Refusal):
        raise Failed(_told(outcome))
    last = outcome.result["last"]
    say(f"✓ {unit.name}{arguments.year}年登记簿（{arguments.series}）已导入 {outcome.result['rows']} 行。")
    say(f"  纸质登记簿编到 {last} 号；这一年的下一个收文号是 {last + 1}。没有办结的件在文书的待办里。")
    return 0


def _tell(done: int, total: int) -> None:
    """How far a large register is: it is written in one piece."""
    if total > TOLD_EVERY and (done % TOLD_EVERY == 0 or done == total):
        say(f"  已写 {done} / {total} 件")


def _unit(name: str) -> Unit:
    from django.db.models import Q

    from shuniu.kernel.people.models import Unit

    found = list(Unit.objects.filter(Q(code=name) | Q(name=name) | Q(short_name=name), active=True)[:2])
    if len(found) == 1:
        return found[0]
    if found:
        raise Failed(f"叫“{name}”的单位不止一个，请用 --unit 写单位代码。")
    raise Failed(f"没有单位“{name}”。请先用 shuniu import-org 导入单位，或者改正 --unit。")


def _told(refusal: Refusal) -> str:
    """Every row on a line of its own; the sentence that ends it."""
    from shuniu.kernel.base.refusals import Code

    for problem in refusal.problems:
        if problem.message != refusal.message:
            say(f"✗ {problem.message}")
    remedy = refusal.remedy
    if refusal.code is Code.HELD:
        remedy = "请逐行核对：确实不涉密的，加上 --not-secret 核对人姓名 再运行，由他负责；涉密的立即停止，报告保密员。"
    elif refusal.code is Code.INVALID and any("相同" in p.message for p in refusal.problems):
        remedy += "看起来相同的行确实各是一件的，加上 --repeats。"
    return f"{refusal.message}{remedy}"
