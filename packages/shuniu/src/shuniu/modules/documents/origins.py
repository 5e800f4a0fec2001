"""What a received document came from, when it was issued in this house: the delivery, and what goes back to its issuer.

Both halves of the module ask here, so that neither needs the other.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Context, Words
from shuniu.kernel.flow.desks import find_desk
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.finding_kinds import kind_of
from shuniu.modules.documents.models import Delivery, ForwardRequest, OutgoingDocument, QualityFinding


def delivery_of(matter_id: int | None) -> Delivery | None:
    """How the document of *matter_id* came from an office of this county; None for any other paper."""
    return Delivery.objects.filter(child_id=matter_id).first()


def issuers_matter(matter_id: int | None) -> tuple[int, ...]:
    """The issuer's matter, for `ActionInput.also_locks` of what goes back to it."""
    return tuple(Delivery.objects.filter(child_id=matter_id).values_list("matter_id", flat=True))


def note_receipt(ctx: Context) -> None:
    """The recipient signs for it: the sender sees when and who. One statement; nothing for other papers."""
    Delivery.objects.filter(child_id=ctx.matter.pk).update(
        received_at=ctx.now, received_by=ctx.actor.person_name
    )


def tell_issuer_of_rejection(
    ctx: Context, delivery: Delivery, *, reason: str, rules: Sequence[str], demand: str
) -> None:
    """A recipient sent it back: it stands in the issuer's record, before its clerk and its drafter's unit, and counts
    as a finding about the draft, by kind and unit and never by person."""
    above = ctx.others.get(delivery.matter_id)
    assert above is not None, "Reject.also_locks names the issuer's matter"
    document = OutgoingDocument.objects.get(pk=above.pk)
    receiver = ctx.matter.unit.short_name
    asked = f"要求：{demand}" if demand else ""
    Delivery.objects.filter(pk=delivery.pk).update(returned_at=ctx.now)
    data = {"rules": list(rules), "demand": demand, "delivery": delivery.pk}
    words = Words(type="feedback", label=f"{receiver}退文", text=reason, data=data)
    engine.write_entry(ctx, engine.touch(ctx, above), words)
    for unit_id in dict.fromkeys((document.unit_id, document.drafting_unit_id)):
        desk = find_desk(unit_id, "CLERK", now=ctx.now)
        if desk is not None:
            ctx.notify(desk, f"{receiver}退文：{above.title}。理由：{reason}{asked}", above, urgent=True)
    day = ctx.now.astimezone(COUNTY).date()
    QualityFinding.objects.bulk_create(
        QualityFinding(
            matter=above,
            unit_id=document.drafting_unit_id,
            office_id=document.unit_id,
            source=QualityFinding.Source.REJECTED,
            kind=kind_of(rule),
            rule=rule,
            text=reason[:400],
            day=day,
        )
        for rule in rules or [""]
    )


def outside_the_range(matter_id: int, units: Collection[int]) -> set[int]:
    """Those of *units* to which the issuer sent no copy and has allowed none (GW-33); nothing for papers that were not
    issued in this house."""
    delivery = delivery_of(matter_id)
    if delivery is None:
        return set()
    sent = Delivery.objects.filter(matter_id=delivery.matter_id).exclude(state=Delivery.State.RECALLED)
    reached = {pk for pk in sent.values_list("unit_id", flat=True) if pk is not None}
    agreed = ForwardRequest.objects.filter(child_id=matter_id, state=ForwardRequest.State.AGREED)
    allowed = {pk for whom in agreed.values_list("whom", flat=True) for pk in whom}
    return set(units) - reached - allowed
