"""`shuniu records verify`: names what was altered, removed, inserted or reordered, and states the tail."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime
from itertools import groupby
from typing import Any

from django.db.models import IntegerField, Max, TextField
from django.db.models.functions import Cast

from shuniu.kernel.records.models import Record, Seal, SealItem
from shuniu.kernel.records.sealing import GENESIS, LOOK_BACK, seal_digest, sm3
from shuniu.kernel.records.writing import COVERED, digest_over

SHOWN = 50
AT_ONCE = 5_000

_read = json.JSONDecoder().raw_decode


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
    return found


def _items_by_seal() -> Iterator[tuple[int, list[tuple[int, int, str]]]]:
    rows = SealItem.objects.order_by("seal_id", "position").values_list(
        "seal_id", "position", "record_id", "digest"
    )
    for seal_id, group in groupby(rows.iterator(chunk_size=AT_ONCE), key=lambda item: item[0]):
        yield seal_id, [(position, record_id, digest) for _, position, record_id, digest in group]


def _check_chain(found: Findings) -> None:
    previous, previous_sm3, expected = GENESIS, "", 1
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
        items_of = [(record_id, digest) for _, record_id, digest in mine]
        if seal_digest(seal.previous, seal.number, seal.made_at, items_of) != seal.digest:
            found.say(f"第 {seal.number} 号封存的内容与封存值不符。")
        # Once the chain by SM3 has begun, a seal without one has lost it.
        if (seal.sm3 or previous_sm3) and (
            seal_digest(previous_sm3 or GENESIS, seal.number, seal.made_at, items_of, sm3) != seal.sm3
        ):
            found.say(f"第 {seal.number} 号封存的国密校验值不符。")
        previous, previous_sm3, expected = seal.digest, seal.sm3, expected + 1
    found.last = previous if found.seals else ""


def _check_records(found: Findings) -> None:
    """Record by record beside its place in a seal. A record without one was inserted later when it lies behind the
    sealer's window; those inside it are the tail.

    Read as plain rows, and nothing is called per row that need not be: an office has millions of them.
    """
    newest = SealItem.objects.aggregate(newest=Max("record_id"))["newest"] or 0
    sealed = SealItem.objects.order_by("record_id").values_list("record_id", "digest")
    items = sealed.iterator(chunk_size=AT_ONCE)
    item = next(items, None)
    for pk, digest, at, *what, payload, salt, content, erased in _rows():
        found.records += 1
        while item and item[0] < pk:
            found.say(f"第 {item[0]} 号记录已被删除。")
            item = next(items, None)
        if item and item[0] == pk:
            if item[1] != digest:
                found.say(f"第 {pk} 号记录的摘要与封存时不同。")
            item = next(items, None)
        elif pk > newest - LOOK_BACK:
            found.tail += 1
        else:
            found.say(f"第 {pk} 号记录是封存之后插入的。")
        if payload is None:
            found.say(f"第 {pk} 号记录的内容已被删除。")
        elif erased:
            found.erased += 1
        elif _digest(at, what, salt, content) != digest:
            found.say(f"第 {pk} 号记录被改动。")
    while item:
        found.say(f"第 {item[0]} 号记录已被删除。")
        item = next(items, None)


def _rows() -> Iterator[tuple[Any, ...]]:
    """Every record by id: its id and digest, what the digest covers, and its payload (None four times: gone).

    Moments and payloads come as their text, which `_digest` reads faster than the fields of Django do.
    """
    rows = Record.objects.order_by("pk").annotate(
        at_text=Cast("at", TextField()),
        content=Cast("payload__content", TextField()),
        erased=Cast("payload__erased", IntegerField()),
    )
    named = (
        "pk",
        "digest",
        "at_text",
        *COVERED[1:],
        "payload__record_id",
        "payload__salt",
        "content",
        "erased",
    )
    return rows.values_list(*named).iterator(chunk_size=AT_ONCE)


def _digest(at: str, what: Sequence[Any], salt: str, content: str) -> str:
    """The digest that a record should have; none when a value is no longer what its column says."""
    try:
        moment = datetime.fromisoformat(at)
        if moment.tzinfo is None:  # SQLite keeps UTC without saying so
            moment = moment.replace(tzinfo=UTC)
        said, end = _read(content)
        return digest_over((moment, *what), salt, said) if end == len(content) else ""
    except ValueError:
        return ""
