"""`shuniu records verify` and `shuniu records seal`."""

from __future__ import annotations

import argparse

from shuniu.commands.console import say
from shuniu.commands.database import require_current, set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is to be done with the records."""
    parser.add_argument(
        "what", choices=("verify", "seal"), metavar="verify|seal", help="verify 核对全部记录；seal 立即封存"
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify (exit code 1 when something was altered) or seal."""
    set_up()
    require_current()
    return verify() if arguments.what == "verify" else seal()


def verify() -> int:
    """Check the whole chain and say what was found."""
    from shuniu.kernel.records.sealing import LOOK_BACK
    from shuniu.kernel.records.verifying import verify as check

    found = check()
    for problem in found.problems:
        say(f"✗ {problem}")
    if found.wrong > len(found.problems):
        say(f"✗ 另有 {found.wrong - len(found.problems)} 处没有列出。")
    say(f"记录 {found.records} 条，封存 {found.seals} 次；依批准清除内容的 {found.erased} 条。")
    if found.last:
        say(
            f"最后一次封存的校验值：{found.last}（请抄存在别处，将来对得上，就说明以前的记录没有被整本换过）。"
        )
    if found.tail:
        say(
            f"还没有封存的 {found.tail} 条：封存之前，这些记录（至多最近 {LOOK_BACK} 条）不在核对的保证之内。"
        )
    say("✓ 已封存的记录没有改动。" if found.sound else f"✗ 共发现 {found.wrong} 处问题，请报告安全审计员。")
    return 0 if found.sound else 1


def seal() -> int:
    """Seal what is unsealed, now."""
    from django.utils import timezone

    from shuniu.kernel.records.sealing import seal_all

    say(f"✓ 封存 {seal_all(now=timezone.now())} 条。")
    return 0
