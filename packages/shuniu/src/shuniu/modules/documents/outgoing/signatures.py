"""What was signed: the digest that the signature covers, its date, and who of a joint document has signed (GW-14)."""

from __future__ import annotations

from datetime import datetime

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context, Work
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing import drafts, policy, sealing


def adopt(ctx: Context, document: OutgoingDocument) -> None:
    """The signature covers the newest version from now on. Raises `Refused` when there is no text."""
    draft = drafts.newest(ctx.here)
    if draft is None:
        raise refuse(
            Code.RULE, "稿子还没有正文，不能签发。", remedy="请退回拟稿，写好正文再送签。", rule="GW-13"
        )
    changed = bool(document.signed_digest) and draft.digest != document.signed_digest
    document.signed, document.signed_digest = draft.number, draft.digest
    document.save(update_fields=["signed", "signed_digest"])
    if changed:
        sealing.text_changed(ctx)


def put_date(document: OutgoingDocument, at: datetime) -> None:
    """成文日期: the day of *at*, when it was signed, or the day on which a meeting passed it (GW-19)."""
    document.signed_at = at
    document.document_date = policy.document_date(
        signed_on=[at.astimezone(COUNTY).date()], passed_on=document.meeting_date
    )
    document.save(update_fields=["signed_at", "document_date"])


def take_back(document: OutgoingDocument) -> None:
    """Nothing is signed any more. A document that has its number keeps it, and what was signed last beside it."""
    if document.serial is None:
        document.signed, document.signed_digest, document.signed_at = None, "", None
        document.document_date, document.acted_for = None, False
        document.save(update_fields=["signed", "signed_digest", "signed_at", "document_date", "acted_for"])


def covers_newest(work: Work, document: OutgoingDocument) -> bool:
    """Whether the newest version is, word for word, the one that was signed."""
    draft = drafts.newest(work)
    return draft is not None and draft.digest == document.signed_digest


def of_organs(matter: Matter, document: OutgoingDocument) -> dict[int, Entry]:
    """The newest signature of each organ under the text as it is signed now, by unit id; one query."""
    found: dict[int, Entry] = {}
    for entry in Entry.objects.filter(matter=matter, type="issue_opinion").order_by("pk"):
        if entry.data.get("digest") == document.signed_digest and "organ" in entry.data:
            found[entry.data["organ"]] = entry
    return found
