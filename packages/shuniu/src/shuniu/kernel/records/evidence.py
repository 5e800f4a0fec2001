"""What an auditor takes away: records with all that their digests cover, and the seals that they stand in.

`plain/check_records.py` checks both without the product: it is put into every archive, and reads nothing but these
files. A list of seals that is kept elsewhere contradicts a chain that was forged as a whole afterwards.
"""

from __future__ import annotations

import json
import zipfile
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC, datetime
from io import BytesIO
from itertools import groupby
from pathlib import Path

from django.db.models import OuterRef, Subquery, Value
from django.db.models.functions import Coalesce

from shuniu.kernel.records.models import Record, Seal, SealItem
from shuniu.kernel.records.sealing import GENESIS

CHECKER = Path(__file__).parent / "plain" / "check_records.py"
RECORDS, SEALS = "records.jsonl", "seals.jsonl"
READ_ME = """这个压缩包里有 {count} 条操作记录，和封存这些记录的 {seals} 个封存。

核对的办法（只要有 Python 3，不需要本系统）：
    python3 check_records.py 本压缩包.zip
平时另存有封存清单（shuniu records export-seals）的，一并核对，可以发现整本被换过的情形：
    python3 check_records.py 本压缩包.zip 封存清单.jsonl

records.jsonl 每行一条记录：content 是内容，salt 和 digest 用来核对；已经批准清除内容的，content 为空，其余仍能核对。
seals.jsonl 每行一个封存：items 是其中每条记录的编号和摘要，digest（SHA-256）、sm3（国密 SM3）是封存值。
还没有封存的 {tail} 条只能核对自身，不在封存的保证之内。
"""


def archive(records: Sequence[Record], *, now: datetime) -> bytes:
    """A zip of *records* (with their payloads), of their seals with every item, the checker and how to use it."""
    numbers = set(
        SealItem.objects.filter(record_id__in=[row.pk for row in records]).values_list(
            "seal__number", flat=True
        )
    )
    sealed = SealItem.objects.filter(record_id__in=[row.pk for row in records]).count()
    parts = {
        RECORDS: "".join(map(_line, map(_record, records))),
        SEALS: "".join(map(_line, seals(numbers=numbers))),
        CHECKER.name: CHECKER.read_text(encoding="utf-8"),
        "说明.txt": READ_ME.format(count=len(records), seals=len(numbers), tail=len(records) - sealed),
    }
    buffer = BytesIO()
    with zipfile.ZipFile(buffer, "w", zipfile.ZIP_DEFLATED) as made:
        for name, text in parts.items():
            info = zipfile.ZipInfo(name, now.timetuple()[:6])
            info.compress_type = zipfile.ZIP_DEFLATED
            made.writestr(info, text)
    return buffer.getvalue()


def seals(*, after: int = 0, numbers: Iterable[int] | None = None) -> Iterator[dict[str, object]]:
    """Each seal above the number *after* (or one of *numbers*) with its items, in order; read as a stream."""
    wanted = (
        Seal.objects.filter(number__gt=after) if numbers is None else Seal.objects.filter(number__in=numbers)
    )
    items = (
        SealItem.objects.filter(seal__in=wanted)
        .order_by("seal__number", "position")
        .values_list("seal__number", "record_id", "digest")
    )
    by_number = groupby(items.iterator(chunk_size=5_000), key=lambda item: item[0])
    before = Seal.objects.filter(number=OuterRef("number") - 1).values("sm3")
    chained = wanted.order_by("number").annotate(previous_sm3=Coalesce(Subquery(before), Value("")))
    for seal in chained.iterator(chunk_size=1_000):
        number, mine = next(by_number, (seal.number, iter(())))
        yield {
            "number": seal.number,
            "made_at": _moment(seal.made_at),
            "previous": seal.previous,
            "previous_sm3": seal.previous_sm3 or GENESIS,
            "count": seal.count,
            "digest": seal.digest,
            "sm3": seal.sm3,
            "items": [[record_id, digest] for _, record_id, digest in mine] if number == seal.number else [],
        }


def _record(row: Record) -> dict[str, object]:
    payload = row.payload
    return {
        "id": row.pk,
        "at": _moment(row.at),
        "action": row.action,
        "outcome": row.outcome,
        "account": row.account_id,
        "person": row.person_id,
        "unit": row.unit_id,
        "actor": row.actor,
        "matter": row.matter_id,
        "digest": row.digest,
        "salt": payload.salt,
        "content_digest": payload.digest,
        "content": None if payload.erased else payload.content,
    }


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).isoformat(timespec="microseconds")


def _line(value: object) -> str:
    return json.dumps(value, ensure_ascii=False) + "\n"
