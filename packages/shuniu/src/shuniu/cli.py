"""`shuniu`: the command for those who run it. What is wrong is said in one Chinese sentence, never a traceback.

Exit codes: 0 done; 1 not done, for the reason given; 2 wrong arguments or settings.
"""

from __future__ import annotations

import argparse
import os
import sys
from collections.abc import Sequence
from importlib import import_module

from shuniu.commands.console import Failed, complain
from shuniu.commands.database import load_settings
from shuniu.commands.parser import ChineseParser

COMMANDS: dict[str, tuple[str, str]] = {
    "init": ("init", "建立一个正式的空库：三个管理员账号，一次性密码只显示一次"),
    "demo": ("demo", "建立演示县并启动服务，只在本机可以进入"),
    "serve": ("serve", "启动网页服务"),
    "worker": ("worker", "启动后台：长任务、催办、封存"),
    "migrate": ("migrate", "把数据库升级到本版本"),
    "check": ("check", "逐项检查设置、数据库、字体、人员，并说明怎么办"),
    "import-org": ("import_org", "从 Excel 导入单位、人员、分管、AB岗和授权"),
    "import-register": ("import_register", "从 Excel 导入往年的收文登记簿"),
    "new-password": ("new_password", "给忘了密码的人换发一次性密码，只给这一次"),
    "set-parameter": ("set_parameter", "查看或者修改本县的参数：时限、上限、常用语"),
    "records": ("records", "核对或者封存操作记录"),
    "slow-queries": ("slow_queries", "列出慢的数据库语句，不含其中的值"),
    "backup": ("backup", "备份到一个文件夹，加密，并试着恢复来核验"),
    "restore": ("restore", "把备份恢复到一个空的文件夹"),
}
"""Each command, the module in `shuniu.commands` that carries it out, and what it is for."""


def main(argv: Sequence[str] | None = None) -> int:
    """Carry out one command; its exit code."""
    try:
        arguments = _parse(list(sys.argv[1:] if argv is None else argv))
        return _carry_out(arguments)
    except Failed as failed:
        return complain(str(failed), code=failed.code)
    except KeyboardInterrupt:
        return complain("已中断。", code=1)
    except BrokenPipeError:
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        return 1


def _parse(words: list[str]) -> argparse.Namespace:
    """Only the module of the command that was asked for is imported."""
    parser = ChineseParser(prog="shuniu", description="枢纽：县级机关办公平台。")
    asked = next((word for word in words if word in COMMANDS), None)
    subparsers = parser.add_subparsers(dest="command", metavar="命令", required=True, title="命令")
    for name, (module, purpose) in COMMANDS.items():
        sub = subparsers.add_parser(name, help=purpose, description=f"{purpose}。")
        if name == asked:
            import_module(f"shuniu.commands.{module}").add_arguments(sub)
    return parser.parse_args(words)


def _carry_out(arguments: argparse.Namespace) -> int:
    module = import_module(f"shuniu.commands.{COMMANDS[arguments.command][0]}")
    # Reading the settings makes SHUNIU_HOME with a key in it: not where a backup shall be restored into it.
    if getattr(module, "NEEDS_SETTINGS", True):
        load_settings()
    from django.db import DatabaseError, OperationalError

    try:
        return int(module.run(arguments))
    except OperationalError as error:
        raise Failed(f"数据库现在不能用：{_first_line(error)}。请检查 DATABASE_URL 或者磁盘空间。") from error
    except DatabaseError as error:
        raise Failed(f"数据库与本版本不符：{_first_line(error)}。请先运行 shuniu migrate。") from error
    except OSError as error:
        raise Failed(f"{error.strerror or error}：{error.filename or ''}") from error


def _first_line(error: Exception) -> str:
    return (str(error).strip().splitlines() or [type(error).__name__])[0]
