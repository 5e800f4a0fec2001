"""`shuniu records verify`: names what was altered, removed, inserted or reordered, and states the tail."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from itertools import groupby
from typing import TypeAlias

from django.db.models import Exists, OuterRef

from shuniu.kernel.records.models import Record, RecordPayload, Seal, SealItem
from shuniu.kernel.records.sealing import GENESIS, LOOK_BACK, seal_digest
from shuniu.kernel.records.writing import digest_of

SHOWN = 50
Item: TypeAlias = tuple[int, int, int, str]  # seal id, position, record id, digest


@dataclass
class Findings:
    """What a verification found. `problems` are Chinese sentences, at most `SHOWN`; `wrong` counts all.

    `last` is the digest of the newest seal: kept elsewhere, it contradicts a chain that was forged as a whole.
    """

    records: int = 0
    seals: int = 0
    last: str = ""
    erased: int = 0
    tail: int = 0
    wrong: int = 0
    problems: list[str] = field(default_factory=list)

    @property
    def sound(self) -> bool:
        return self.wrong == 0

    def say(self, problem: str) -> None:
        self.wrong += 1
        if len(self.problems) < SHOWN:
            self.problems.append(problem)


def verify() -> Findings:
    """Check every seal against the one before, every sealed record against its seal, and every payload."""
    found = Findings()
    _check_chain(found)
    _check_records(found)
    _check_tail(found)
    return found


def _items_by_seal() -> Iterator[tuple[int, list[tuple[int, int, str]]]]:
    rows = SealItem.objects.order_by("seal_id", "position").values_list(
        "seal_id", "position", "record_id", "digest"
    )
    for seal_id, group in groupby(rows.iterator(chunk_size=5_000), key=lambda item: item[0]):
        yield seal_id, [(position, record_id, digest) for _, position, record_id, digest in group]


def _check_chain(found: Findings) -> None:
    previous, expected = GENESIS, 1
    items = dict[int, list[tuple[int, int, str]]]()
    stream = _items_by_seal()
    for seal in Seal.objects.order_by("number").iterator():
        found.seals += 1
        while seal.pk not in items:
            try:
                seal_id, group = next(stream)
            except StopIteration:
                break
            items[seal_id] = group
        mine = items.pop(seal.pk, [])
        if seal.number != expected:
            found.say(f"第 {expected} 号封存缺失，后面接的是第 {seal.number} 号。")
            expected = seal.number
        if seal.previous != previous:
            found.say(f"第 {seal.number} 号封存与前一号接不上。")
        if [position for position, _, _ in mine] != list(range(seal.count)):
            found.say(f"第 {seal.number} 号封存的条目数或次序被改动。")
        items_of = ((record_id, digest) for _, record_id, digest in mine)
        if seal_digest(seal.previous, seal.number, seal.made_at, items_of) != seal.digest:
            found.say(f"第 {seal.number} 号封存的内容与封存值不符。")
        previous, expected = seal.digest, expected + 1
    found.last = previous if found.seals else ""


def _check_records(found: Findings) -> None:
    sealed = (
        SealItem.objects.order_by("record_id").values_list("record_id", "digest").iterator(chunk_size=5_000)
    )
    rows = Record.objects.select_related("payload").order_by("pk").iterator(chunk_size=5_000)
    item = next(sealed, None)
    for row in rows:
        while item and item[0] < row.pk:
            found.say(f"第 {item[0]} 号记录已被删除。")
            item = next(sealed, None)
        found.records += 1
        if item and item[0] == row.pk:
            if item[1] != row.digest:
                found.say(f"第 {row.pk} 号记录的摘要与封存时不同。")
            item = next(sealed, None)
        _check_payload(row, found)
    while item:
        found.say(f"第 {item[0]} 号记录已被删除。")
        item = next(sealed, None)


def _check_payload(row: Record, found: Findings) -> None:
    payload: RecordPayload | None = getattr(row, "payload", None)
    if payload is None:
        found.say(f"第 {row.pk} 号记录的内容已被删除。")
    elif payload.erased:
        found.erased += 1
    elif digest_of(row, payload.salt, payload.content) != row.digest:
        found.say(f"第 {row.pk} 号记录被改动。")


def _check_tail(found: Findings) -> None:
    """Unsealed records behind the sealer's window were inserted later; those inside it are the tail."""
    newest = SealItem.objects.order_by("-record_id").values_list("record_id", flat=True).first() or 0
    loose = Record.objects.filter(~Exists(SealItem.objects.filter(record_id=OuterRef("pk"))))
    for pk in loose.filter(pk__lte=newest - LOOK_BACK).values_list("pk", flat=True)[:SHOWN]:
        found.say(f"第 {pk} 号记录是封存之后插入的。")
    found.tail = loose.filter(pk__gt=newest - LOOK_BACK).count()
