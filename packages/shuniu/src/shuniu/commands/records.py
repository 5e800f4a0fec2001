"""`shuniu records verify`, `seal` and `export-seals`."""

from __future__ import annotations

import argparse
import json
from pathlib import Path

from shuniu.commands.console import Failed, say
from shuniu.commands.database import require_current, set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """What is to be done with the records."""
    parser.add_argument(
        "what",
        choices=("verify", "seal", "export-seals"),
        metavar="verify|seal|export-seals",
        help="verify 核对全部记录；seal 立即封存；export-seals 导出封存清单，存到别处，日后对照",
    )
    parser.add_argument("file", nargs="?", type=Path, help="export-seals 写到哪个文件（原来没有的）")
    parser.add_argument("--kept", type=Path, metavar="清单", help="verify 时与早先另存的封存清单对照")
    parser.add_argument(
        "--after", type=int, default=0, metavar="号", help="export-seals 只要这一号以后的封存"
    )


def run(arguments: argparse.Namespace) -> int:
    """Verify (exit code 1 when something was altered), seal, or write the seals to a file. Raises `Failed` for a file
    that is there already, or none."""
    if (arguments.what == "export-seals") != (arguments.file is not None):
        raise Failed(
            "export-seals 要写明存到哪个文件，例如 shuniu records export-seals 封存清单.jsonl。", code=2
        )
    set_up()
    require_current()
    if arguments.what == "export-seals":
        return export_seals(arguments.file, arguments.after)
    return verify(arguments.kept) if arguments.what == "verify" else seal()


def verify(kept: Path | None = None) -> int:
    """Check the whole chain, against the seals in the file *kept* too, and say what was found. Raises `Failed` for a
    file that is no list of seals."""
    from shuniu.kernel.records.sealing import LOOK_BACK
    from shuniu.kernel.records.verifying import verify as check

    try:
        lines = kept.read_text(encoding="utf-8").splitlines() if kept else []
        known = [
            {name: seal[name] for name in ("number", "digest", "sm3")} for seal in map(json.loads, lines)
        ]
    except (ValueError, KeyError, TypeError):
        raise Failed(f"{kept} 不是 shuniu records export-seals 写出的封存清单，没有核对。", code=2) from None
    found = check(known)
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


def export_seals(path: Path, after: int) -> int:
    """Write the seals above the number *after* with their items to a new file, a line each, and the checker beside it."""
    from shuniu.kernel.records.evidence import CHECKER, seals

    count = 0
    try:
        with path.open("x", encoding="utf-8") as file:
            for count, seal_ in enumerate(seals(after=after), 1):  # noqa: B007 - counted
                file.write(json.dumps(seal_, ensure_ascii=False) + "\n")
    except FileExistsError:
        raise Failed(f"文件 {path} 已经有了，没有改动。请换一个文件名。") from None
    say(f"✓ 封存清单 {count} 个封存，写到 {path}。请存到别的机器或者光盘上。")
    say(f"核对：python3 {CHECKER} {path} 早先另存的清单")
    return 0
