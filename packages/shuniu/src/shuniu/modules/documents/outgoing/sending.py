"""Putting a released document before its recipients: a matter of its own in each unit of the county, which waits there
to be signed for, and a line with a receipt slip for whoever is outside (GW-17).

What is opened in a unit is an ordinary receipt of that unit, not work handed on to it: it has no parent, its unit
answers, returns or files it as it does every paper, and the sender's record is not filled with what 150 units do.
`Delivery.child` is what ties the two.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching
from shuniu.kernel.flow.context import Context, Words
from shuniu.kernel.flow.desks import state_due
from shuniu.kernel.flow.models import Level, Urgency
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.incoming import register
from shuniu.modules.documents.models import Delivery, DraftVersion, OutgoingDocument
from shuniu.modules.documents.outgoing.finished import files_to_send
from shuniu.modules.documents.outgoing.recipients import Recipient
from shuniu.modules.documents.outgoing.sending_register import signed_text

GRADE = {Urgency.ORDINARY: "平件", Urgency.URGENT: "加急", Urgency.VERY_URGENT: "特急"}


@dataclass(frozen=True)
class Parcel:
    """What one recipient gets: how many copies, under which 份号."""

    to: Recipient
    copies: int = 1
    numbers: str = ""


def send(
    ctx: Context,
    document: OutgoingDocument,
    parcels: Sequence[Parcel],
    *,
    editable: bool = False,
    replacing: Mapping[int | str, Delivery] | None = None,
) -> list[Delivery]:
    """Open the document in each unit and note each organ outside, all or nothing. *replacing* are the deliveries of
    a faulty version, by unit id or by name, in whose place these come.

    Raises `Refused` for a 工作秘密 (BM-08), for a unit that is gone, for the sender itself, and where a unit would
    get it twice.
    """
    units = _units(document, [p.to.unit for p in parcels if p.to.unit is not None])
    if units and ctx.matter.level == Level.WORK_SECRET:
        raise refuse(
            Code.RULE,
            "内部件（工作秘密）不能通过系统分送到其他单位。",
            remedy="请把收文单位写在“另行送达”里，由专人送纸质件，凭送文回执签收。",
            field="units",
            rule="BM-08",
        )
    _require_once(ctx, document, set(units), replacing or {})
    draft = signed_text(document)
    assert draft is not None, "what is released was signed"
    step = ctx.here.procedure.states["distributing"]
    due, old = state_due(step, ctx.now), replacing or {}
    inside = [p for p in parcels if p.to.unit is not None]
    grade = GRADE.get(Urgency(ctx.matter.urgency), "平件")
    handled_by = register.due_of(None, form="document", grade=grade, received=ctx.now)
    copies = [_copy(ctx, document, draft, units, p, old, handled_by) for p in inside]
    works = register.send_to_many(ctx, copies) if copies else []
    opened = {work.matter.unit_id: work for work in works}
    made = [
        Delivery(
            matter=ctx.matter,
            office_id=document.unit_id,
            unit_id=parcel.to.unit,
            outside=parcel.to.outside,
            role=parcel.to.role,
            said_as=parcel.to.said_as[:120],
            child=opened[parcel.to.unit].matter if parcel.to.unit is not None else None,
            draft=draft.number,
            copies=parcel.copies,
            copy_numbers=parcel.numbers,
            replaces=old.get(parcel.to.unit if parcel.to.unit is not None else parcel.to.outside),
            sent_at=ctx.now,
            sent_by_id=ctx.actor.person_id or None,
            due_at=due,
        )
        for parcel in parcels
    ]
    hung = files_to_send(ctx.matter, editable=editable)
    if works and hung:
        attaching.attach_to_each(ctx, works, hung, role="original")
    return Delivery.objects.bulk_create(made)


def _units(document: OutgoingDocument, ids: Sequence[int]) -> dict[int, Unit]:
    found = {unit.pk: unit for unit in receiving_units().filter(pk__in=ids)}
    missing = [pk for pk in ids if pk not in found]
    if missing:
        gone = Unit.objects.filter(pk__in=missing).select_related("successor").first()
        after = f"，职能并入了{gone.successor.name}" if gone is not None and gone.successor else ""
        words = f"{gone.name}已经撤销{after}" if gone is not None else "有一个单位不在单位目录里"
        raise refuse(Code.INVALID, f"{words}，请去掉或者改选，再核发。", field="units", rule="GW-17")
    if document.unit_id in found:
        raise refuse(Code.INVALID, "送往的单位里有发文单位自己，请去掉。", field="units", rule="GW-17")
    twice = {found[pk].short_name for pk in ids if ids.count(pk) > 1}
    if twice:
        raise refuse(
            Code.INVALID,
            f"{'、'.join(sorted(twice))}既在主送里又在抄送里，请去掉一处。",
            field="copy_units",
            rule="GW-17",
        )
    return found


def _require_once(
    ctx: Context, document: OutgoingDocument, units: set[int], replacing: Mapping[int | str, Delivery]
) -> None:
    """A unit gets it once: what was recalled may be sent again, what stands there may not."""
    standing = Delivery.objects.filter(matter=ctx.matter, state=Delivery.State.SENT, unit_id__in=units)
    names = [
        d.unit.short_name
        for d in standing.exclude(pk__in=[d.pk for d in replacing.values()]).select_related("unit")
        if d.unit is not None
    ]
    if names:
        raise refuse(
            Code.RULE, f"{'、'.join(names[:6])}已经收到过这份文件，不用再送。", field="units", rule="GW-17"
        )


def _copy(
    ctx: Context,
    document: OutgoingDocument,
    draft: DraftVersion,
    units: Mapping[int, Unit],
    parcel: Parcel,
    old: Mapping[int | str, Delivery],
    handled_by: datetime,
) -> register.Copy:
    """What one unit of the county is sent, with every column that its register asks for."""
    unit = units[parcel.to.unit or 0]
    again = unit.pk in old
    return register.Copy(
        unit,
        register.Sending(
            title=ctx.matter.title,
            document_number=document.number,
            urgency=ctx.matter.urgency,
            due_at=handled_by,
            words=Words(label=f"{document.issuer.short_name}来文" + ("（更换件）" if again else "")),
        ),
        {
            "source": document.issuer_name,
            "source_unit_id": document.unit_id,
            "genre": document.genre,
            "document_date": document.document_date,
            "addressees": _line(draft.content["addressees"]),
            "copy_to": _line(draft.content["copy_to"]),
            "copies": parcel.copies,
            "copy_number": parcel.numbers[:20],
            "annexes": len(draft.content["annexes"]),
            "content_digest": document.signed_digest,
            "note": "更换件：原来送的那一份以本件为准。" if again else "",
        },
    )


def _line(names: Sequence[str]) -> str:
    return "、".join(names)[:400]
