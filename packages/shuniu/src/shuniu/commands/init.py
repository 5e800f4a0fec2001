"""`shuniu init`: a real, empty county with its three administrators.

The bootstrap door of accounts: there is nobody yet who could act, so it runs here once, is recorded, and stays
shut from then on. 三员分立 (domain report §7.2): three accounts, none of them sees business data.
"""

from __future__ import annotations

import argparse

from shuniu.commands.console import Failed, operator, say
from shuniu.commands.database import bring_up_to_date, set_up

ADMINISTRATORS: dict[str, str] = {"sysadmin": "system", "secadmin": "security", "auditadmin": "audit"}


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> int:
    """Create everything, then show each password once."""
    set_up()
    bring_up_to_date()
    passwords = _create()
    from shuniu.kernel.people.models import Account

    say("✓ 正式库已建立。下面的一次性密码只显示这一次，请当面交给本人；第一次登录时必须改掉。\n")
    for username, password in passwords.items():
        say(f"  {Account.Kind(ADMINISTRATORS[username]).label}\t{username}\t{password}")
    say("\n三个账号应当由不同的人掌握。接着用 shuniu import-org 导入单位和人员，再用 shuniu serve 启动服务。")
    return 0


def _create() -> dict[str, str]:
    from django.db import transaction
    from django.utils import timezone

    from shuniu.kernel.base.refusals import Refused
    from shuniu.kernel.people.actor import system_actor
    from shuniu.kernel.people.installation import mark_installation
    from shuniu.kernel.people.models import Account, Installation
    from shuniu.kernel.people.passwords import one_time_password
    from shuniu.kernel.records.writing import record

    now = timezone.now()
    passwords = {username: one_time_password() for username in ADMINISTRATORS}
    try:
        with transaction.atomic():
            mark_installation(Installation.Kind.REAL, now=now)
            if Account.objects.exists():
                raise Failed("这个数据库里已经有账号，init 只在空库上运行一次，什么都没有改动。")
            for username, password in passwords.items():
                Account.objects.create_account(username, password, kind=ADMINISTRATORS[username])
            content = {"administrators": list(passwords)}
            record("people.init", actor=system_actor(operator("shuniu init")), now=now, content=content)
    except Refused as refused:
        raise Failed(f"{refused.refusal.message}{refused.refusal.remedy}") from refused
    return passwords
