"""hongtou layout: set a file in the ordinary form, as PDF or as an editable Word document.

Exit codes: 0 written; 1 no page holds it; 2 a mark of a state secret, or the file could not be read; 64 wrong use, or
the file could not be written.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hongtou import (
    Level,
    Manuscript,
    Unreadable,
    find_fonts,
    inspect_file,
    lay_out,
    manuscript_of,
    read,
    write_docx,
    write_pdf,
)

EPILOG = (
    "退出码：0 已排好；1 排不下；2 带有国家秘密标志，或者文件无法读取；64 用法有误，或文件打不开、写不了。"
)
_NOT_SET, _REFUSED, _USAGE = 1, 2, 64


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What the command takes beside the file."""
    group.add_argument(
        "-o", "--output", type=Path, metavar="成品", help="要写成的.pdf或者.docx，默认与原文件同名的.pdf"
    )
    group.add_argument("--stamp", default="", metavar="字样", help="斜印在每页上的字样，如“样章”，只用于PDF")
    group.add_argument("--fonts", type=Path, metavar="文件夹", help="本单位有授权的字体所在的文件夹")


def run(data: bytes, options: argparse.Namespace) -> int:
    """Set the file and write it; returns the exit code."""
    path: Path = options.file
    output: Path = options.output or path.with_suffix(".pdf")
    kind = output.suffix.lower()
    if kind not in (".pdf", ".docx"):
        return _refuse(f"成品只能是.pdf或者.docx：{output}", _USAGE)
    if output.resolve() == path.resolve():
        return _refuse(f"成品不能盖掉原文件：{output}。请用 -o 另指一个文件名。", _USAGE)
    if inspect_file(data, path.name).level is Level.BLOCK:
        return _refuse("文件带有国家秘密标志，禁止处理。请立即停止，到涉密网或机要室办理。", _REFUSED)
    try:
        manuscript = manuscript_of(read(data, path.name))
    except Unreadable as refusal:
        return _refuse(refusal.message_zh, _REFUSED)
    try:
        made = _pdf(manuscript, options) if kind == ".pdf" else write_docx(manuscript)
    except ValueError as reason:
        return _refuse(f"{reason}。", _NOT_SET)
    try:
        output.write_bytes(made)
    except OSError:
        return _refuse(f"写不了文件：{output}。请核对路径和权限。", _USAGE)
    return 0


def _pdf(manuscript: Manuscript, options: argparse.Namespace) -> bytes:
    layout = lay_out(manuscript, fonts=find_fonts(office=options.fonts))
    for told in (layout.adjusted, *layout.warnings):
        if told:
            print(told, file=sys.stderr)
    if layout.moved_addressees:
        print("主送机关太多，首页排不下正文，已移至版记（7.3.2）。", file=sys.stderr)
    return write_pdf(layout, stamp=options.stamp)


def _refuse(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
