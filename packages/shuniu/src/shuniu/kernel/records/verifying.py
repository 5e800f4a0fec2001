"""`shuniu records verify`: names what was altered, removed, inserted or reordered, and states the tail."""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta
from itertools import groupby
from typing import Any

from django.db.models import IntegerField, Max, TextField
from django.db.models.functions import Cast

from shuniu.kernel.records.erasing import ERASED
from shuniu.kernel.records.models import Record, Seal, SealItem
from shuniu.kernel.records.sealing import GENESIS, LOOK_BACK, seal_digest, sm3
from shuniu.kernel.records.writing import COVERED, content_digest, digest_over

SHOWN = 50
AT_ONCE = 5_000
SLOWEST_WRITER = timedelta(minutes=10)
"""A record that commits later than this after its moment is none of a slow writer's."""

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


def verify(kept: Iterable[Mapping[str, Any]] = ()) -> Findings:
    """Check every seal against the one before, every sealed record against its seal, and every payload; and against
    the list of seals *kept* elsewhere (`evidence.seals`), which contradicts a chain that was forged or cut as a whole.
    """
    found = Findings()
    _check_chain(found)
    _check_records(found)
    _check_kept(found, kept)
    return found


def _check_kept(found: Findings, kept: Iterable[Mapping[str, Any]]) -> None:
    """Every seal that was kept is there still, with the digests that it had."""
    known = {
        number: (digest, sm3) for number, digest, sm3 in Seal.objects.values_list("number", "digest", "sm3")
    }
    for seal in kept:
        there = known.get(seal["number"])
        if there is None:
            found.say(f"另存清单里的第 {seal['number']} 号封存没有了。")
        elif there != (seal["digest"], seal["sm3"]):
            found.say(f"第 {seal['number']} 号封存与另存清单里的不同。")


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
    last_made = Seal.objects.order_by("-number").values_list("made_at", flat=True).first()
    approved = _approved_to_be_empty()
    sealed = SealItem.objects.order_by("record_id").values_list("record_id", "digest")
    items = sealed.iterator(chunk_size=AT_ONCE)
    item = next(items, None)
    for pk, digest, at, *what, payload, salt, content, said, erased in _rows():
        found.records += 1
        while item and item[0] < pk:
            found.say(f"第 {item[0]} 号记录已被删除。")
            item = next(items, None)
        if item and item[0] == pk:
            if item[1] != digest:
                found.say(f"第 {pk} 号记录的摘要与封存时不同。")
            item = next(items, None)
        elif pk <= newest - LOOK_BACK or (pk < newest and last_made and _long_before(at, last_made)):
            found.say(f"第 {pk} 号记录是封存之后插入的。")
        else:
            found.tail += 1
        if payload is None:
            found.say(f"第 {pk} 号记录的内容已被删除。")
        elif _digest(at, what, said) != digest or (not erased and _content(salt, content) != said):
            found.say(f"第 {pk} 号记录被改动。")
        elif erased and pk in approved:
            found.erased += 1
        elif erased:
            found.say(f"第 {pk} 号记录的内容被抹去，没有批准清除的记录。")
    while item:
        found.say(f"第 {item[0]} 号记录已被删除。")
        item = next(items, None)


def _approved_to_be_empty() -> set[int]:
    """The ids that records of an approved 清除 name."""
    rows = Record.objects.filter(action=ERASED, outcome=Record.Outcome.DONE)
    return {
        pk
        for content in rows.values_list("payload__content", flat=True)
        for pk in (content or {}).get("records", ())
    }


def _long_before(at: str, made_at: datetime) -> bool:
    """Whether a record without a place in any seal is older than a writer that began before the newest seal could be."""
    try:
        return _moment(at) < made_at - SLOWEST_WRITER
    except ValueError:
        return False


def _moment(text: str) -> datetime:
    """The moment that a database gives as text. Raises ValueError."""
    moment = datetime.fromisoformat(text)
    return moment if moment.tzinfo else moment.replace(tzinfo=UTC)  # SQLite keeps UTC without saying so


def _rows() -> Iterator[tuple[Any, ...]]:
    """Every record by id: its id and digest, what the digest covers, and its payload (None five times: gone).

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
        "payload__digest",
        "erased",
    )
    return rows.values_list(*named).iterator(chunk_size=AT_ONCE)


def _digest(at: str, what: Sequence[Any], said: str) -> str:
    """The digest that a record should have; none when a value is no longer what its column says."""
    try:
        return digest_over((_moment(at), *what), said)
    except ValueError:
        return ""


def _content(salt: str, content: str) -> str:
    """The digest that a payload should have; none when its content is no JSON any more."""
    try:
        read, end = _read(content)
        return content_digest(salt, read) if end == len(content) else ""
    except ValueError:
        return ""
