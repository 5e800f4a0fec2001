"""Receipts: who has signed for what the office sent, who has read or handled it, who has not signed (GW-17).

Of the recipient's own handling nothing more is shown: that is the recipient's (CQ-06).
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from django.db.models import Q, QuerySet

from shuniu.kernel.flow.models import Entry, Level
from shuniu.kernel.people.actor import Actor
from shuniu.modules.documents.incoming.queries import keeps
from shuniu.modules.documents.models import Delivery, IncomingDocument, OutgoingDocument

WAITING = Q(state=Delivery.State.SENT, received_at=None, matter__closed_at=None)
"""Nobody has signed, and the office has not closed the receipts with a word on it."""
VIEWS: dict[str, tuple[str, Q | None]] = {
    "waiting": ("未签收", WAITING),
    "late": ("逾期未签收", WAITING),
    "signed": ("已签收", Q(state=Delivery.State.SENT, received_at__isnull=False)),
    "back": ("退文", Q(returned_at__isnull=False, child__outcome="rejected")),
    "taken": ("撤回、更换", ~Q(state=Delivery.State.SENT)),
    "all": ("全部", None),
}
"""The views of the lists of receipts: what each is called, and which deliveries it shows."""


def view_condition(key: str, now: datetime) -> Q | None:
    """Which deliveries the view *key* shows; late are those whose day has passed."""
    _, condition = VIEWS.get(key, VIEWS["all"])
    return WAITING & Q(due_at__lt=now) if key == "late" else condition


@dataclass(frozen=True)
class Receipt:
    """One recipient and how far it has come: `word` (未签收, 已签收, 已阅, 已办, 已退文 …), since when, by whom, why."""

    id: int
    matter: int
    number: str
    title: str
    to: str
    inside: bool
    role: str
    copies: int
    copy_numbers: str
    sent_at: datetime
    word: str
    at: datetime | None
    who: str
    note: str
    waits: bool
    late: bool
    reminded_at: datetime | None
    secret: bool
    mark: str


def receipts(
    actor: Actor,
    condition: Q | None = None,
    *,
    matter_id: int | None = None,
    after: int | None = None,
    size: int = 25,
    now: datetime,
    upwards: bool = False,
) -> list[Receipt]:
    """The receipts of what the actor's office sent, the newest first (of one document in the order of sending, with
    *upwards*), beyond the id *after*; nothing for who does not keep its papers. Two queries."""
    if not keeps(actor):
        return []
    found = Delivery.objects.filter(office_id=actor.unit_id)
    if matter_id is not None:
        found = found.filter(matter_id=matter_id)
    if condition is not None:
        found = found.filter(condition)
    if after is not None:
        found = found.filter(pk__gt=after) if upwards else found.filter(pk__lt=after)
    chosen = list(_with_all(found).order_by("pk" if upwards else "-pk")[:size])
    reasons = _reasons(chosen)
    return [receipt_of(one, now=now, reason=reasons.get(one.child_id or 0, "")) for one in chosen]


def _with_all(found: QuerySet[Delivery]) -> QuerySet[Delivery]:
    return found.select_related("unit", "matter", "matter__outgoing", "child", "child__incoming")


def receipt_of(one: Delivery, *, now: datetime, reason: str = "") -> Receipt:
    """How far *one* has come, from its row and the recipient's matter."""
    word, at, who = _come_to(one)
    waits = one.state == Delivery.State.SENT and one.received_at is None
    return Receipt(
        id=one.pk,
        matter=one.matter_id,
        number=one.matter.number,
        title=one.matter.title,
        to=one.unit.short_name if one.unit is not None else one.outside,
        inside=one.unit_id is not None,
        role=one.get_role_display(),
        copies=one.copies,
        copy_numbers=one.copy_numbers,
        sent_at=one.sent_at,
        word=word,
        at=at,
        who=who,
        note=reason,
        waits=waits,
        late=waits and one.matter.is_open and one.due_at is not None and one.due_at < now,
        reminded_at=one.reminded_at,
        secret=one.matter.level == Level.WORK_SECRET,
        mark=one.matter.mark,
    )


def _come_to(one: Delivery) -> tuple[str, datetime | None, str]:
    if one.state != Delivery.State.SENT:
        return one.get_state_display(), one.child.updated_at if one.child is not None else None, ""
    child = one.child
    if child is None:
        return ("已收回执" if one.received_at else "未收回执"), one.received_at, one.received_by
    if child.outcome == "rejected":
        return "已退文", child.closed_at, one.received_by
    if one.received_at is None:
        return ("对方已作废" if child.closed_at else "未签收"), child.closed_at, ""
    if child.outcome == "done":
        read = child.incoming.handling == IncomingDocument.Handling.READ
        return ("已阅" if read else "已办"), child.closed_at, one.received_by
    return "已签收", one.received_at, one.received_by


def _reasons(found: Sequence[Delivery]) -> dict[int, str]:
    back = [d.child_id for d in found if d.child is not None and d.child.outcome == "rejected"]
    entries = Entry.objects.filter(matter_id__in=back, action="documents.incoming.reject") if back else ()
    return {e.matter_id: f"{e.text}（{'、'.join(e.data.get('rules', ()))}）" for e in entries}


@dataclass(frozen=True)
class Tally:
    """How many recipients there are, and how many have signed."""

    total: int
    signed: int
    back: int

    @property
    def words(self) -> str:
        """应收 24，已签收 20，未签收 4。"""
        waiting = self.total - self.signed
        back = f"，退文 {self.back}" if self.back else ""
        return f"应收 {self.total}，已签收 {self.signed}，未签收 {waiting}{back}"


def tally_of(matter_id: int) -> Tally | None:
    """How the receipts of one document stand; None where nothing was sent. One query."""
    rows = Delivery.objects.filter(matter_id=matter_id, state=Delivery.State.SENT)
    found = list(rows.values_list("received_at", "child__outcome"))
    if not found:
        return None
    return Tally(
        len(found),
        sum(at is not None for at, _ in found),
        sum(outcome == "rejected" for _, outcome in found),
    )


def count_waiting(actor: Actor, condition: Q, *, matter_id: int | None = None, most: int = 1001) -> int:
    """How many deliveries of the actor's office fulfil *condition*, *most* at most."""
    if not keeps(actor):
        return 0
    found = Delivery.objects.filter(condition, office_id=actor.unit_id)
    if matter_id is not None:
        found = found.filter(matter_id=matter_id)
    return len(found.order_by().values_list("pk", flat=True)[:most])


def own_document(actor: Actor, pk: int) -> OutgoingDocument | None:
    """The outgoing document of the actor's own office, if he keeps its papers."""
    if not keeps(actor):
        return None
    return OutgoingDocument.objects.filter(pk=pk, unit_id=actor.unit_id).select_related("matter").first()


def delivery_for(actor: Actor, pk: int) -> Delivery | None:
    """The delivery *pk* of the actor's own office, if he keeps its papers."""
    if not keeps(actor):
        return None
    own = Delivery.objects.filter(pk=pk, office_id=actor.unit_id)
    return _with_all(own).first()
