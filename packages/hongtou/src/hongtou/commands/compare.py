"""hongtou compare: two versions of a document as a redline (花脸稿), in the terminal, as a page, or as PDF."""

from __future__ import annotations

import argparse
import sys
from dataclasses import dataclass
from datetime import datetime
from html import escape
from pathlib import Path

from hongtou import (
    PieceKind,
    Redline,
    RedlineBlock,
    RedlineKind,
    RedlineVersion,
    Unreadable,
    compare,
    find_fonts,
    lay_out_redline,
    write_pdf,
)
from hongtou.commands.files import FOUND, STDIN, UNREADABLE, USAGE, NotOpened, is_same, load, save
from hongtou.compare import comparable
from hongtou.read import source_of
from hongtou.read.lines import Source

EPILOG = "退出码：0 两稿相同；1 两稿不同；2 文件打不开、写不了或者无法读取；64 用法有误。"
KINDS = ("pdf", "html")
_AROUND = {
    PieceKind.INSERTED: ("｛＋", "＋｝"),
    PieceKind.DELETED: ("［－", "－］"),
    PieceKind.SAME: ("", ""),
}
_PAGE = """<!DOCTYPE html>
<html lang="zh-CN"><head><meta charset="utf-8"><title>花脸稿</title><style>
body {{ max-width: 44em; margin: 2em auto; padding: 0 1em; font-family: FangSong, serif; }}
header {{ border-bottom: 1px solid; margin-bottom: 1em; }}
header h1 {{ text-align: center; font-weight: normal; }}
header p {{ margin: 0.3em 0; }}
.redline {{ font-size: 16pt; line-height: 1.75; }}
.redline p {{ margin: 0; min-height: 1.75em; white-space: pre-wrap; overflow-wrap: anywhere; }}
.redline-table {{ border-collapse: collapse; width: 100%; }}
.redline-table td {{ border: 1px solid; padding: 0 0.4em; overflow-wrap: anywhere; }}
.redline-ins, .redline-inserted {{ color: #0b3a8a; text-decoration: underline; }}
.redline-del, .redline-deleted {{ color: #b00020; text-decoration: line-through; }}
.redline-moved-from {{ color: #1a6633; text-decoration: line-through double; }}
.redline-moved-to {{ color: #1a6633; text-decoration: underline double; }}
.redline-note {{ display: inline-block; color: #1a6633; font-size: 12pt; }}
</style></head><body>
<header><h1>花脸稿</h1>
<p>原稿：{before}</p><p>改稿：{after}</p><p>改动：{says}</p>
<p>图例：<del class="redline-del">删去的字</del>　<ins class="redline-ins">加上的字</ins>　<span
class="redline-moved-from">移出的段落</span>　<span class="redline-moved-to">移入的段落</span></p></header>
{body}
</body></html>
"""


@dataclass(frozen=True, slots=True)
class _File:
    source: Source
    version: RedlineVersion


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What the command takes beside the old version."""
    group.add_argument("new", metavar="新稿", help="修改后的文件")
    group.add_argument("-o", "--output", metavar="成品", help="写成花脸稿，扩展名.pdf或者.html")
    group.add_argument("--html", action="store_true", help="把网页写到标准输出")
    group.add_argument("--fonts", type=Path, metavar="文件夹", help="本单位有授权的字体所在的文件夹")


def run(options: argparse.Namespace) -> int:
    """Compare two files; returns the exit code."""
    kind = Path(options.output).suffix.lower().lstrip(".") if options.output else ""
    if options.output and kind not in KINDS:
        print(f"花脸稿只能写成{'、'.join(KINDS)}：{options.output}", file=sys.stderr)
        return USAGE
    if options.output and any(is_same(options.output, each) for each in (options.file, options.new)):
        print(f"花脸稿不能盖掉原文件：{options.output}。请另指一个文件名。", file=sys.stderr)
        return USAGE
    files = []
    try:
        for name in (options.file, options.new):
            data, filename = load(name)
            files.append(_file(name, source_of(data, filename)))
        old, new = files
        redline = compare(*comparable(old.source, new.source))
        if kind == "pdf":
            save(options.output, _pdf(redline, old.version, new.version, options.fonts))
        elif kind == "html":
            save(options.output, _html(redline, old.version, new.version).encode("utf-8", "replace"))
    except Unreadable as refusal:
        print(f"{name}：{refusal.message_zh}", file=sys.stderr)
        return UNREADABLE
    except NotOpened as refusal:
        print(refusal, file=sys.stderr)
        return UNREADABLE
    if options.html:
        sys.stdout.write(_html(redline, old.version, new.version))
    elif not options.output:
        print(_plain(redline))
    return 0 if redline.is_same else FOUND


def _file(name: str, source: Source) -> _File:
    """The file *name* with what the redline calls it: its name, and the time it was last changed."""
    if name == STDIN:
        return _File(source, RedlineVersion("标准输入"))
    return _File(source, RedlineVersion(Path(name).name, _time(name, source.metadata.get("修改时间", ""))))


def _time(name: str, said: str) -> str:
    """When the file was changed: as it says itself, else as the disk does."""
    try:
        return datetime.fromisoformat(said).astimezone().strftime("%Y年%-m月%-d日 %H:%M")
    except (ValueError, OverflowError):
        changed = datetime.fromtimestamp(Path(name).stat().st_mtime).astimezone()
        return changed.strftime("%Y年%-m月%-d日 %H:%M")


def _pdf(redline: Redline, old: RedlineVersion, new: RedlineVersion, fonts: Path | None) -> bytes:
    layout = lay_out_redline(redline, old, new, fonts=find_fonts(office=fonts))
    for told in layout.warnings:
        print(told, file=sys.stderr)
    return write_pdf(layout)


def _html(redline: Redline, old: RedlineVersion, new: RedlineVersion) -> str:
    named = {"before": escape(str(old)), "after": escape(str(new)), "says": redline.says}
    return _PAGE.format(body=redline.as_html(), **named)


def _plain(redline: Redline) -> str:
    """The paragraphs that changed, and the sum."""
    if redline.is_same:
        return "两稿相同。"
    changed = [
        _line(block) for block in redline.blocks if block.kind is not RedlineKind.SAME and block.pieces
    ]
    return "\n".join([*changed, f"{redline.says}。"])


def _line(block: RedlineBlock) -> str:
    text = "".join(f"{_AROUND[p.kind][0]}{p.text}{_AROUND[p.kind][1]}" for p in block.pieces)
    return f"〔{block.note}〕{text}" if block.move else text
