"""hongtou secrecy: whether a file bears the mark of a state secret; its exit codes are the levels."""

from __future__ import annotations

import argparse
import sys

from hongtou import Level, inspect_file
from hongtou.commands.files import NotOpened, load

EPILOG = "退出码：0 未发现密级标志；1 需人工核对；2 有国家秘密标志；3 文件打不开；64 用法有误。"
EXIT_UNREADABLE = 3
_LEVELS = {Level.PASS: "未发现密级标志", Level.HOLD: "需人工核对", Level.BLOCK: "有国家秘密标志，禁止处理"}
_ADVICE = "请立即停止，到涉密网或机要室办理；如已扩散，请报告保密员。"


def add_arguments(group: argparse._ArgumentGroup) -> None:
    """Nothing beside the file."""


def run(options: argparse.Namespace) -> int:
    """Look through the file; returns the level as exit code."""
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
