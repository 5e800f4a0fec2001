"""Writing a record: one row and its payload, in the transaction of what it records."""

from __future__ import annotations

import hashlib
import json
import secrets
from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

from django.db import transaction

from shuniu.kernel.people.actor import Actor
from shuniu.kernel.records.models import Record, RecordPayload


def canonical(record: Record, content: Mapping[str, Any]) -> bytes:
    """The bytes that a record's digest covers: who, when, what, on which matter, and the payload."""
    return json.dumps(
        {
            "at": record.at.astimezone(UTC).isoformat(timespec="microseconds"),
            "action": record.action,
            "outcome": record.outcome,
            "account": record.account_id,
            "person": record.person_id,
            "unit": record.unit_id,
            "actor": record.actor,
            "matter": record.matter_id,
            "content": content,
        },
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
    ).encode()


def digest_of(record: Record, salt: str, content: Mapping[str, Any]) -> str:
    """The salted SHA-256 of a record, as 64 hex digits."""
    return hashlib.sha256(salt.encode("ascii") + canonical(record, content)).hexdigest()


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
    row.digest = digest_of(row, salt, payload)
    with transaction.atomic(savepoint=False):
        row.save(force_insert=True)
        RecordPayload(record=row, salt=salt, content=payload).save(force_insert=True)
    return row


def signature(actor: Actor | None) -> str:
    """How a record names its actor: person, post and unit, or the job."""
    if actor is None:
        return "未登录"
    if actor.job:
        return f"系统任务 {actor.job}"
    return f"{actor.person_name}（{actor.unit_name}{actor.post_title}）"
