"""What machine this is, as far as the figures depend on it."""

from __future__ import annotations

import os
import platform
import sqlite3
from pathlib import Path

import django


def facts() -> list[str]:
    """One line each: processor, memory, load, system, versions."""
    return [
        f"处理器：{_first('/proc/cpuinfo', 'model name') or platform.machine()}，{os.cpu_count()} 核",
        f"内存：{_memory()}",
        f"开始时的负载：{_load()}（大于核数时有别的程序在争用，毫秒数偏大，请看比值）",
        f"系统：{platform.platform()}；Python {platform.python_version()}，Django {django.get_version()}，"
        f"SQLite {sqlite3.sqlite_version}",
    ]


def _first(path: str, key: str) -> str:
    try:
        lines = Path(path).read_text(encoding="utf-8").splitlines()
    except OSError:
        return ""
    return next((line.partition(":")[2].strip() for line in lines if line.startswith(key)), "")


def _memory() -> str:
    found = _first("/proc/meminfo", "MemTotal").split()
    return f"{int(found[0]) // 1024:,} MB" if found else "不知道"


def _load() -> str:
    return "、".join(f"{load:.1f}" for load in os.getloadavg()) if hasattr(os, "getloadavg") else "不知道"
