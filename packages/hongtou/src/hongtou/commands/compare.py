"""hongtou compare: two versions of a document as a redline (花脸稿)."""

from __future__ import annotations

import argparse
import sys

from hongtou import PieceKind, Redline, RedlineBlock, RedlineKind, Unreadable, compare, read
from hongtou.commands.files import FOUND, UNREADABLE, NotOpened, load

EPILOG = "退出码：0 两稿相同；1 两稿不同；2 文件打不开或者无法读取；64 用法有误。"
_AROUND = {
    PieceKind.INSERTED: ("｛＋", "＋｝"),
    PieceKind.DELETED: ("［－", "－］"),
    PieceKind.SAME: ("", ""),
}
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>花脸稿</title><style>
.redline {{ font-family: FangSong, serif; font-size: 16pt; line-height: 1.75; }}
.redline p {{ margin: 0; min-height: 1.75em; white-space: pre-wrap; }}
.redline-ins, .redline-inserted {{ color: #b00020; text-decoration: underline; }}
.redline-del, .redline-deleted, .redline-moved-from {{ color: #555; text-decoration: line-through; }}
.redline-note {{ color: #0b4f8a; text-decoration: none; font-size: 12pt; }}
</style></head><body>
{body}
</body></html>"""


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What the command takes beside the old version."""
    group.add_argument("new", metavar="新稿", help="修改后的文件")
    group.add_argument("--html", action="store_true", help="输出网页，可以保存后打印")


def run(options: argparse.Namespace) -> int:
    """Compare two files; returns the exit code."""
    texts = []
    for name in (options.file, options.new):
        try:
            texts.append(read(*load(name)).text)
        except Unreadable as refusal:
            print(f"{name}：{refusal.message_zh}", file=sys.stderr)
            return UNREADABLE
        except NotOpened as refusal:
            print(refusal, file=sys.stderr)
            return UNREADABLE
    redline = compare(*texts)
    print(_PAGE.format(body=redline.as_html()) if options.html else _plain(redline))
    return 0 if redline.is_same else FOUND


def _plain(redline: Redline) -> str:
    """The paragraphs that changed, and the sum."""
    if redline.is_same:
        return "两稿相同。"
    lines = [_line(block) for block in redline.blocks if block.kind is not RedlineKind.SAME and block.pieces]
    kept = f"原稿保留{redline.kept_share:.0%}"
    return "\n".join([*lines, f"增加{redline.inserted}字，删去{redline.deleted}字，{kept}。"])


def _line(block: RedlineBlock) -> str:
    text = "".join(f"{_AROUND[p.kind][0]}{p.text}{_AROUND[p.kind][1]}" for p in block.pieces)
    if not block.move:
        return text
    return f"〔第{block.move}处移动：{'由此移出' if block.leaves else '移到这里'}〕{text}"
