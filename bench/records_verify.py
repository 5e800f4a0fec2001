"""How long `records verify` takes over many records, filled in as the runner writes them."""

from __future__ import annotations

import resource
import secrets
import time
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta

BEGIN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
AT_ONCE = 5_000


def fill(count: int) -> None:
    """Write *count* records as the runner writes them, but many at once."""
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


@dataclass(frozen=True)
class Verified:
    """Seconds of each step, and the most memory the process had, in MB."""

    records: int
    fill: float
    seal: float
    verify: float
    memory: float


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
    return Verified(count, filled - begun, done - filled, seconds, memory)
