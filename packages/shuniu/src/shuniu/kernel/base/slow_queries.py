"""Statements that took long: noted in SHUNIU_HOME/logs without what was asked for, and summed up when somebody looks.

A file, because server, worker and commands are processes of their own, and a slow database is no place for notes on
its slowness. Two files of at most `LARGEST` bytes.
"""

from __future__ import annotations

import json
import os
import re
from collections.abc import Callable
from contextlib import suppress
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from time import perf_counter
from typing import Any

from django.conf import settings
from django.db.backends.base.base import BaseDatabaseWrapper
from django.utils import timezone

from shuniu.kernel.base.meters import SLOW_QUERIES

LARGEST = 2 * 2**20
LONGEST = 2_000
_LITERAL = re.compile(r"'(?:[^']|'')*'|\b\d{3,}\b")
_LIST = re.compile(r"\((?:\s*(?:%s|\?),)+\s*(?:%s|\?)\s*\)")


@dataclass(frozen=True)
class SlowQuery:
    """A statement without its values: how often it was slow, the worst time in milliseconds, and when last."""

    sql: str
    count: int
    worst: float
    last: datetime


def watch(sender: type[BaseDatabaseWrapper], connection: BaseDatabaseWrapper, **_: object) -> None:
    """Measure every statement of *connection*: a receiver of Django's `connection_created`."""
    if _measured not in connection.execute_wrappers:
        connection.execute_wrappers.append(_measured)


def _measured(execute: Callable[..., Any], sql: str, params: Any, many: bool, context: dict[str, Any]) -> Any:
    begun = perf_counter()
    try:
        return execute(sql, params, many, context)
    finally:
        milliseconds = (perf_counter() - begun) * 1000
        if milliseconds >= settings.SLOW_QUERY_MS:
            SLOW_QUERIES.inc()
            with suppress(OSError):  # a full disk must not fail what was asked
                _note(str(sql), milliseconds)


def without_values(sql: str) -> str:
    """*sql* in one line, without text and long numbers that stand in it, its lists shortened."""
    plain = _LITERAL.sub("?", " ".join(sql.split()))
    return _LIST.sub("(…)", plain)[:LONGEST]


def _place() -> Path:
    return Path(settings.SHUNIU_HOME) / "logs" / "slow-queries.jsonl"


def _note(sql: str, milliseconds: float) -> None:
    path = _place()
    path.parent.mkdir(exist_ok=True, mode=0o700)
    line = {"at": timezone.now().isoformat(), "ms": round(milliseconds, 1), "sql": without_values(sql)}
    handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
    with os.fdopen(handle, "ab") as file:
        file.write(json.dumps(line, ensure_ascii=False).encode() + b"\n")
        full = file.tell() > LARGEST
    if full:
        path.replace(path.with_suffix(".1.jsonl"))


def slow_queries() -> list[SlowQuery]:
    """Every statement that was slow, the worst first."""
    found: dict[str, SlowQuery] = {}
    for path in (_place().with_suffix(".1.jsonl"), _place()):
        with suppress(FileNotFoundError):
            for line in path.read_text(encoding="utf-8").splitlines():
                with suppress(ValueError, KeyError):  # a line that a power cut left half written
                    said = json.loads(line)
                    before = found.get(said["sql"])
                    found[said["sql"]] = SlowQuery(
                        said["sql"],
                        before.count + 1 if before else 1,
                        max(float(said["ms"]), before.worst if before else 0.0),
                        datetime.fromisoformat(said["at"]),
                    )
    return sorted(found.values(), key=lambda query: -query.worst)
