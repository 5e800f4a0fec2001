"""`shuniu new-password 用户名`: a new one-time password for somebody who forgot his, or never used his slip.

Run by the 系统管理员 at the server. It is shown or written once and kept nowhere; who asked for it and why is
recorded; sessions opened with the old password end.
"""

from __future__ import annotations

import argparse
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from shuniu.commands import slip_files
from shuniu.commands.console import Failed, operator, say
from shuniu.commands.database import require_current, require_real, set_up

if TYPE_CHECKING:
    from shuniu.kernel.people.importing import Slip

JOB = "shuniu new-password"


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """Whose, why, and where the slip goes."""
    parser.add_argument("username", metavar="用户名", help="谁的账号")
    parser.add_argument("--reason", default="", metavar="原因", help="谁申请的、为什么，例如：本人遗失密码条")
    parser.add_argument(
        "--slips", metavar="文件.pdf", help="密码条写到这里（.pdf 打印，或者 .xlsx）；不写就在这里显示一次"
    )


def run(arguments: argparse.Namespace) -> int:
    """Renew it and hand out the new one."""
    set_up()
    require_current()
    require_real()
    from django.utils import timezone

    if not arguments.reason.strip():
        raise Failed("换发一次性密码要写明是谁申请的、为什么：加上 --reason。没有改动。", code=2)
    slip_files.check_ending(arguments.slips)
    slip = _renew(arguments, timezone.now())
    where = f"密码条在 {arguments.slips}，只有这一份" if arguments.slips else "只显示这一次"
    say(f"✓ 已给 {slip.unit}{slip.name}（{slip.username}）换发一次性密码，{where}：")
    if not arguments.slips:
        say(f"\n  {slip.username}\t{slip.password}\n")
    say("    请核实身份后当面交给本人；登录后必须改成自己的密码。原来的密码已经作废，用它登录的都已退出。")
    return 0


def _renew(arguments: argparse.Namespace, now: datetime) -> Slip:
    from shuniu.kernel.base.refusals import Refused
    from shuniu.kernel.people.actor import system_actor
    from shuniu.kernel.platform.organisation.renewing import renew

    written: list[Path] = []

    def keep(slip: Slip) -> None:
        if arguments.slips:
            written.append(slip_files.write([slip], arguments.slips, now))

    try:
        return renew(
            arguments.username,
            reason=arguments.reason,
            actor=system_actor(operator(JOB)),
            now=now,
            keep=keep,
        )
    except Refused as refused:
        raise Failed(f"{refused.refusal.message}{refused.refusal.remedy}") from refused
    except BaseException:
        for path in written:
            path.unlink(missing_ok=True)  # what is on it opens nothing
        raise
