"""`shuniu demo`: the demo county, made when it is not there yet, and a server on this machine alone.

Only this command opens the choose-a-person entrance; the server it becomes is told so in its environment.
"""

from __future__ import annotations

import argparse
import os
import time

from shuniu.commands.check import fonts_at_hand
from shuniu.commands.console import Failed, say
from shuniu.commands.database import bring_up_to_date, set_up
from shuniu.commands.findings import Level
from shuniu.commands.serve import (
    ENTRANCE,
    LOOPBACK,
    become_server,
    refuse_when_broken,
    require_free,
)

ADDRESS = "/enter/"
STEP = 0.1


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> int:
    """Make what is missing, then serve until asked to stop."""
    set_up()
    from django.conf import settings

    require_free(LOOPBACK, settings.PORT)
    _require_demo()
    bring_up_to_date()
    tell_of_fonts()
    _make()
    refuse_when_broken()
    say("")
    say(f"✓ 演示县云岭县已经就绪：http://{LOOPBACK}:{settings.PORT}{ADDRESS}")
    say("  打开以后选“以谁的身份进入”，不用密码；随时可以在右上角姓名下“换一个人”。只有本机能进。")
    say("  按 Ctrl+C 停止。正式使用请另指 SHUNIU_HOME，运行 shuniu init 和 shuniu serve。")
    os.environ[ENTRANCE] = "1"
    become_server(LOOPBACK, settings.PORT, with_worker=True)


def _require_demo() -> None:
    """Raises `Failed` on a database that is not the demo's; nothing has been changed then."""
    from django.db import connection

    from shuniu.kernel.people.installation import installation_kind
    from shuniu.kernel.people.models import Account, Installation

    elsewhere = "没有改动任何内容。请用 SHUNIU_HOME 另指一个空文件夹，再运行 shuniu demo。"
    tables = set(connection.introspection.table_names())
    if Installation._meta.db_table in tables:
        kind = installation_kind()
        if kind is Installation.Kind.DEMO:
            return
        if kind is not None:
            raise Failed(f"这个数据库是{kind.label}，不能用来演示。{elsewhere}")
    if Account._meta.db_table in tables and Account.objects.exists():
        raise Failed(f"这个数据库里已经有账号，又不是演示库，不能用来演示。{elsewhere}")


def tell_of_fonts() -> None:
    """Say before anything is drawn which typefaces are missing, and what stands in for them."""
    for finding in fonts_at_hand():
        if finding.level is not Level.GOOD:
            say(str(finding))


def _make() -> None:
    """Mark the database and load the county, unless it was loaded to the end before."""
    from django.utils import timezone

    from shuniu.demo.loading.playing import is_loaded, load
    from shuniu.kernel.people.installation import mark_installation
    from shuniu.kernel.people.models import Installation

    if is_loaded():
        return
    now, begun = timezone.now(), time.monotonic()
    mark_installation(Installation.Kind.DEMO, now=now)
    say("正在建立演示县：59 个单位，128 个人，一年的公文。只有第一次要等，一两分钟。")
    loaded = load(now=now, strict=False, report=Progress())
    say(
        f"✓ 演示县建好了：{loaded.documents} 件公文，办理 {loaded.acts} 步，用时 {time.monotonic() - begun:.0f} 秒。"
    )
    if loaded.given_up:
        say(
            f"！有 {len(loaded.given_up)} 件没有照计划办完，停在前一步，不影响试用。第一件：{loaded.given_up[0]}"
        )


class Progress:
    """Says on the terminal how far the loading is, a line for every tenth."""

    def __init__(self) -> None:
        self._words = ""
        self._next = 0.0

    def __call__(self, words: str, share: float) -> None:
        """*share* (0 to 1) of *words* is done."""
        if words != self._words:
            self._words, self._next = words, 0.0
        if share < self._next:
            return
        self._next = share + STEP
        say(f"  {words}{f' {share:.0%}' if share else ''}")
