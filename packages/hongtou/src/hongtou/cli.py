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
from importlib import import_module, metadata
from typing import NoReturn

from hongtou.commands.files import USAGE

_PIPE_CLOSED, _INTERRUPTED = 141, 130
_SEVERAL = "several"
_COMMANDS = {
    "read": ("读出公文各要素及其出处", _SEVERAL),
    "check": ("检查要素格式、行文规则、篇幅和给基层的负担", _SEVERAL),
    "fix": ("改正可以放心改的问题", _SEVERAL),
    "compare": ("比较两稿，输出花脸稿", "原稿"),
    "render": ("按GB/T 9704—2012排成PDF、OFD、图片或者可编辑的Word文档", "文件"),
    "rules": ("列出全部规则", ""),
    "explain": ("说明一条规则", ""),
    "secrecy": ("核对文件是否带有密级标志", "文件"),
}
"""What each does, and what it calls its file, if it takes any."""


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
    words = sys.argv[1:] if arguments is None else arguments
    options = _parser(next((word for word in words if not word.startswith("-")), "")).parse_args(words)
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


def _parser(chosen: str) -> argparse.ArgumentParser:
    """The parser of all commands; only the *chosen* one is loaded and has arguments."""
    parser = _Parser(
        prog="hongtou", description="读取、检查、修改、比较、排版党政机关公文，核对密级标志。", add_help=False
    )
    commands = parser.add_subparsers(dest="command", required=True, title="命令", metavar="命令")
    for name, (says, files) in _COMMANDS.items():
        made = commands.add_parser(name, help=says, description=says, add_help=False)
        if name != chosen:
            continue
        module = import_module(f"hongtou.commands.{name}")
        made.epilog = module.EPILOG
        made.set_defaults(run=module.run)
        group = made.add_argument_group("参数")
        if files == _SEVERAL:
            group.add_argument(
                "files", nargs="+", metavar="文件", help="要处理的文件，可以写几个；-表示标准输入"
            )
        elif files:
            group.add_argument("file", metavar=files, help="要处理的文件；-表示标准输入")
        group.add_argument("-h", "--help", action="help", help="显示本说明")
        module.add_arguments(group)
    others = parser.add_argument_group("其他")
    others.add_argument("-h", "--help", action="help", help="显示本说明")
    others.add_argument("--version", action="version", version=f"hongtou {_version()}", help="显示版本号")
    return parser


def _version() -> str:
    try:
        return metadata.version("hongtou")
    except metadata.PackageNotFoundError:
        return "（未安装）"


if __name__ == "__main__":
    sys.exit(main())
