"""Writing a record: one row and its payload, in the transaction of what it records."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from functools import lru_cache
from typing import Any

from django.db import transaction

from shuniu.kernel.base.row_writes import insert_row
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.records.models import Record, RecordPayload

COVERED = ("at", "action", "outcome", "account_id", "person_id", "unit_id", "actor", "matter_id")
"""The fields of a record that its digest covers, beside the payload, in the order of `digest_over`."""

_canonical = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode
_quoted = lru_cache(maxsize=10_000)(_canonical)


def content_digest(salt: str, content: Mapping[str, Any]) -> str:
    """The salted SHA-256 over a payload, as 64 hex digits. It is kept when the content is erased, so that what else a
    record says can still be held against its digest."""
    return hashlib.sha256((salt + _canonical(content)).encode()).hexdigest()


def canonical(covered: Sequence[Any], said: str) -> str:
    """What a digest covers, as one JSON object without blanks, its keys in order: who, when, what, on which matter
    (the `COVERED` fields) and *said*, the payload's `content_digest`.

    Put together by hand, because a verification does it a million times and the names repeat. Raises `ValueError` when
    what should be a number is none.
    """
    at, action, outcome, account, person, unit, actor, matter = covered
    when = (at if at.tzinfo is UTC else at.astimezone(UTC)).isoformat(timespec="microseconds")
    return (
        f'{{"account":{"null" if account is None else f"{account:d}"},"action":{_quoted(action)},'
        f'"actor":{_quoted(actor)},"at":"{when}","content":{_quoted(said)},'
        f'"matter":{"null" if matter is None else f"{matter:d}"},"outcome":{_quoted(outcome)},'
        f'"person":{person:d},"unit":{unit:d}}}'
    )


def digest_over(covered: Sequence[Any], said: str) -> str:
    """The SHA-256 over the `COVERED` fields and the payload's digest, as 64 hex digits. Raises `ValueError` as
    `canonical` does."""
    return hashlib.sha256(canonical(covered, said).encode()).hexdigest()


def digest_of(record: Record, salt: str, content: Mapping[str, Any]) -> str:
    """The digest of *record* with this payload."""
    return digest_over([getattr(record, name) for name in COVERED], content_digest(salt, content))


def record(
    action: str,
    *,
    actor: Actor | None,
    now: datetime,
    outcome: Record.Outcome = Record.Outcome.DONE,
    matter_id: int | None = None,
    content: Mapping[str, Any] | None = None,
) -> Record:
    """Append a record of *action*; *content* must be JSON and never holds what the secrecy gate stopped."""
    row = Record(
        at=now,
        action=action,
        outcome=outcome,
        account_id=actor.account_id if actor else None,
        person_id=actor.person_id if actor else 0,
        unit_id=actor.unit_id if actor else 0,
        actor=signature(actor),
        matter_id=matter_id,
    )
    # A JSON round trip first: the digest must cover exactly what the database will give back.
    payload: dict[str, Any] = json.loads(json.dumps(content or {}, ensure_ascii=False, default=str))
    salt = secrets.token_hex(16)
    said = content_digest(salt, payload)
    row.digest = digest_over([getattr(row, name) for name in COVERED], said)
    with transaction.atomic(savepoint=False):
        insert_row(row)
        insert_row(RecordPayload(record=row, salt=salt, content=payload, digest=said))
    return row


def signature(actor: Actor | None) -> str:
    """How a record names its actor: person, post and unit (who only signs in has none), or the job."""
    if actor is None:
        return "未登录"
    if actor.job:
        return f"系统任务 {actor.job}"
    where = f"{actor.unit_name}{actor.post_title}"
    return f"{actor.person_name}（{where}）" if where else actor.person_name
