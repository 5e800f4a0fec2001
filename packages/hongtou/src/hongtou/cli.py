"""hongtou on the command line.

Exit codes of read and secrecy: 0 read, or no mark found (PASS); 1 a person must look (HOLD); 2 a mark of a
state secret (BLOCK); 3 the file could not be read; 64 wrong use, or the file could not be opened. check and
compare: 0 nothing found; 1 something found; 2 the file could not be read; 64 as above. layout says its own.
"""

from __future__ import annotations

import argparse
import dataclasses
import datetime
import json
import sys
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NoReturn

from hongtou import Deadline, Document, Level, Span, Unreadable, Value, inspect_file, read
from hongtou.commands import check, compare, layout

EXIT_UNREADABLE = 3
EXIT_USAGE = 64
_EPILOG = "退出码：0 已读取或未发现密级标志；1 需人工核对；2 有国家秘密标志；3 文件无法读取；64 用法有误或文件打不开。"
_LEVELS = {Level.PASS: "未发现密级标志", Level.HOLD: "需人工核对", Level.BLOCK: "有国家秘密标志，禁止处理"}
_ADVICE = "请立即停止，到涉密网或机要室办理；如已扩散，请报告保密员。"
_LABELS = {
    "genre": "文种",
    "issuers": "来文单位",
    "copy_number": "份号",
    "urgency": "紧急程度",
    "issuer_mark": "发文机关标志",
    "document_number": "发文字号",
    "issuing_signatory": "签发人",
    "title": "标题",
    "addressees": "主送机关",
    "signature": "发文机关署名",
    "document_date": "成文日期",
    "note": "附注",
    "copy_to": "抄送机关",
    "imprint": "印发机关和印发日期",
}


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"hongtou：用法有误。\n{self.format_usage()}", file=sys.stderr)
        sys.exit(EXIT_USAGE)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    options = _parser().parse_args(arguments)
    path: Path = options.file
    try:
        data = path.read_bytes()
    except OSError:
        print(f"打不开文件：{path}。请核对路径和权限。", file=sys.stderr)
        return EXIT_USAGE
    if options.command == "secrecy":
        return _secrecy(data, path.name)
    if options.command == "check":
        return check.run(data, options)
    if options.command == "compare":
        return compare.run(data, options)
    if options.command == "layout":
        return layout.run(data, options)
    return _read(data, path.name, as_json=options.json)


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="hongtou", description="读取、检查、比较、排版党政机关公文，核对密级标志。", add_help=False
    )
    commands = parser.add_subparsers(dest="command", required=True, title="命令", metavar="命令")
    for name, says, epilog in (
        ("read", "读出公文各要素及其出处", _EPILOG),
        ("check", "检查行文规则、篇幅和给基层的负担", check.EPILOG),
        ("compare", "比较两稿，输出花脸稿", compare.EPILOG),
        ("layout", "按GB/T 9704—2012排成PDF或者可编辑的Word文档", layout.EPILOG),
        ("secrecy", "核对文件是否带有密级标志", _EPILOG),
    ):
        command = commands.add_parser(name, help=says, description=says, epilog=epilog, add_help=False)
        group = command.add_argument_group("参数")
        group.add_argument(
            "file", type=Path, metavar="原稿" if name == "compare" else "文件", help="要处理的文件"
        )
        group.add_argument("-h", "--help", action="help", help="显示本说明")
        if name == "read":
            group.add_argument("--json", action="store_true", help="以JSON格式输出")
        elif name == "check":
            check.add_arguments(group)
        elif name == "compare":
            compare.add_arguments(group)
        elif name == "layout":
            layout.add_arguments(group)
    parser.add_argument_group("其他").add_argument("-h", "--help", action="help", help="显示本说明")
    return parser


def _secrecy(data: bytes, filename: str) -> int:
    verdict = inspect_file(data, filename)
    print(_LEVELS[verdict.level])
    for hit in verdict.hits:
        print(f"  {hit.rule} {hit.message_zh}")
    if verdict.level is Level.BLOCK:
        print(_ADVICE)
    return int(verdict.level)


def _read(data: bytes, filename: str, *, as_json: bool) -> int:
    try:
        document = read(data, filename)
    except Unreadable as refusal:
        print(refusal.message_zh, file=sys.stderr)
        return EXIT_UNREADABLE
    if as_json:
        print(json.dumps(_plain(document), ensure_ascii=False, indent=2))
    else:
        print("\n".join(_lines(document)))
    return 0


def _lines(document: Document) -> Iterator[str]:
    for name, label in _LABELS.items():
        found = getattr(document, name)
        for value in found if isinstance(found, tuple) else (found,) if found else ():
            yield f"{label}：{_shown(value.value)}    [{_source(document, value)}]"
    for note in document.annex_notes:
        yield f"附件说明：{'' if note.number is None else f'{note.number}. '}{note.name}"
    for annex in document.annexes:
        yield f"附件：{'' if annex.number is None else f'{annex.number}. '}{annex.title}"
    for deadline in document.deadlines:
        yield f"时限：{_due(deadline)}    [{deadline.demand}]"
    for remark in document.remarks:
        yield f"说明：{remark}"


def _source(document: Document, value: Value[Any]) -> str:
    passage = " ".join(document.passage(value.span).split())
    page = f"第{value.span.page}页 " if value.span.page else ""
    return f"{page}“{passage if len(passage) <= 60 else passage[:60] + '…'}” 把握{value.confidence:.0%}"


def _due(deadline: Deadline) -> str:
    if deadline.date is None:
        return f"{deadline.phrase}（起算日期待定）"
    clock = deadline.time.strftime(" %H:%M") if deadline.time else ""
    return f"{deadline.phrase}，即{_shown(deadline.date)}{clock}"


def _shown(value: object) -> str:
    if isinstance(value, datetime.date):
        return f"{value.year}年{value.month}月{value.day}日"
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        parts = (getattr(value, field.name) for field in dataclasses.fields(value))
        return "　".join(_shown(part) for part in parts if part)
    if isinstance(value, tuple):
        return "、".join(map(_shown, value))
    return str(value)


def _plain(value: object) -> object:
    """``value`` as JSON can hold it; a document number stands in its standard form."""
    if isinstance(value, Span):
        return [value.start, value.end, value.page]
    if dataclasses.is_dataclass(value) and type(value).__str__ is object.__str__:
        return {field.name: _plain(getattr(value, field.name)) for field in dataclasses.fields(value)}
    if isinstance(value, dict):
        return {key: _plain(part) for key, part in value.items()}
    if isinstance(value, tuple):
        return [_plain(part) for part in value]
    return value if value is None or isinstance(value, (str, int, float)) else str(value)


if __name__ == "__main__":
    sys.exit(main())
