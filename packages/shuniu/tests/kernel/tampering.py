"""Ways to tamper with records behind the product's back, as somebody with the database's password could.

Each takes a source of chance, does one thing to the tables, and says what it did; the triggers have been taken away.
"""

from __future__ import annotations

import random
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

from django.db import connection
from django.db.models import F

from shuniu.kernel.records.models import Record, RecordPayload, Seal, SealItem
from shuniu.kernel.records.sealing import GENESIS, seal_digest, sm3
from shuniu.kernel.records.writing import COVERED, content_digest, digest_of, digest_over

Way = Callable[[random.Random], str]
FAR = 1_000_000
HEX = "0123456789abcdef"


def without_triggers() -> None:
    """Take the records' triggers away."""
    migration = import_module("shuniu.kernel.records.migrations.0002_append_only").Migration
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for trigger in migration.operations[0].triggers:
            for statement in trigger.drop(connection.vendor):
                cursor.execute(statement)


def _some_record(chance: random.Random, *, erased: bool | None = None) -> Record:
    """A sealed record; only one whose content is there when *erased* is False."""
    rows = RecordPayload.objects.filter(pk__in=SealItem.objects.values("record_id")).order_by("pk")
    ids = list((rows if erased is None else rows.filter(erased=erased)).values_list("pk", flat=True))
    return Record.objects.select_related("payload").get(pk=chance.choice(ids))


def _some_seal(chance: random.Random) -> Seal:
    return chance.choice(list(Seal.objects.order_by("number")))


def _other_digest(chance: random.Random, digest: str) -> str:
    at = chance.randrange(len(digest))
    return digest[:at] + chance.choice([c for c in HEX if c != digest[at]]) + digest[at + 1 :]


def alter_field(chance: random.Random) -> str:
    row = _some_record(chance)
    name = chance.choice(
        ("at", "action", "outcome", "account_id", "person_id", "unit_id", "actor", "matter_id")
    )
    old = getattr(row, name)
    if name == "at":
        new: object = old + timedelta(microseconds=chance.choice((-1, 1, 10**6, 86_400 * 10**6)))
    elif name in {"action", "actor"}:
        new = f"{old}{chance.choice('甲乙丙x')}"
    elif name == "outcome":
        new = "refused" if old == "done" else "done"
    else:
        new = None if old is not None and name in {"account_id", "matter_id"} else (old or 0) + 1
    Record.objects.filter(pk=row.pk).update(**{name: new})
    return f"record {row.pk}: {name}"


def alter_field_and_digest(chance: random.Random) -> str:
    said = alter_field(chance)
    row = Record.objects.select_related("payload").get(pk=int(said.split()[1].rstrip(":")))
    fits = digest_over([getattr(row, name) for name in COVERED], row.payload.digest)
    Record.objects.filter(pk=row.pk).update(digest=fits)
    return f"{said} with the digest that fits"


def alter_digest(chance: random.Random) -> str:
    row = _some_record(chance)
    Record.objects.filter(pk=row.pk).update(digest=_other_digest(chance, row.digest))
    return f"record {row.pk}: digest"


def alter_content(chance: random.Random) -> str:
    row = _some_record(chance, erased=False)
    RecordPayload.objects.filter(pk=row.pk).update(
        content={**row.payload.content, "n": -chance.randrange(1, 99)}
    )
    return f"payload {row.pk}: content"


def alter_salt(chance: random.Random) -> str:
    row = _some_record(chance, erased=False)
    salt = row.payload.salt
    RecordPayload.objects.filter(pk=row.pk).update(salt=_other_digest(chance, salt))
    return f"payload {row.pk}: salt"


def alter_payload_digest(chance: random.Random) -> str:
    row = _some_record(chance)
    RecordPayload.objects.filter(pk=row.pk).update(digest=_other_digest(chance, row.payload.digest))
    return f"payload {row.pk}: digest"


def alter_content_and_digests(chance: random.Random) -> str:
    row = _some_record(chance, erased=False)
    content = {**row.payload.content, "n": -1}
    RecordPayload.objects.filter(pk=row.pk).update(
        content=content, digest=content_digest(row.payload.salt, content)
    )
    Record.objects.filter(pk=row.pk).update(digest=digest_of(row, row.payload.salt, content))
    return f"payload {row.pk}: content with both digests that fit"


def empty_content(chance: random.Random) -> str:
    row = _some_record(chance, erased=False)
    RecordPayload.objects.filter(pk=row.pk).update(salt="", content={}, erased=True)
    return f"payload {row.pk}: emptied without an approval"


def remove_record(chance: random.Random) -> str:
    row = _some_record(chance)
    RecordPayload.objects.filter(pk=row.pk).delete()
    Record.objects.filter(pk=row.pk).delete()
    return f"record {row.pk} removed"


def remove_record_and_item(chance: random.Random) -> str:
    said = remove_record(chance)
    SealItem.objects.filter(record_id=int(said.split()[1])).delete()
    return f"{said} with its place in the seal"


def remove_payload(chance: random.Random) -> str:
    row = _some_record(chance)
    RecordPayload.objects.filter(pk=row.pk).delete()
    return f"payload {row.pk} removed"


def insert_record(chance: random.Random) -> str:
    """Another record where an id was left free, dated back among the sealed ones, with the digest that fits."""
    taken = set(Record.objects.values_list("pk", flat=True))
    pk = chance.choice([n for n in range(min(taken), max(taken)) if n not in taken])
    like = _some_record(chance)
    row = Record(
        pk=pk,
        at=Seal.objects.latest("number").made_at - timedelta(minutes=chance.randrange(11, 600)),
        action=like.action,
        outcome="done",
        account_id=like.account_id,
        actor="别人",
    )
    row.digest = digest_of(row, "aa", {"n": 1})
    Record.objects.bulk_create([row])
    RecordPayload.objects.bulk_create(
        [RecordPayload(record_id=pk, salt="aa", content={"n": 1}, digest=content_digest("aa", {"n": 1}))]
    )
    return f"record {pk} inserted"


def exchange_records(chance: random.Random) -> str:
    first, second = _some_record(chance), _some_record(chance)
    while second.pk == first.pk:
        second = _some_record(chance)
    for row, other in ((first, second), (second, first)):
        Record.objects.filter(pk=row.pk).update(**_values(other, "id"))
        RecordPayload.objects.filter(pk=row.pk).update(**_values(other.payload, "record_id"))
    return f"records {first.pk} and {second.pk} exchanged"


def _values(row: Record | RecordPayload, but: str) -> dict[str, object]:
    return {f.attname: getattr(row, f.attname) for f in row._meta.fields if f.attname != but}


def alter_seal(chance: random.Random) -> str:
    seal = _some_seal(chance)
    name = chance.choice(("number", "made_at", "previous", "count", "digest", "sm3"))
    new: object = {
        "number": seal.number + FAR,
        "made_at": seal.made_at + timedelta(microseconds=1),
        "previous": _other_digest(chance, seal.previous),
        "count": seal.count + chance.choice((-1, 1)),
        "digest": _other_digest(chance, seal.digest),
        "sm3": chance.choice(("", _other_digest(chance, seal.sm3))),
    }[name]
    Seal.objects.filter(pk=seal.pk).update(**{name: new})
    return f"seal {seal.number}: {name}"


def remove_seal(chance: random.Random) -> str:
    """Any but the newest, which is `cut_off`; its records become unsealed."""
    seal = chance.choice(list(Seal.objects.order_by("-number"))[1:])
    SealItem.objects.filter(seal=seal).delete()
    Seal.objects.filter(pk=seal.pk).delete()
    return f"seal {seal.number} removed"


def alter_item(chance: random.Random) -> str:
    item = chance.choice(list(SealItem.objects.order_by("pk")))
    name = chance.choice(("digest", "record_id", "position", "seal"))
    if name == "seal":
        other = chance.choice([s for s in Seal.objects.all() if s.pk != item.seal_id])
        SealItem.objects.filter(pk=item.pk).update(seal=other, position=F("position") + FAR)
    else:
        new: object = {
            "digest": _other_digest(chance, item.digest),
            "record_id": item.record_id + FAR,
            "position": item.position + FAR,
        }[name]
        SealItem.objects.filter(pk=item.pk).update(**{name: new})
    return f"item of record {item.record_id}: {name}"


def reorder_items(chance: random.Random) -> str:
    seal = chance.choice([s for s in Seal.objects.all() if s.count > 1])
    first, second = chance.sample(list(SealItem.objects.filter(seal=seal)), 2)
    for item, position in ((first, FAR), (second, first.position), (first, second.position)):
        SealItem.objects.filter(pk=item.pk).update(position=position)
    return f"two items of seal {seal.number} exchanged"


def remove_item(chance: random.Random) -> str:
    item = chance.choice(list(SealItem.objects.order_by("pk")))
    SealItem.objects.filter(pk=item.pk).delete()
    return f"item of record {item.record_id} removed"


def cut_off(chance: random.Random) -> str:
    """The newest seals go with all their records, as if they had never been."""
    seals = list(Seal.objects.order_by("-number"))[: chance.randrange(1, 3)]
    ids = list(SealItem.objects.filter(seal__in=seals).values_list("record_id", flat=True))
    SealItem.objects.filter(seal__in=seals).delete()
    for seal in seals:
        Seal.objects.filter(pk=seal.pk).delete()
    RecordPayload.objects.filter(pk__in=ids).delete()
    Record.objects.filter(pk__in=ids).delete()
    return f"the newest {len(seals)} seals cut off"


def forge_as_a_whole(chance: random.Random) -> str:
    """A record is altered, and every digest after it made anew."""
    said = alter_field_and_digest(chance)
    previous, previous_sm3 = GENESIS, GENESIS
    for seal in Seal.objects.order_by("number"):
        items = list(SealItem.objects.filter(seal=seal).order_by("position"))
        digests = dict(Record.objects.filter(pk__in=[i.record_id for i in items]).values_list("pk", "digest"))
        for item in items:
            SealItem.objects.filter(pk=item.pk).update(digest=digests[item.record_id])
        pairs = [(item.record_id, digests[item.record_id]) for item in items]
        digest = seal_digest(previous, seal.number, seal.made_at, pairs)
        by_sm3 = seal_digest(previous_sm3, seal.number, seal.made_at, pairs, sm3)
        Seal.objects.filter(pk=seal.pk).update(previous=previous, digest=digest, sm3=by_sm3)
        previous, previous_sm3 = digest, by_sm3
    return f"{said}, and the chain forged anew"


WAYS: tuple[Way, ...] = (
    alter_field,
    alter_field_and_digest,
    alter_digest,
    alter_content,
    alter_salt,
    alter_payload_digest,
    alter_content_and_digests,
    empty_content,
    remove_record,
    remove_record_and_item,
    remove_payload,
    insert_record,
    exchange_records,
    alter_seal,
    remove_seal,
    alter_item,
    reorder_items,
    remove_item,
    cut_off,
    forge_as_a_whole,
)
ONLY_BY_A_LIST = frozenset({cut_off, forge_as_a_whole})
"""What the database alone cannot contradict: it takes a list of seals that was kept elsewhere."""
