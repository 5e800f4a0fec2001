"""撤回 before it is signed for; 催办 of who has not signed; the receipt of who is outside (GW-17)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from typing import Annotated

from django.db.models import Q
from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.desks import find_desk
from shuniu.kernel.people.actor import COUNTY, end_of_day
from shuniu.modules.documents.models import Delivery, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing.who import KEEPERS
from shuniu.modules.documents.standing import RECALLED, UNSIGNED, Mark, children_below, mark

NAMED = 8


class Chosen(ActionInput):
    """Which deliveries of the document; none chosen means all that wait to be signed for."""

    deliveries: Annotated[list[RowId], Field(title="哪些单位", max_length=400)] = []


def chosen(matter_id: int | None, ids: Sequence[int]) -> list[Delivery]:
    """The deliveries *ids* of the matter, or all that nobody has signed for."""
    found = Delivery.objects.filter(matter_id=matter_id, state=Delivery.State.SENT)
    wanted = Q(pk__in=ids) if ids else Q(received_at=None, child__closed_at=None) & ~Q(child=None)
    return list(found.filter(wanted).select_related("unit", "child").order_by("pk"))


def require_own(ctx: Context) -> OutgoingDocument:
    """The document. Raises `Refused` for the clerk of another office."""
    document = document_of(ctx.matter)
    if not ctx.actor.job and ctx.actor.unit_id != document.unit_id:
        ctx.refuse("分送、回执由发文机关的办公室办理。", rule="GW-17")
    return document


def names_of(deliveries: Sequence[Delivery]) -> str:
    """县水利局、云溪镇等 12 个."""
    names = [d.unit.short_name if d.unit is not None else d.outside for d in deliveries]
    return "、".join(names[:NAMED]) + (f"等 {len(names)} 个" if len(names) > NAMED else "")


class Recall(Chosen):
    """Why it is taken back."""

    reason: Annotated[str, Field(title="撤回原因", min_length=2, max_length=400)]

    def also_locks(self) -> tuple[int, ...]:
        ids = [d.child_id for d in chosen(self.matter, self.deliveries) if d.child_id is not None]
        return children_below(ids)


@action("documents.outgoing.recall", label="撤回", input=Recall, may=KEEPERS, rule="GW-17")
def recall(ctx: Context, data: Recall) -> dict[str, object]:
    """Take it back from units that have not signed for it: their matter ends with a plain sentence.

    Raises `Refused` where one of them has signed: then only 更换, 撤销 or 废止 help.
    """
    document = require_own(ctx)
    found = chosen(ctx.matter.pk, data.deliveries)
    # The state is that of the locked matter: who signs meanwhile wins or waits.
    locked = {d.pk: ctx.others.get(d.child_id or 0) for d in found}
    signed = [
        d for d in found if (m := locked[d.pk]) is None or m.state != UNSIGNED or m.closed_at is not None
    ]
    if signed:
        raise refuse(
            Code.RULE,
            f"{names_of(signed)}已经签收或者已经退文，不能撤回。",
            remedy="只撤回没有签收的；已经签收的，改好以后用“更换”，不再执行的用“撤销”或者“废止”。",
            field="deliveries",
            rule="GW-17",
        )
    if not found:
        ctx.refuse("没有可以撤回的：各单位都已经签收，或者已经撤回。", field="deliveries", rule="GW-17")
    for delivery in found:
        note = f"{document.issuer_name}已经撤回这份文件，不用签收。原因：{data.reason}"
        mark(ctx, delivery.child_id, Mark(RECALLED, note))
    Delivery.objects.filter(pk__in=[d.pk for d in found]).update(state=Delivery.State.RECALLED)
    ctx.say("step", f"撤回{names_of(found)}。{data.reason}", data={"recalled": len(found)})
    return {"recalled": len(found)}


class RemindReceipts(Chosen):
    """What to say beside the reminder itself."""

    text: Annotated[str, Field(title="催办要求", max_length=400)] = ""


@action(
    "documents.outgoing.remind_receipts",
    label="催办签收",
    input=RemindReceipts,
    may=KEEPERS,
    rule="GW-17",
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


@action("documents.outgoing.enter_receipt", label="录入回执", input=EnterReceipt, may=KEEPERS, rule="GW-17")
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
