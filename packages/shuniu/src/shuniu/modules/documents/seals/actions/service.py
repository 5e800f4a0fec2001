"""电子用印: the keeper asks the county's seal service; what it answers is entered by the system (GW-18)."""

from __future__ import annotations

from typing import Annotated
from uuid import UUID, uuid4

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.platform.jobs.queue import start
from shuniu.modules.documents.models import SealOrder, SealUse
from shuniu.modules.documents.seals import current, keeping, seal_service, sealed, uses

JOB = "documents.seals.order"
WAITING_AT = ("documents.outgoing:to_seal", "documents.seal_use:to_seal")
SETTING = {"outgoing": "set_seal", "seal_use": "set"}
"""The step that an impression makes, by kind of matter."""
REMEDY = "请退回，按现在的稿子重新申请用印。"


def may_be_electronic(matter: Matter) -> bool:
    """Whether the county has a seal service that knows the seal which *matter* waits for."""
    if seal_service.configured() is None:
        return False
    use = SealUse.objects.filter(matter=matter, state=SealUse.State.APPROVED).select_related("seal").first()
    return use is not None and bool(use.seal.service_key) and uses.waiting_order(use) is None


class Order(ActionInput):
    """For how many copies the sealed file stands, and who watched (监印)."""

    copies: Annotated[int, Field(title="用印份数", ge=1, le=99999)]
    supervisor: Annotated[int, Field(title="监印人", json_schema_extra={"choose": "colleague"})]
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.seal.order",
    label="电子用印",
    input=Order,
    rule="GW-18",
    during=WAITING_AT,
    needs="hold",
    offered=may_be_electronic,
)
def order(ctx: Context, data: Order) -> dict[str, object]:
    """Ask the seal service, after this is committed; the matter stays in hand until it answers.

    Asked again after a failure it is the same order, so that the service seals once. Raises `Refused` as 用印 does,
    where the county has no service or the seal is none of its, and while an answer is awaited.
    """
    use = uses.standing(
        ctx.matter, SealUse.State.APPROVED, current=current.digest_of(ctx.matter), remedy=REMEDY
    )
    keeping.require_keeper(ctx, use.seal)
    uses.require_no_order(use)
    if seal_service.configured() is None or not use.seal.service_key:
        ctx.refuse("这枚印章没有接入电子印章平台，请用实物印章。", rule="GW-18")
    watcher = ctx.chosen(data.supervisor, field="supervisor")
    uses.require_press(ctx, use, uses.Press(data.copies, watcher))
    made, _ = SealOrder.objects.update_or_create(
        use=use,
        defaults={
            "state": SealOrder.State.SENT,
            "copies": data.copies,
            "supervisor_id": watcher.person_id,
            "asked_by_id": ctx.actor.post_id,
            "asked_at": ctx.now,
            "answered_at": None,
            "answer": "",
        },
        create_defaults={
            "key": uuid4(),
            "copies": data.copies,
            "supervisor_id": watcher.person_id,
            "asked_by_id": ctx.actor.post_id,
            "asked_at": ctx.now,
        },
    )
    start(JOB, actor=ctx.actor, now=ctx.now, arguments={"order": made.pk})
    ctx.say("step", data.text, data={"seal": use.seal_id, "copies": data.copies})
    return {"order": made.pk}


class Answered(ActionInput):
    """What the service gave back: its receipt and the sealed file, or why there is none."""

    key: UUID
    receipt: Annotated[str, Field(max_length=200)] = ""
    file: Annotated[RowId | None, Field(json_schema_extra={"choose": "file"})] = None
    reason: Annotated[str, Field(max_length=400)] = ""


@action("documents.seal.answered", label="电子印章平台答复", input=Answered, rule="GW-18", api=False)
def answered(ctx: Context, data: Answered) -> dict[str, object]:
    """Enter the answer: the impression with its receipt and the sealed file, and the matter goes on; or the reason,
    and it stays with its keeper. Raises `Refused` for a person, and for an order that was answered already."""
    if not ctx.actor.job:
        raise refuse(Code.NOT_ALLOWED, "电子印章平台的答复由系统登记，请在件上查看。", rule="GW-18")
    found = (
        SealOrder.objects.select_for_update(of=("self",))
        .select_related("use", "use__seal", "asked_by__person", "supervisor")
        .filter(key=data.key, use__matter=ctx.matter, state=SealOrder.State.SENT)
        .first()
    )
    if found is None:
        raise refuse(Code.RULE, "这一次电子用印已经答复过，请在件上查看。", rule="GW-18")
    found.answered_at, found.answer = ctx.now, data.reason or data.receipt
    found.state = SealOrder.State.FAILED if data.reason else SealOrder.State.DONE
    found.save(update_fields=["answered_at", "answer", "state"])
    if data.reason:
        _failed(ctx, found, data.reason)
        return {}
    return _sealed(ctx, found, data)


def _failed(ctx: Context, found: SealOrder, reason: str) -> None:
    words = f"电子印章平台没有盖章：{reason}。这一件还在保管人手里，可以再试，也可以改用实物印章。"
    ctx.say("note", words, label="电子用印没有办成")
    keeper = Addressee.of_post(found.asked_by)
    ctx.notify(keeper, f"电子用印没有办成：{ctx.matter.title}", ctx.matter, urgent=True)


def _sealed(ctx: Context, found: SealOrder, data: Answered) -> dict[str, object]:
    use = found.use
    if data.file is None or use.digest != current.digest_of(ctx.matter):
        ctx.refuse("平台盖章以后稿子又改过，这次盖章不能用，请重新申请用印。", rule="GW-18")
    uses.record(
        ctx,
        use,
        ctx.matter,
        uses.Impression(
            copies=found.copies,
            sealer=found.asked_by.person_id,
            watcher=found.supervisor_id,
            manner=SealUse.Manner.ELECTRONIC,
            receipt=data.receipt,
        ),
    )
    use.copy_filed_at = ctx.now
    use.save(update_fields=["copy_filed_at"])
    if ctx.matter.kind == "seal_use":
        ctx.matter.number = use.number
    # The keeper made this step when he asked; the engine takes it now that the service has answered.
    ctx.transition = ctx.here.procedure.transitions[SETTING[ctx.matter.kind]]
    ctx.say(
        "step",
        uses.said(
            use,
            found.supervisor.name,
            f"由{found.asked_by.person.name}申请，平台回执 {data.receipt}。",
        ),
        label="电子用印",
        data={"seal": use.seal_id, "copies": found.copies},
    )
    hung = [attaching.Hung(data.file, f"盖章件 {use.number}")]
    attaching.attach(ctx, ctx.here, None, hung, role=sealed.ROLE, field="file")
    return {"number": use.number}
