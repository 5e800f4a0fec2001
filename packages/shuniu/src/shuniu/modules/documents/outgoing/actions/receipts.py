"""Receipts: 催办 of who has not signed, what came back from outside, and the end of waiting (GW-17)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.desks import find_desk
from shuniu.kernel.people.actor import COUNTY, end_of_day
from shuniu.modules.documents.models import Delivery
from shuniu.modules.documents.outgoing.deliveries import (
    OUT,
    Chosen,
    chosen,
    from_its_list,
    names_of,
    require_own,
)
from shuniu.modules.documents.outgoing.who import KEEPERS
from shuniu.modules.documents.standing import UNSIGNED


class RemindReceipts(Chosen):
    """What to say beside the reminder itself."""

    text: Annotated[str, Field(title="催办要求", max_length=400)] = ""


@action(
    "documents.outgoing.remind_receipts",
    label="催办签收",
    input=RemindReceipts,
    may=KEEPERS,
    rule="GW-17",
    during=OUT,
    needs="unit",
    offered=from_its_list,
)
def remind_receipts(ctx: Context, data: RemindReceipts) -> dict[str, object]:
    """Ask the desks of those who have not signed to do so. Raises `Refused` when there is nobody to ask."""
    document = require_own(ctx)
    found = [
        d
        for d in chosen(ctx.matter.pk, data.deliveries)
        if d.child is not None and d.child.state == UNSIGNED and d.child.closed_at is None
    ]
    if not found:
        ctx.refuse("都已经签收，不用催办。", field="deliveries", rule="GW-17")
    for delivery in found:
        assert delivery.child is not None
        desk = find_desk(delivery.child.unit_id, "CLERK", now=ctx.now)
        if desk is not None:
            text = f"催办：请签收{document.issuer_name}来文“{ctx.matter.title}”。{data.text}"
            ctx.notify(desk, text, delivery.child, urgent=True)
    Delivery.objects.filter(pk__in=[d.pk for d in found]).update(reminded_at=ctx.now)
    ctx.say("reminder", data.text, label="催办签收", data={"to": names_of(found), "count": len(found)})
    return {"reminded": len(found)}


class EnterReceipt(ActionInput):
    """What the slip says that came back: who signed, when; and its scan."""

    delivery: Annotated[RowId, Field(title="哪个单位")]
    received_by: Annotated[str, Field(title="签收人", min_length=2, max_length=60)]
    received_on: Annotated[date, Field(title="签收日期")]
    file: Annotated[RowId | None, Field(title="回执扫描件", json_schema_extra={"choose": "file"})] = None
    note: Annotated[str, Field(title="备注", max_length=200)] = ""


@action(
    "documents.outgoing.enter_receipt",
    label="录入回执",
    input=EnterReceipt,
    may=KEEPERS,
    rule="GW-17",
    during=OUT,
    needs="unit",
    offered=from_its_list,
)
def enter_receipt(ctx: Context, data: EnterReceipt) -> None:
    """Note the receipt of an organ outside. Raises `Refused` for a unit of the county, which signs here itself, for a
    day before it was sent or to come, and for a receipt that was entered before."""
    require_own(ctx)
    delivery = Delivery.objects.select_for_update().filter(pk=data.delivery, matter=ctx.matter).first()
    if delivery is None:
        raise refuse(Code.NOT_FOUND, "这份文件没有送过这个单位，请从回执列表里选。", field="delivery")
    if delivery.unit_id is not None:
        ctx.refuse("县内单位在系统里签收，不用录入回执。", field="delivery", rule="GW-17")
    if delivery.received_at is not None:
        ctx.refuse(f"{delivery.outside}的回执已经录入。", field="delivery", rule="GW-17")
    if (
        not delivery.sent_at.astimezone(COUNTY).date()
        <= data.received_on
        <= ctx.now.astimezone(COUNTY).date()
    ):
        ctx.refuse("签收日期应当在送出以后、今天以前，请核对。", field="received_on", rule="GW-17")
    delivery.received_at, delivery.received_by = end_of_day(data.received_on), data.received_by
    delivery.save(update_fields=["received_at", "received_by"])
    if data.file is not None:
        name = f"{delivery.outside}送文回执"
        hung = [attaching.Hung(data.file, name)]
        attaching.attach(ctx, ctx.here, None, hung, role="receipt", field="file")
    ctx.say("step", f"{delivery.outside}{data.received_by}签收。{data.note}")


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
    """Everybody has signed for it; it is ready for the archive. Raises `Refused` without a word on who has not, and on
    what was sent back."""
    sent = Delivery.objects.filter(matter=ctx.matter, state=Delivery.State.SENT).select_related(
        "unit", "child"
    )
    standing = list(sent.order_by("pk"))
    missing = [d for d in standing if d.received_at is None]
    back = [d for d in standing if d.child is not None and d.child.outcome == "rejected"]
    parts = [f"{names_of(missing)}没有签收"] if missing else []
    parts += [f"{names_of(back)}退了文"] if back else []
    if parts and not data.text:
        ctx.refuse(
            f"回执还没有收齐：{'；'.join(parts)}。",
            field="text",
            remedy="可以催办、更换；确需先结的，请写明情况。",
            rule="GW-17",
        )
    ctx.say("step", data.text)
