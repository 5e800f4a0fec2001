"""A clerk at work while the disk fills up: a program of its own, because SQLite may end the whole transaction.

Prints "完好" when every press under a full disk was refused in a sentence, left nothing behind, and counted once
when pressed again with room. Run by test_full_disk.py.
"""

from __future__ import annotations

import resource
import signal
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import timedelta
from pathlib import Path
from uuid import uuid4

from soak.own_database import enter, own_database


def main(way: str) -> None:
    """*way* is `pages` (max_page_count) or `size` (no file may grow past a limit)."""
    with own_database() as address:
        enter(address)
        from django.db import connection

        full = {"pages": _no_more_pages, "size": _no_larger_file}[way]
        try:
            _work(lambda: full(Path(address.removeprefix("sqlite:///"))))
        finally:
            connection.close()
    sys.stdout.write("完好\n")


def _work(full: Callable[[], object]) -> None:
    from django.db import connection
    from kit import NOW, build_county

    from shuniu.kernel.base.refusals import Code, Refusal
    from shuniu.kernel.flow.models import Command, Entry, Matter
    from shuniu.kernel.flow.runner import Done, run
    from shuniu.kernel.numbering.models import Number
    from shuniu.kernel.records.verifying import verify
    from shuniu.modules.documents.models import IncomingDocument

    county = build_county()
    clerk = county.actor("clerk")

    def paper(number: int, size: int) -> dict[str, object]:
        return {
            "command_id": str(uuid4()),
            "source": "云州市水利局",
            "title": f"关于第{number}批水库安全检查情况的通知",
            "summary": "水库安全检查" * size,
        }

    def press(data: dict[str, object]) -> Done | Refusal:
        return run(
            "documents.incoming.register_paper", actor=clerk, data=data, now=NOW + timedelta(minutes=1)
        )

    def rows() -> list[int]:
        models = (Matter, Entry, IncomingDocument, Number, Command)
        return [model.objects.count() for model in models]

    assert isinstance(press(paper(1, 10)), Done)
    with connection.cursor() as cursor:
        cursor.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    refused: dict[str, object] | None = None
    with full():  # type: ignore[attr-defined]
        for number in range(2, 400):
            before, data = rows(), paper(number, 300)
            outcome = press(data)
            if isinstance(outcome, Refusal):
                assert outcome.code is Code.STORAGE, outcome
                assert "存储空间已满" in outcome.message and "还在本页" in outcome.remedy, outcome
                assert rows() == before, "something of the refused press was kept"
                refused = data
                break
        assert refused is not None, "the disk never filled up"
        assert isinstance(press(refused), Refusal), "and it stays full"
    before = rows()
    again = press(refused)
    assert isinstance(again, Done) and not again.repeated, again
    assert rows()[0] == before[0] + 1
    assert isinstance(press(refused), Done) and rows()[0] == before[0] + 1, "pressing twice counts once"
    numbers = list(Number.objects.order_by("value").values_list("value", flat=True))
    assert numbers == list(range(1, len(numbers) + 1)), "a number was lost or doubled"
    assert verify().sound


@contextmanager
def _no_more_pages(database: Path) -> Iterator[None]:
    from django.db import connection

    with connection.cursor() as cursor:
        cursor.execute("PRAGMA page_count")
        (count,) = cursor.fetchone()
        cursor.execute(f"PRAGMA max_page_count = {count + 20}")
    try:
        yield
    finally:
        with connection.cursor() as cursor:
            cursor.execute("PRAGMA max_page_count = 1073741823")


@contextmanager
def _no_larger_file(database: Path) -> Iterator[None]:
    """Neither the database nor its log may grow past 300 KB more than the database has."""
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    soft, hard = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (database.stat().st_size + 300_000, hard))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, (soft, hard))


if __name__ == "__main__":
    main(sys.argv[1])
