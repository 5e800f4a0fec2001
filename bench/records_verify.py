"""Many records, filled in as the runner writes them: how long `records verify` takes, how quickly the auditor finds some
of them by several conditions, and what writing them costs an action.
"""

from __future__ import annotations

import resource
import secrets
import statistics
import time
from contextlib import nullcontext
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import TYPE_CHECKING
from unittest.mock import patch

if TYPE_CHECKING:
    from shuniu.kernel.records.looking import Wanted

BEGIN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
AT_ONCE = 5_000
ROUNDS, PAPERS = 5, 12


def fill(count: int) -> None:
    """Write *count* records as the runner writes them, but many at once."""
    from django.core.management.color import no_style
    from django.db import connection

    from shuniu.kernel.records.models import Record, RecordPayload
    from shuniu.kernel.records.writing import content_digest, digest_of

    for start in range(0, count, AT_ONCE):
        rows, payloads = [], []
        for i in range(start, min(start + AT_ONCE, count)):
            row = Record(
                id=i + 1,
                at=BEGIN + timedelta(seconds=i),
                action="incoming.register",
                outcome="done",
                account_id=i % 90,
                person_id=i % 90,
                unit_id=i % 40,
                actor=f"王秀兰{i % 90}（云岭县人民政府办公室文书）",
                matter_id=i // 9,
            )
            content = {"entry": i, "version": i % 9, "fields": ["title", "number"], "note": "登记收文"}
            salt = secrets.token_hex(16)
            row.digest = digest_of(row, salt, content)
            rows.append(row)
            payloads.append(
                RecordPayload(
                    record_id=row.pk, salt=salt, content=content, digest=content_digest(salt, content)
                )
            )
        Record.objects.bulk_create(rows, batch_size=500)
        RecordPayload.objects.bulk_create(payloads, batch_size=500)
    with connection.cursor() as cursor:  # ids were given: the next one follows them
        for statement in connection.ops.sequence_reset_sql(no_style(), [Record]):
            cursor.execute(statement)


@dataclass(frozen=True)
class Verified:
    """Seconds of each step, and the most memory the process had, in MB. `looks` are milliseconds for the first page by
    conditions in words; `action` and `bare_action` milliseconds of an action with its record and without one."""

    records: int
    fill: float
    seal: float
    verify: float
    memory: float
    looks: dict[str, float]
    action: float
    bare_action: float


def measure(count: int) -> Verified:
    """Fill, seal and verify *count* records in an empty database."""
    from shuniu.kernel.records.sealing import seal_all
    from shuniu.kernel.records.verifying import verify

    begun = time.monotonic()
    fill(count)
    filled = time.monotonic()
    sealed = seal_all(now=BEGIN + timedelta(days=60))
    done = time.monotonic()
    found = verify()
    seconds = time.monotonic() - done
    assert found.sound and found.records == count == sealed, found
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024
    looks = {name: _look(wanted) for name, wanted in _conditions(count).items()}
    action, bare = _cost_of_a_record()
    return Verified(count, filled - begun, done - filled, seconds, memory, looks, action, bare)


def _conditions(count: int) -> dict[str, Wanted]:
    """What an auditor asks: usual, several at once, and such as nothing fits, which looks through everything."""
    from shuniu.kernel.records.looking import Wanted

    day = BEGIN + timedelta(seconds=count // 2)
    several = {
        "accounts": frozenset({7}),
        "units": frozenset({7}),
        "actions": frozenset({"incoming.register"}),
    }
    return {
        "全部": Wanted(),
        "一人": Wanted(accounts=frozenset({7})),
        "一人、一单位、一种事、一天": Wanted(since=day, until=day + timedelta(days=1), **several),  # type: ignore[arg-type]
        "未准的（一条也没有）": Wanted(outcome="refused"),
        "一人在别的单位（一条也没有）": Wanted(accounts=frozenset({7}), units=frozenset({8})),
        "没有发生过的事": Wanted(actions=frozenset({"no.such"})),
    }


def _look(wanted: Wanted) -> float:
    from shuniu.kernel.records.looking import look, sealed_in

    taken = []
    for _ in range(ROUNDS):
        begun = time.monotonic()
        found = look(wanted, size=50)
        sealed_in([row.pk for row in found.records])
        taken.append(time.monotonic() - begun)
    return 1000 * statistics.median(taken)


def _cost_of_a_record() -> tuple[float, float]:
    """Milliseconds of an action with its record and without one, in turns; the least of each."""
    from django.utils import timezone

    from bench.actions import steps_of, through_the_runner
    from bench.county import build

    now = timezone.now()
    steps = steps_of(build(now).office, now)
    through_the_runner(steps, 2, now)
    taken: dict[bool, list[float]] = {True: [], False: []}
    for turn in range(2 * ROUNDS):
        written = turn % 2 == 0
        with nullcontext() if written else patch("shuniu.kernel.flow.runner.record"):
            begun = time.monotonic()
            through_the_runner(steps, PAPERS, now)
            taken[written].append(1000 * (time.monotonic() - begun) / (PAPERS * len(steps)))
    return min(taken[True]), min(taken[False])
