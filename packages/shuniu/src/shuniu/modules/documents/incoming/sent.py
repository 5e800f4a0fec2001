"""What a unit drafted elsewhere and sent to others through the system: whether it was signed for, or why it came back
(GW-01, GW-03). What was issued here stands in 发文 with its receipts.

Nothing more of the receiver's own handling is shown: that is the receiver's (CQ-06).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.kernel.flow.models import Entry
from shuniu.kernel.people.actor import Actor
from shuniu.modules.documents.incoming.queries import keeps
from shuniu.modules.documents.models import IncomingDocument

REJECT = "documents.incoming.reject"


@dataclass(frozen=True)
class Sent:
    """One document sent to one unit. `rejected` is the reason and the rules of a 退文; empty otherwise."""

    id: int
    number: str
    title: str
    to: str
    at: datetime
    signed_at: datetime | None
    rejected: str = ""
    rules: tuple[str, ...] = ()


def list_sent_for(actor: Actor, *, after: int | None = None, size: int = 25) -> list[Sent]:
    """What the actor's unit sent, the newest first, below the id *after*; nothing for who does not keep its papers.

    Two queries.
    """
    if not keeps(actor):
        return []
    lines = IncomingDocument.objects.filter(
        source_unit_id=actor.unit_id,
        channel=IncomingDocument.Channel.SYSTEM,
        matter__parent=None,
        matter__delivered_as=None,
    ).exclude(unit_id=actor.unit_id)
    if after is not None:
        lines = lines.filter(pk__lt=after)
    found = list(lines.select_related("matter", "unit").order_by("-pk")[:size])
    reasons = _reasons(found)
    return [
        Sent(
            line.pk,
            line.document_number,
            line.matter.title,
            line.unit.short_name,
            line.matter.opened_at,
            line.signed_at,
            *reasons.get(line.pk, ("", ())),
        )
        for line in found
    ]


def sent_line_for(actor: Actor, pk: int) -> IncomingDocument | None:
    """One line that the actor's unit sent in this way, for who keeps its papers: what a second sending begins with."""
    if not keeps(actor):
        return None
    own = IncomingDocument.objects.filter(
        pk=pk,
        source_unit_id=actor.unit_id,
        channel=IncomingDocument.Channel.SYSTEM,
        matter__parent=None,
        matter__delivered_as=None,
    )
    return own.select_related("matter").first()


def _reasons(lines: Sequence[IncomingDocument]) -> dict[int, tuple[str, tuple[str, ...]]]:
    rejected = [line.pk for line in lines if line.matter.outcome == "rejected"]
    entries = Entry.objects.filter(matter_id__in=rejected, action=REJECT) if rejected else ()
    return {e.matter_id: (e.text, tuple(e.data.get("rules", ()))) for e in entries}
