"""The sealer: chains what is unsealed, without ever touching a record, so that writers are not serialised.

Rows commit unchained. On PostgreSQL a smaller id may become visible after a larger one, so the sealer looks
back over a window for ids it has not sealed yet instead of trusting the highest.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable
from datetime import UTC, datetime

from cryptography.hazmat.primitives import hashes
from django.db import transaction
from django.db.models import Exists, Max, OuterRef

from shuniu.kernel.records.models import Record, Seal, SealItem

GENESIS = "0" * 64
LOOK_BACK = 10_000
BATCH = 5_000


Digester = Callable[[bytes], str]


def sha256(data: bytes) -> str:
    """SHA-256 as 64 hex digits."""
    return hashlib.sha256(data).hexdigest()


def sm3(data: bytes) -> str:
    """国密 SM3 (GB/T 32905-2016) as 64 hex digits."""
    digest = hashes.Hash(hashes.SM3())
    digest.update(data)
    return digest.finalize().hex()


def seal_digest(
    previous: str,
    number: int,
    made_at: datetime,
    items: Iterable[tuple[int, str]],
    digester: Digester = sha256,
) -> str:
    """The digest of a seal: over the previous digest of the same kind, its number, when it was made, and (record id,
    digest) in order."""
    made = made_at.astimezone(UTC).isoformat(timespec="microseconds")
    lines = "".join([f"{record_id}:{digest}\n" for record_id, digest in items])
    return digester(f"{previous}\n{number}\n{made}\n{lines}".encode("ascii"))


def unsealed(limit: int = BATCH) -> list[tuple[int, str]]:
    """(id, digest) of records not sealed yet, oldest first, at most *limit*."""
    newest = SealItem.objects.aggregate(newest=Max("record_id"))["newest"] or 0
    rows = (
        Record.objects.filter(pk__gt=newest - LOOK_BACK)
        .filter(~Exists(SealItem.objects.filter(record_id=OuterRef("pk"))))
        .order_by("pk")
        .values_list("pk", "digest")[:limit]
    )
    return list(rows)


def seal_once(*, now: datetime) -> Seal | None:
    """Seal up to `BATCH` unsealed records; None when there were none.

    Two sealers cannot fork the chain: the seal's number is unique, and the second one fails.
    """
    with transaction.atomic():
        last = Seal.objects.select_for_update().order_by("-number").first()
        items = unsealed()
        if not items:
            return None
        number = last.number + 1 if last else 1
        previous = last.digest if last else GENESIS
        seal = Seal.objects.create(
            number=number,
            made_at=now,
            previous=previous,
            count=len(items),
            digest=seal_digest(previous, number, now, items),
            sm3=seal_digest((last.sm3 if last else "") or GENESIS, number, now, items, sm3),
        )
        SealItem.objects.bulk_create(
            (
                SealItem(seal=seal, position=position, record_id=record_id, digest=digest)
                for position, (record_id, digest) in enumerate(items)
            ),
            batch_size=500,
        )
        return seal


def seal_all(*, now: datetime) -> int:
    """Seal until nothing is left; the number of records sealed."""
    total = 0
    while seal := seal_once(now=now):
        total += seal.count
    return total
