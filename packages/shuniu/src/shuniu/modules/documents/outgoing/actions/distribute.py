"""核发 and distribution: every unit gets its own matter, which waits there to be signed for (GW-17)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context, Words
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.incoming import register
from shuniu.modules.documents.models import Delivery, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import drafts
from shuniu.modules.documents.outgoing.who import KEEPERS


class Release(ActionInput):
    """检查文字、格式、印刷质量后分发: to which units of the county, and to whom outside."""

    checked: Annotated[bool, Field(title="文字、格式、印刷质量已检查")] = False
    units: Annotated[
        list[RowId], Field(title="县内送往", max_length=400, json_schema_extra={"choose": "unit"})
    ] = []
    outside: Annotated[list[str], Field(title="县外送往", max_length=100)] = []
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.outgoing.release",
    label="核发",
    input=Release,
    may=KEEPERS,
    transition="documents.outgoing:release",
    rule="GW-17",
)
def release(ctx: Context, data: Release) -> dict[str, object]:
    """Check once more and send. Raises `Refused` unless checked, and for a unit that is gone, or nobody to send to."""
    if not data.checked:
        ctx.refuse("核发前要检查文字、格式和印刷质量，请检查后勾选。", field="checked", rule="GW-17")
    if not data.units and not data.outside:
        ctx.refuse("还没有写明分送给谁。", field="units", rule="GW-17")
    document = document_of(ctx.matter)
    document.released_at, document.effect = ctx.now, OutgoingDocument.Effect.IN_FORCE
    document.save(update_fields=["released_at", "effect"])
    sent = send(ctx, document, data.units, data.outside)
    ctx.say("step", data.text, data={"sent": len(sent)})
    return {"sent": len(sent)}


def send(ctx: Context, document: OutgoingDocument, unit_ids: list[int], outside: list[str]) -> list[Delivery]:
    """Open the document in each unit, and note each organ outside. Raises `Refused` for a unit that is gone."""
    units = list(receiving_units().filter(pk__in=unit_ids).exclude(pk=document.unit_id))
    if len(units) != len(set(unit_ids)):
        raise refuse(Code.INVALID, "送往的单位里有本单位，或者已经撤销的单位，请去掉。", field="units")
    made = [_deliver(ctx, document, unit) for unit in units]
    made += [
        Delivery(matter=ctx.matter, outside=name, sent_at=ctx.now, sent_by_id=ctx.actor.person_id or None)
        for name in dict.fromkeys(outside)
    ]
    Delivery.objects.bulk_create(made)
    return made


def _deliver(ctx: Context, document: OutgoingDocument, unit: Unit) -> Delivery:
    draft = drafts.newest(ctx.here)
    assert draft is not None
    work = register.send_to(
        ctx,
        unit,
        register.Sending(
            title=ctx.matter.title,
            document_number=document.number,
            urgency=ctx.matter.urgency,
            due_at=None,
            words=Words(label=f"{document.issuer.short_name}来文"),
            parent=ctx.matter,
        ),
        source=document.issuer_name,
        source_unit=document.unit,
        genre=document.genre,
        document_date=document.document_date,
        addressees="、".join(draft.content["addressees"])[:400],
        copy_to="、".join(draft.content["copy_to"])[:400],
        annexes=len(draft.content["annexes"]),
    )
    return Delivery(
        matter=ctx.matter,
        unit=unit,
        child=work.matter,
        sent_at=ctx.now,
        sent_by_id=ctx.actor.person_id or None,
    )


class CloseReceipts(ActionInput):
    """Why it is closed with receipts missing."""

    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.outgoing.close_receipts",
    label="回执收齐",
    input=CloseReceipts,
    may=KEEPERS,
    transition="documents.outgoing:close_receipts",
    rule="GW-17",
)
def close_receipts(ctx: Context, data: CloseReceipts) -> None:
    """Everybody has signed for it; it is ready for the archive. Raises `Refused` without a word on who has not."""
    open_ = Delivery.objects.filter(
        matter=ctx.matter, state="sent", child__state="to_sign", child__closed_at=None
    ).select_related("unit")
    missing = [d.unit.short_name for d in open_ if d.unit is not None]
    if missing and not data.text:
        ctx.refuse(
            f"还有 {len(missing)} 个单位没有签收：{'、'.join(missing[:8])}。",
            field="text",
            remedy="可以催办；确需先结的，请写明情况。",
            rule="GW-17",
        )
    ctx.say("step", data.text)
