"""How long `records verify` takes: `python -m bench.records_verify [records]` (100 000 when not said).

It fills a database of its own (SQLite in a temporary folder, or an empty PostgreSQL named by
SHUNIU_TEST_DATABASE_URL), seals, verifies, and prints seconds and records a second. The aim is a million in about
a minute.
"""

from __future__ import annotations

import os
import resource
import secrets
import sys
import time
from datetime import UTC, datetime, timedelta

BEGIN = datetime(2026, 1, 5, 1, 0, tzinfo=UTC)
AT_ONCE = 5_000


def fill(count: int) -> None:
    """Write *count* records as the runner writes them, but many at once."""
    from shuniu.kernel.records.models import Record, RecordPayload
    from shuniu.kernel.records.writing import digest_of

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
            payloads.append(RecordPayload(record_id=row.pk, salt=salt, content=content))
        Record.objects.bulk_create(rows, batch_size=500)
        RecordPayload.objects.bulk_create(payloads, batch_size=500)


def measure(count: int) -> float:
    """Fill, seal and verify *count* records; the seconds that verifying took."""
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
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(f"  {count:,} records: filled in {filled - begun:.1f} s, sealed in {done - filled:.1f} s")
    print(
        f"  verified in {seconds:.1f} s, {count / seconds:,.0f} a second, a million in "
        f"{1e6 / count * seconds:.0f} s; at most {memory} MB of memory"
    )
    return seconds


def main() -> None:
    """Set up a database of its own, measure, take it away."""
    os.environ["DJANGO_SETTINGS_MODULE"] = "settings_for_tests"
    sys.path.insert(0, "packages/shuniu/tests")
    import django
    from django.db import connection
    from django.test.runner import DiscoverRunner

    django.setup()
    runner = DiscoverRunner(verbosity=0, interactive=False)
    old = runner.setup_databases()
    try:
        print(f"records verify on {connection.vendor}")
        measure(int(sys.argv[1]) if len(sys.argv) > 1 else 100_000)
    finally:
        runner.teardown_databases(old)


if __name__ == "__main__":
    main()
