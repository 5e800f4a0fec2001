"""hongtou on the command line.

Exit codes: 0 done, or nothing found; 1 something was found, or differs; 2 a file could not be opened or read; 64 wrong
use. secrecy has its own: 0 no mark (PASS); 1 a person must look (HOLD); 2 a mark of a state secret (BLOCK); 3 the file
could not be opened or read.
"""

from __future__ import annotations

import argparse
import io
import os
import sys
from collections.abc import Sequence
from importlib import metadata
from typing import NoReturn

from hongtou import Level, inspect_file
from hongtou.commands import check, compare, fix, read, render, rules
from hongtou.commands.files import USAGE, NotOpened, load

EXIT_UNREADABLE = 3
_PIPE_CLOSED, _INTERRUPTED = 141, 130
_SECRECY = "退出码：0 未发现密级标志；1 需人工核对；2 有国家秘密标志；3 文件打不开；64 用法有误。"
_LEVELS = {Level.PASS: "未发现密级标志", Level.HOLD: "需人工核对", Level.BLOCK: "有国家秘密标志，禁止处理"}
_ADVICE = "请立即停止，到涉密网或机要室办理；如已扩散，请报告保密员。"


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        print(f"hongtou：用法有误。\n{self.format_usage()}", file=sys.stderr)
        sys.exit(USAGE)

    def format_usage(self) -> str:
        return super().format_usage().replace("usage: ", "用法：", 1)

    def format_help(self) -> str:
        return super().format_help().replace("usage: ", "用法：", 1)


def main(arguments: Sequence[str] | None = None) -> int:
    """Run one command; returns the exit code."""
    for stream in (sys.stdout, sys.stderr):
        if isinstance(stream, io.TextIOWrapper):
            stream.reconfigure(errors="backslashreplace")
    options = _parser().parse_args(arguments)
    try:
        code = int(options.run(options))
        sys.stdout.flush()
    except BrokenPipeError:
        # Whoever read the output has seen enough; what is left must not complain again at the end.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return _PIPE_CLOSED
    except KeyboardInterrupt:
        return _INTERRUPTED
    return code


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(
        prog="hongtou", description="读取、检查、修改、比较、排版党政机关公文，核对密级标志。", add_help=False
    )
    commands = parser.add_subparsers(dest="command", required=True, title="命令", metavar="命令")

    def command(name: str, says: str, epilog: str, run: object, *, files: str) -> argparse._ArgumentGroup:
        made = commands.add_parser(name, help=says, description=says, epilog=epilog, add_help=False)
        made.set_defaults(run=run)
        group = made.add_argument_group("参数")
        if files == "several":
            group.add_argument(
                "files", nargs="+", metavar="文件", help="要处理的文件，可以写几个；-表示标准输入"
            )
        elif files:
            group.add_argument("file", metavar=files, help="要处理的文件；-表示标准输入")
        group.add_argument("-h", "--help", action="help", help="显示本说明")
        return group

    read.add_arguments(command("read", "读出公文各要素及其出处", read.EPILOG, read.run, files="several"))
    check.add_arguments(
        command(
            "check", "检查要素格式、行文规则、篇幅和给基层的负担", check.EPILOG, check.run, files="several"
        )
    )
    fix.add_arguments(command("fix", "改正可以放心改的问题", fix.EPILOG, fix.run, files="several"))
    compare.add_arguments(
        command("compare", "比较两稿，输出花脸稿", compare.EPILOG, compare.run, files="原稿")
    )
    render.add_arguments(
        command(
            "render",
            "按GB/T 9704—2012排成PDF、OFD、图片或者可编辑的Word文档",
            render.EPILOG,
            render.run,
            files="文件",
        )
    )
    rules.add_arguments(command("rules", "列出全部规则", rules.EPILOG, rules.run, files=""))
    explain = command("explain", "说明一条规则", rules.EPILOG, rules.explain, files="")
    explain.add_argument("code", metavar="规则", help="规则号，如GW-24A")
    command("secrecy", "核对文件是否带有密级标志", _SECRECY, _secrecy, files="文件")
    others = parser.add_argument_group("其他")
    others.add_argument("-h", "--help", action="help", help="显示本说明")
    others.add_argument("--version", action="version", version=f"hongtou {_version()}", help="显示版本号")
    return parser


def _version() -> str:
    try:
        return metadata.version("hongtou")
    except metadata.PackageNotFoundError:
        return "（未安装）"


def _secrecy(options: argparse.Namespace) -> int:
    try:
        data, filename = load(options.file)
    except NotOpened as refusal:
        print(refusal, file=sys.stderr)
        return EXIT_UNREADABLE
    verdict = inspect_file(data, filename)
    print(_LEVELS[verdict.level])
    for hit in verdict.hits:
        print(f"  {hit.rule} {hit.message_zh}")
    if verdict.level is Level.BLOCK:
        print(_ADVICE)
    return int(verdict.level)


if __name__ == "__main__":
    sys.exit(main())
