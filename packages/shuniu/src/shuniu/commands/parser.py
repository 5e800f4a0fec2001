"""argparse in Chinese: heads, help and every complaint about arguments."""

from __future__ import annotations

import argparse
import re
import sys
from typing import Any, NoReturn

_COMPLAINTS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), words)
    for pattern, words in (
        (r"the following arguments are required: (.+)", r"缺少参数：\1。"),
        (r"unrecognized arguments: (.+)", r"不认识的参数：\1。"),
        (r"argument (.+?): invalid choice: (.+?) \(choose from (.+)\)", r"\1 不能是 \2，只能是：\3。"),
        (r"argument (.+?): expected .*argument.*", r"参数 \1 后面要写内容。"),
        (r"argument (.+?): invalid int value: (.+)", r"参数 \1 应当是整数，不能是 \2。"),
        (r"argument (.+?): not allowed with argument (.+)", r"参数 \1 与 \2 不能同时写。"),
        (r"one of the arguments (.+) is required", r"参数 \1 要写一个。"),
        (r"argument (.+?): (.+)", r"参数 \1：\2"),
    )
)


class _ChineseHelp(argparse.HelpFormatter):
    def add_usage(self, usage: Any, actions: Any, groups: Any, prefix: str | None = None) -> None:
        super().add_usage(usage, actions, groups, "用法：" if prefix is None else prefix)


class ChineseParser(argparse.ArgumentParser):
    """An argument parser that speaks Chinese and never prints a traceback."""

    def __init__(self, **options: Any) -> None:
        super().__init__(
            **{"formatter_class": _ChineseHelp, "add_help": False, "allow_abbrev": False} | options
        )
        self._positionals.title, self._optionals.title = "参数", "选项"
        self.add_argument("-h", "--help", action="help", help="显示这段说明")

    def error(self, message: str) -> NoReturn:
        """Say what is wrong with the arguments and leave with exit code 2."""
        found = ((pattern.fullmatch(message), words) for pattern, words in _COMPLAINTS)
        sentence = next((match.expand(words) for match, words in found if match), message)
        sys.stderr.write(f"✗ {sentence}\n  {self.format_usage()}")
        sys.exit(2)
