"""`shuniu import-org FILE.xlsx`: units, people, portfolios, AB岗 and 授权, all of it or nothing.

New people get one-time passwords on slips, which are written once to the file that `--slips` names.
"""

from __future__ import annotations

import argparse
from collections.abc import Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shuniu.commands import files, slip_files
from shuniu.commands.console import Failed, operator, say
from shuniu.commands.database import require_current, require_real, set_up

if TYPE_CHECKING:
    from shuniu.kernel.people.importing import Brought, Slip

JOB = "shuniu import-org"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """The workbook, or where its template goes; where the slips go."""
    what = parser.add_mutually_exclusive_group(required=True)
    what.add_argument("file", nargs="?", metavar="文件.xlsx", help="填好的单位和人员表")
    what.add_argument("--template", metavar="文件.xlsx", help="写出空的模板，供填写")
    parser.add_argument(
        "--slips", metavar="文件.pdf", help="新账号的一次性密码条写到这里（.pdf 打印裁开，或者 .xlsx）"
    )


def run(arguments: argparse.Namespace) -> int:
    """Bring everything in, or say sheet by sheet and row by row what is wrong; exit code 1 then."""
    set_up()
    from django.utils import timezone

    from shuniu.kernel.platform.organisation import sheets

    now = timezone.now()
    if arguments.template:
        files.write_new(arguments.template, sheets.template(now=now))
        say(f"✓ 模板已写到 {arguments.template}。填好以后运行 shuniu import-org {arguments.template}。")
        return 0
    require_current()
    require_real()
    slip_files.check_ending(arguments.slips)
    brought, more = _bring(files.read(arguments.file), arguments.slips, now)
    say(
        f"✓ 已导入：单位 {len(brought.units)} 个，人员 {len(brought.usernames)} 名，"
        f"分管 {brought.portfolios} 人，AB岗和授权 {brought.proxies} 项{''.join(f'，{words}' for words in more)}。"
    )
    if brought.slips:
        say(f"✓ 新账号 {len(brought.slips)} 个，一次性密码条在 {arguments.slips}，只有这一份：")
        say("    请打印后逐人当面交付，然后删除这个文件；第一次登录必须改密码，改之前不能办理业务。")
    _tell_what_is_missing()
    return 0


def _bring(content: bytes, slips_to: str | None, now: datetime) -> tuple[Brought, list[str]]:
    """What came in, and in words what came with it on the sheets of modules."""
    from shuniu.kernel.base.refusals import Refused
    from shuniu.kernel.people.actor import system_actor
    from shuniu.kernel.people.importing import WrongOrganisation, bring_in
    from shuniu.kernel.platform.organisation import sheets
    from shuniu.kernel.platform.organisation.more_sheets import bring_more
    from shuniu.kernel.records.writing import record

    written: list[Path] = []
    more: list[str] = []

    def keep(brought: Brought) -> None:
        more.extend(bring_more(rows, now=now))
        content = {
            "units": brought.units,
            "people": brought.usernames,
            "new": [slip.username for slip in brought.slips],
            "portfolios": brought.portfolios,
            "proxies": brought.proxies,
            "organs": brought.organs,
            "more": more,
        }
        if brought.slips:
            written.append(slip_files.write(brought.slips, _named(slips_to, brought.slips), now))
        record("people.import", actor=system_actor(operator(JOB)), now=now, content=content)

    try:
        organisation, rows = sheets.read(content)
        return bring_in(organisation, now=now, keep=keep), more
    except WrongOrganisation as wrong:
        for fault in wrong.faults:
            say(f"✗ {fault}")
        raise Failed(f"共 {len(wrong.faults)} 处问题，什么都没有导入。改好以后再运行一次。") from wrong
    except Refused as refused:
        raise Failed(f"{refused.refusal.message}{refused.refusal.remedy}") from refused
    except BaseException:
        # What is on the slips opens nothing: the accounts were not made.
        for path in written:
            path.unlink(missing_ok=True)
        raise


def _named(slips_to: str | None, slips: Sequence[Slip]) -> str:
    """The file the slips go to. Raises `Failed` when none was named."""
    if not slips_to:
        raise Failed(
            f"有 {len(slips)} 个新账号，要发一次性密码条。请加上 --slips 密码条.pdf（或者 .xlsx），"
            "指明写到哪里；什么都没有导入。"
        )
    return slips_to


def _tell_what_is_missing() -> None:
    from shuniu.commands.check import people_in_place
    from shuniu.commands.findings import Level

    for finding in people_in_place():
        if finding.level is not Level.GOOD:
            say(str(finding))
