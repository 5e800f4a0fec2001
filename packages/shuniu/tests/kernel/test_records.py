"""`records verify` names what was done to the records behind the product's back, and states what it cannot see.

The triggers refuse all of this; here they are taken away, as somebody with the database's password could.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from datetime import timedelta
from importlib import import_module

import pytest
from django.db import DatabaseError, connection, transaction
from django.db.models import F
from kit import NOW

from shuniu.kernel.people.actor import system_actor
from shuniu.kernel.records import sealing, verifying
from shuniu.kernel.records.erasing import erase_payloads
from shuniu.kernel.records.models import Record, RecordPayload, Seal, SealItem
from shuniu.kernel.records.verifying import verify
from shuniu.kernel.records.writing import content_digest, digest_of, record

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

ACTOR = system_actor("试验")


def write(count: int) -> list[int]:
    """That many records; their ids."""
    rows = [
        record("test.act", actor=ACTOR, now=NOW + timedelta(seconds=i), matter_id=7, content={"n": i})
        for i in range(count)
    ]
    return [row.pk for row in rows]


@pytest.fixture
def ids() -> list[int]:
    """Twelve records in three seals of four."""
    found: list[int] = []
    for _ in range(3):
        found += write(4)
        sealing.seal_once(now=NOW)
    return found


@pytest.fixture
def unguarded(ids: list[int]) -> None:
    """The triggers of the records are gone."""
    migration = import_module("shuniu.kernel.records.migrations.0002_append_only").Migration
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SET CONSTRAINTS ALL IMMEDIATE")
        for trigger in migration.operations[0].triggers:
            for statement in trigger.drop(connection.vendor):
                cursor.execute(statement)


def test_what_is_sound_is_called_sound(ids: list[int]) -> None:
    write(2)
    found = verify()
    assert (found.sound, found.records, found.seals, found.tail) == (True, 14, 3, 2)
    assert sealing.seal_all(now=NOW) == 2
    again = verify()
    assert (again.tail, again.last) == (0, Seal.objects.latest("number").digest)


@pytest.mark.parametrize("model", [Record, Seal, SealItem, RecordPayload])
def test_the_triggers_refuse(ids: list[int], model: type[Record]) -> None:
    field = {Record: "actor", Seal: "count", SealItem: "position", RecordPayload: "salt"}[model]
    row = model.objects.order_by("-pk").first()
    assert row is not None
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).update(**{field: F(field)})
    with pytest.raises(DatabaseError), transaction.atomic():
        model.objects.filter(pk=row.pk).delete()


def _alter_actor(ids: list[int]) -> str:
    Record.objects.filter(pk=ids[5]).update(actor="别人")
    return f"第 {ids[5]} 号记录被改动。"


def _alter_words(ids: list[int]) -> str:
    RecordPayload.objects.filter(pk=ids[2]).update(content={"n": 99})
    return f"第 {ids[2]} 号记录被改动。"


def _alter_moment(ids: list[int]) -> str:
    Record.objects.filter(pk=ids[3]).update(at=NOW + timedelta(seconds=3, microseconds=1))
    return f"第 {ids[3]} 号记录被改动。"


def _alter_matter(ids: list[int]) -> str:
    Record.objects.filter(pk=ids[3]).update(matter_id=None)
    return f"第 {ids[3]} 号记录被改动。"


def _alter_with_digest(ids: list[int]) -> str:
    """A careful hand also writes the digest that fits."""
    row = Record.objects.get(pk=ids[5])
    row.actor = "别人"
    payload = RecordPayload.objects.get(pk=ids[5])
    row.digest = digest_of(row, payload.salt, payload.content)
    row.save()
    return f"第 {ids[5]} 号记录的摘要与封存时不同。"


def _remove(ids: list[int]) -> str:
    RecordPayload.objects.filter(pk=ids[6]).delete()
    Record.objects.filter(pk=ids[6]).delete()
    return f"第 {ids[6]} 号记录已被删除。"


def _remove_the_last(ids: list[int]) -> str:
    RecordPayload.objects.filter(pk=ids[-1]).delete()
    Record.objects.filter(pk=ids[-1]).delete()
    return f"第 {ids[-1]} 号记录已被删除。"


def _remove_words(ids: list[int]) -> str:
    RecordPayload.objects.filter(pk=ids[0]).delete()
    return f"第 {ids[0]} 号记录的内容已被删除。"


def _remove_with_item(ids: list[int]) -> str:
    _remove(ids)
    SealItem.objects.filter(record_id=ids[6]).delete()
    return "第 2 号封存的条目数或次序被改动。"


def _reorder(ids: list[int]) -> str:
    """Two records change places: their ids are exchanged."""
    first, second = Record.objects.get(pk=ids[4]), Record.objects.get(pk=ids[5])
    first.pk, second.pk = second.pk, first.pk
    first.save()
    second.save()
    return f"第 {ids[4]} 号记录的摘要与封存时不同。"


def _reorder_items(ids: list[int]) -> str:
    for record_id, position in ((ids[4], 90), (ids[5], 0), (ids[4], 1)):
        SealItem.objects.filter(record_id=record_id).update(position=position)
    return "第 2 号封存的内容与封存值不符。"


def _insert_item(ids: list[int]) -> str:
    (extra,) = write(1)
    digest = Record.objects.get(pk=extra).digest
    SealItem.objects.create(seal=Seal.objects.get(number=2), position=4, record_id=extra, digest=digest)
    return "第 2 号封存的条目数或次序被改动。"


def _remove_seal(ids: list[int]) -> str:
    SealItem.objects.filter(seal__number=2).delete()
    Seal.objects.filter(number=2).delete()
    return "第 2 号封存缺失，后面接的是第 3 号。"


def _backdate_seal(ids: list[int]) -> str:
    Seal.objects.filter(number=3).update(made_at=NOW - timedelta(days=30))
    return "第 3 号封存的内容与封存值不符。"


def _rewrite_one_seal(ids: list[int]) -> str:
    """A seal rewritten to fit an altered record no longer fits the seal after it."""
    _alter_with_digest(ids)
    row = Record.objects.get(pk=ids[5])
    SealItem.objects.filter(record_id=row.pk).update(digest=row.digest)
    seal = Seal.objects.get(number=2)
    items = SealItem.objects.filter(seal=seal).order_by("position").values_list("record_id", "digest")
    seal.digest = sealing.seal_digest(seal.previous, seal.number, seal.made_at, items)
    seal.save()
    return "第 3 号封存与前一号接不上。"


TAMPERING = [
    _alter_actor,
    _alter_moment,
    _alter_matter,
    _alter_words,
    _alter_with_digest,
    _remove,
    _remove_the_last,
    _remove_words,
    _remove_with_item,
    _reorder,
    _reorder_items,
    _insert_item,
    _remove_seal,
    _backdate_seal,
    _rewrite_one_seal,
]


@pytest.mark.usefixtures("unguarded")
@pytest.mark.parametrize("tamper", TAMPERING, ids=lambda f: f.__name__.strip("_"))
def test_it_names_what_was_done(ids: list[int], tamper: Callable[[list[int]], str]) -> None:
    named = tamper(ids)
    found = verify()
    assert not found.sound
    assert named in found.problems


def test_a_record_slipped_in_behind_the_window_is_named(
    ids: list[int], monkeypatch: pytest.MonkeyPatch
) -> None:
    """Within the window it would be the tail, for there a slow writer's record may still come."""
    monkeypatch.setattr(sealing, "LOOK_BACK", 5)
    monkeypatch.setattr(verifying, "LOOK_BACK", 5)
    late = Record(id=ids[0] - 1, at=NOW, action="test.forged", outcome="done", actor="某人")
    late.digest = digest_of(late, "00", {})
    late.save(force_insert=True)
    RecordPayload.objects.create(record=late, salt="00", content={}, digest=content_digest("00", {}))
    assert sealing.seal_once(now=NOW) is None
    assert verify().problems == [f"第 {late.pk} 号记录是封存之后插入的。"]


def test_erased_words_leave_the_chain_whole(ids: list[int]) -> None:
    """清除 takes the words; who did what when, and the chain, still verify."""
    assert erase_payloads([ids[3]], actor=ACTOR, now=NOW, approval="保密办〔2026〕1号") == (ids[3],)
    found = verify()
    assert found.sound and found.erased == 1
    with pytest.raises(DatabaseError, match="only be erased"), transaction.atomic():
        RecordPayload.objects.filter(pk=ids[3]).update(content={"n": 3}, erased=False, salt="x")


def test_a_smaller_id_that_comes_late_is_sealed(ids: list[int]) -> None:
    """On PostgreSQL the writer with the smaller id may commit last; nothing is left out for good."""
    (skipped,) = write(1)
    row = Record.objects.get(pk=skipped)
    later = Record(
        id=skipped + 3, at=NOW, action="test.act", outcome="done", actor="甲",
        digest=hashlib.sha256(b"later").hexdigest(),
    )  # fmt: skip
    SealItem.objects.create(
        seal=Seal.objects.create(number=9, made_at=NOW, previous="x", count=1, digest="y"),
        position=0,
        record_id=later.pk,
        digest=later.digest,
    )
    assert sealing.unsealed() == [(row.pk, row.digest)]


@pytest.mark.usefixtures("unguarded")
def test_what_it_cannot_see(ids: list[int]) -> None:
    """Whoever cuts off the newest seal and all it holds leaves a shorter chain that is sound: the limit stated
    in the manual, and the reason for printing the newest seal's digest on paper."""
    gone = list(SealItem.objects.filter(seal__number=3).values_list("record_id", flat=True))
    SealItem.objects.filter(seal__number=3).delete()
    Seal.objects.filter(number=3).delete()
    RecordPayload.objects.filter(pk__in=gone).delete()
    Record.objects.filter(pk__in=gone).delete()
    assert verify().sound
