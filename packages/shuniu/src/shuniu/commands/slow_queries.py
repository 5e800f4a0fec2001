"""`shuniu slow-queries`: the statements that took long, without what was asked for."""

from __future__ import annotations

import argparse

from shuniu.commands.console import Failed, say
from shuniu.commands.database import set_up

SHOWN = 20


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """How many are shown."""
    parser.add_argument("--most", type=int, default=SHOWN, metavar="条数", help=f"最多列几条，不写时 {SHOWN}")


def run(arguments: argparse.Namespace) -> int:
    """Print them, the worst first. Raises `Failed`."""
    if arguments.most < 1:
        raise Failed("--most 至少写 1。", code=2)
    set_up()
    from django.conf import settings
    from django.utils import timezone

    from shuniu.kernel.base.slow_queries import slow_queries

    found = slow_queries()
    if not found:
        say(f"✓ 没有超过 {settings.SLOW_QUERY_MS} 毫秒的数据库语句。")
        return 0
    say(f"超过 {settings.SLOW_QUERY_MS} 毫秒的数据库语句 {len(found)} 种，最慢的在前；语句里的值已去掉。")
    for query in found[: arguments.most]:
        last = timezone.localtime(query.last)
        say(f"\n最慢 {query.worst:.0f} 毫秒，{query.count} 次，最近一次 {last:%Y-%m-%d %H:%M}\n  {query.sql}")
    return 0
