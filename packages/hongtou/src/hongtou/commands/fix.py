"""hongtou fix: mend what may be mended without asking, or show what would change."""

from __future__ import annotations

import argparse
import difflib
import sys
from collections.abc import Iterator

from hongtou import Document, FixKind, Unreadable, mend, read
from hongtou.commands.check import add_question, line_of, places_in, question_of
from hongtou.commands.files import FOUND, STDIN, UNREADABLE, USAGE, NotOpened, load, save

EPILOG = "退出码：0 没有剩下的问题；1 还有要作者自己改的问题；2 文件打不开、写不了或者无法读取；64 用法有误。"

_REFUSED = "（请在Word里改：这里是自动编号、域、受控的内容，或者要分段、并段）"


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What the command takes beside the files."""
    add_question(group)
    group.add_argument(
        "-o", "--output", metavar="成品", help="写到另一个文件（只能处理一个文件）；不写则改原文件"
    )
    group.add_argument("--diff", action="store_true", help="只显示要改什么，不写文件")
    group.add_argument("--ask", action="store_true", help="连同需要作者过目的改法一起改")


def run(options: argparse.Namespace) -> int:
    """Mend the files; returns the exit code."""
    if options.output and len(options.files) > 1:
        print("-o 只能和一个文件一起用。", file=sys.stderr)
        return USAGE
    try:
        question = question_of(options)
    except NotOpened as refusal:
        print(refusal, file=sys.stderr)
        return USAGE
    kinds = (FixKind.SAFE, FixKind.ASK) if options.ask else (FixKind.SAFE,)
    worst = 0
    for name in options.files:
        try:
            data, filename = load(name)
            mended = mend(data, filename, question, kinds=kinds)
            if options.diff:
                sys.stdout.writelines(_difference(name, read(data, filename), mended.document))
            elif mended.data != data or options.output or name == STDIN:
                save(options.output or name, mended.data)
        except Unreadable as refusal:
            print(f"{name}：{refusal.message_zh}", file=sys.stderr)
            worst = UNREADABLE
            continue
        except NotOpened as refusal:
            print(refusal, file=sys.stderr)
            worst = UNREADABLE
            continue
        places = places_in(mended.data, mended.document)
        for finding in mended.left:
            told = _REFUSED if finding in mended.refused else ""
            print(f"{line_of(name, finding, mended.document, places)}{told}", file=sys.stderr)
        print(f"{name}：改了{len(mended.mended)}处，剩下{len(mended.left)}处。", file=sys.stderr)
        worst = max(worst, FOUND if mended.left else 0)
    return worst


def _difference(name: str, before: Document, after: Document) -> Iterator[str]:
    old, new = (document.text.splitlines(keepends=True) for document in (before, after))
    for line in difflib.unified_diff(old, new, name, f"{name}（改后）"):
        yield line if line.endswith("\n") else f"{line}\n"
