"""Hundreds of random tamperings, each undone after it was looked for: every one is found."""

from __future__ import annotations

import random
from collections import Counter
from datetime import timedelta
from typing import Any

import pytest
from django.db import connection, transaction
from kernel.tampering import ONLY_BY_A_LIST, WAYS, without_triggers
from kit import NOW

from shuniu.kernel.people.actor import system_actor
from shuniu.kernel.records import erasing, evidence, sealing
from shuniu.kernel.records.models import Record
from shuniu.kernel.records.verifying import verify
from shuniu.kernel.records.writing import record

pytestmark = [pytest.mark.django_db, pytest.mark.both_databases]

TRIES = 400
ACTOR = system_actor("试验")


@pytest.fixture
def kept() -> list[dict[str, Any]]:
    """Forty-eight records with gaps between their ids, in eight seals, one emptied with approval; the list of the
    seals, kept elsewhere."""
    later = NOW
    for seal in range(8):
        for n in range(6):
            later += timedelta(seconds=1)
            row = record("test.act", actor=ACTOR, now=later, matter_id=7, content={"seal": seal, "n": n})
            if n == 3:
                _leave_a_gap(row)
        if seal == 4:
            erasing.erase_payloads([row.pk], actor=ACTOR, now=later, approval="保密办〔2026〕1号")
        later += timedelta(minutes=20)
        sealing.seal_once(now=later)
    return list(evidence.seals())


def _leave_a_gap(row: Record) -> None:
    """The next id is not taken: a transaction that was rolled back leaves one on PostgreSQL."""
    with connection.cursor() as cursor:
        if connection.vendor == "postgresql":
            cursor.execute("SELECT nextval(pg_get_serial_sequence('records_record', 'id'))")
        else:
            cursor.execute("UPDATE sqlite_sequence SET seq = seq + 1 WHERE name = 'records_record'")


def test_every_tampering_is_found(kept: list[dict[str, Any]]) -> None:
    assert verify(kept).sound
    without_triggers()
    done: Counter[str] = Counter()
    for number in range(TRIES):
        chance = random.Random(number)
        way = WAYS[number % len(WAYS)]
        with transaction.atomic():
            said = way(chance)
            found = verify(kept)
            assert not found.sound and found.problems, f"try {number}: {said}"
            if way not in ONLY_BY_A_LIST:
                assert not verify().sound, f"try {number} without the list: {said}"
            done[way.__name__] += 1
            transaction.set_rollback(True)
    assert len(done) == len(WAYS) and sum(done.values()) == TRIES
    assert verify(kept).sound, "every one was undone"


def test_what_a_list_alone_can_contradict_is_said_so(kept: list[dict[str, Any]]) -> None:
    """The limits of the chain, held to: without a list kept elsewhere these two are not seen."""
    without_triggers()
    for way in ONLY_BY_A_LIST:
        with transaction.atomic():
            way(random.Random(1))
            assert verify().sound and not verify(kept).sound
            transaction.set_rollback(True)
