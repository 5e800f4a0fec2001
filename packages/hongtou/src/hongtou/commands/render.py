"""hongtou render: set a file as GB/T 9704-2012 asks, as PDF, OFD, an editable Word document, or one page as SVG or PNG.

Exit codes: 0 written; 1 no page holds it; 2 a mark of a state secret, or a file could not be opened, read or written;
64 wrong use.
"""

from __future__ import annotations

import argparse
import sys
from pathlib import Path

from hongtou import (
    Form,
    Layout,
    Level,
    Manuscript,
    Unreadable,
    elements_of,
    find_fonts,
    in_form,
    inspect_file,
    lay_out,
    manuscript_of,
    read,
    write_docx,
    write_ofd,
    write_pdf,
    write_png,
    write_svg,
)
from hongtou.commands.files import STDIN, UNREADABLE, USAGE, NotOpened, is_same, load, save

EPILOG = "退出码：0 已排好；1 排不下；2 带有国家秘密标志，或者文件打不开、读不了、写不了；64 用法有误。"
_ONE_PAGE = ("svg", "png")
KINDS = ("pdf", "ofd", "docx", *_ONE_PAGE)
_NOT_SET = 1


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """What the command takes beside the file."""
    group.add_argument("--to", choices=KINDS, help="写成哪一种；不写则看 -o 的扩展名，再不写则为pdf")
    group.add_argument("-o", "--output", metavar="成品", help="成品的文件名，-表示标准输出；默认与原文件同名")
    group.add_argument("--stamp", default="", metavar="字样", help="斜印在每页上的字样，如“样章”，不用于docx")
    group.add_argument("--page", type=int, metavar="页", help="svg、png写第几页，默认第1页")
    group.add_argument(
        "--form",
        choices=[form.value for form in Form],
        help="格式：ordinary普通、letter信函、order命令、minutes纪要；不写则看发文机关标志和文种",
    )
    group.add_argument("--fonts", type=Path, metavar="文件夹", help="本单位有授权的字体所在的文件夹")


def run(options: argparse.Namespace) -> int:
    """Set the file and write it; returns the exit code."""
    kind = options.to or Path(options.output or "").suffix.lower().lstrip(".") or "pdf"
    if kind not in KINDS:
        return _refuse(f"成品只能是{'、'.join(KINDS)}：{options.output}", USAGE)
    if options.file == STDIN and not options.output:
        return _refuse("从标准输入读时，请用 -o 指明成品。", USAGE)
    output = options.output or str(Path(options.file).with_suffix(f".{kind}"))
    if is_same(output, options.file):
        return _refuse(f"成品不能盖掉原文件：{output}。请用 -o 另指一个文件名。", USAGE)
    try:
        data, filename = load(options.file)
        if inspect_file(data, filename).level is Level.BLOCK:
            return _refuse("文件带有国家秘密标志，禁止处理。请立即停止，到涉密网或机要室办理。", UNREADABLE)
        document = read(data, filename)
        for remark in document.remarks:
            print(remark, file=sys.stderr)
        manuscript = manuscript_of(document)
        if options.form:
            manuscript = in_form(manuscript, Form(options.form))
        save(output, _written(manuscript, kind, options))
    except NotOpened as refusal:
        return _refuse(str(refusal), UNREADABLE)
    except Unreadable as refusal:
        return _refuse(refusal.message_zh, UNREADABLE)
    except ImportError as reason:
        return _refuse(f"{reason}。", UNREADABLE)
    except ValueError as reason:
        return _refuse(f"{reason}。", _NOT_SET)
    return 0


def _written(manuscript: Manuscript, kind: str, options: argparse.Namespace) -> bytes:
    if kind == "docx":
        return write_docx(manuscript)
    layout = _laid_out(manuscript, options.fonts)
    if kind == "ofd":
        return write_ofd(layout, elements=elements_of(manuscript), stamp=options.stamp)
    if kind in _ONE_PAGE:
        page = _page(layout, options.page)
        if kind == "svg":
            return write_svg(layout, page, stamp=options.stamp).encode()
        return write_png(layout, page, stamp=options.stamp)
    return write_pdf(layout, stamp=options.stamp)


def _page(layout: Layout, asked: int | None) -> int:
    """The page to be drawn; that the others are not is told on the error stream."""
    pages = len(layout.pages)
    if asked is not None and not 1 <= asked <= pages:
        raise ValueError(f"没有第{asked}页，共{pages}页")
    if asked is None and pages > 1:
        print(f"共{pages}页，只写了第1页；用 --page 另选一页。", file=sys.stderr)
    return asked or 1


def _laid_out(manuscript: Manuscript, fonts: Path | None) -> Layout:
    """The pages; what is to be known of them before anyone prints is told on the error stream."""
    layout = lay_out(manuscript, fonts=find_fonts(office=fonts))
    for told in (layout.adjusted, *layout.warnings):
        if told:
            print(told, file=sys.stderr)
    if layout.moved_addressees:
        print("主送机关太多，首页排不下正文，已移至版记（7.3.2）。", file=sys.stderr)
    return layout


def _refuse(sentence: str, code: int) -> int:
    print(sentence, file=sys.stderr)
    return code
