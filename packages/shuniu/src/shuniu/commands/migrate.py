"""`shuniu migrate`: bring the database up to this version, on SQLite and on PostgreSQL."""

from __future__ import annotations

import argparse

from shuniu.commands.console import say
from shuniu.commands.database import bring_up_to_date, set_up


def add_arguments(parser: argparse.ArgumentParser) -> None:
    """It takes none."""


def run(arguments: argparse.Namespace) -> int:
    """Apply what is missing; twice does nothing the second time."""
    set_up()
    applied = bring_up_to_date()
    say(f"✓ 数据库已升级，共 {applied} 步。" if applied else "✓ 数据库已经是本版本。")
    return 0
