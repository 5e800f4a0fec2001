"""撤销 and 废止 of a document that is out (GW-35), and the issuer's answer on its range (GW-33)."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.flow.desks import find_desk
from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import Delivery, ForwardRequest, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing.deliveries import OUT, from_its_list
from shuniu.modules.documents.outgoing.who import APPROVERS
from shuniu.modules.documents.standing import Mark, children_below, mark

REVOKED, ABOLISHED = "已撤销", "已废止"


def in_force(matter: Matter) -> bool:
    """Whether the document holds."""
    return document_of(matter).effect == OutgoingDocument.Effect.IN_FORCE


def _everywhere(matter_id: int | None) -> tuple[int, ...]:
    """Wherever the document stands at its recipients, also its replaced versions; what was recalled stands nowhere."""
    sent = Delivery.objects.filter(matter_id=matter_id).exclude(state=Delivery.State.RECALLED)
    return children_below([pk for pk in sent.values_list("child_id", flat=True) if pk is not None])


class Ending(ActionInput):
    """Which document decided it, and why."""

    decided_by: Annotated[
        str, Field(title="撤销、废止的决定文件（文号、标题）", min_length=4, max_length=200)
    ]
    reason: Annotated[str, Field(title="原因", min_length=2, max_length=400)]

    def also_locks(self) -> tuple[int, ...]:
        return _everywhere(self.matter)


class Revoke(Ending):
    """撤销: void from the start."""


class Abolish(Ending):
    """废止: void from a day."""

    effect_from: Annotated[date, Field(title="自哪天起废止")]


@action(
    "documents.outgoing.revoke",
    label="撤销文件",
    input=Revoke,
    may=APPROVERS,
    rule="GW-35",
    during=OUT,
    needs="unit",
    offered=in_force,
)
def revoke(ctx: Context, data: Revoke) -> None:
    """The document was void from the start: said at the issuer and at every recipient. Raises `Refused` for one that
    is not out, or holds no longer already."""
    document = _require_in_force(ctx)
    document.effect = OutgoingDocument.Effect.REVOKED
    note = f"{document.issuer_name}撤销了这份文件，自始无效。依据：{data.decided_by}。原因：{data.reason}"
    _say_everywhere(ctx, document, data, REVOKED, note, None)


@action(
    "documents.outgoing.abolish",
    label="废止文件",
    input=Abolish,
    may=APPROVERS,
    rule="GW-35",
    during=OUT,
    needs="unit",
    offered=in_force,
)
def abolish(ctx: Context, data: Abolish) -> None:
    """The document holds no longer from a day on. Raises `Refused` as `revoke`, and for a day before its 成文日期."""
    document = _require_in_force(ctx)
    if document.document_date is not None and data.effect_from < document.document_date:
        ctx.refuse(
            "废止的日期不能早于成文日期；要自始无效的，请用“撤销”。", field="effect_from", rule="GW-35"
        )
    document.effect = OutgoingDocument.Effect.ABOLISHED
    day = f"{data.effect_from.year}年{data.effect_from.month}月{data.effect_from.day}日"
    note = (
        f"{document.issuer_name}废止了这份文件，自{day}起失效。依据：{data.decided_by}。原因：{data.reason}"
    )
    _say_everywhere(ctx, document, data, ABOLISHED, note, data.effect_from)


def _require_in_force(ctx: Context) -> OutgoingDocument:
    document = document_of(ctx.matter)
    if ctx.actor.unit_id != document.unit_id:
        ctx.refuse("撤销、废止由发文机关的办公室办理。", rule="GW-35")
    if document.released_at is None:
        ctx.refuse("这一件还没有印发；不发的，请用“作废”或者“不予发文”。", rule="GW-35")
    if document.effect != OutgoingDocument.Effect.IN_FORCE:
        ctx.refuse(f"这一件{document.get_effect_display()}，不用再办。", rule="GW-35")
    return document


def _say_everywhere(
    ctx: Context, document: OutgoingDocument, data: Ending, word: str, note: str, day: date | None
) -> None:
    document.effect_from, document.effect_reason, document.effect_by = day, data.reason, data.decided_by
    document.save(update_fields=["effect", "effect_from", "effect_reason", "effect_by"])
    ctx.matter.mark = word
    sent = Delivery.objects.filter(matter=ctx.matter).exclude(state=Delivery.State.RECALLED)
    for child_id in sent.order_by("pk").values_list("child_id", flat=True):
        if child_id is not None:
            mark(ctx, child_id, Mark(word, note))
    ctx.say("step", note, label=word, data={"decided_by": data.decided_by})


class AnswerForward(ActionInput):
    """Whether the copy may go to others."""

    request: Annotated[RowId, Field(title="申请")]
    agree: Annotated[Literal["agree", "refuse"], Field(title="答复")]
    answer: Annotated[str, Field(title="意见", max_length=400)] = ""

    def also_locks(self) -> tuple[int, ...]:
        asked = ForwardRequest.objects.filter(pk=self.request, matter_id=self.matter)
        return tuple(asked.values_list("child_id", flat=True))


@action(
    "documents.outgoing.answer_forward",
    label="答复扩大传达范围",
    input=AnswerForward,
    may=APPROVERS,
    rule="GW-33",
    during=OUT,
    needs="unit",
    offered=from_its_list,
)
def answer_forward(ctx: Context, data: AnswerForward) -> None:
    """The issuer allows it or not; it stands in the records of both. Raises `Refused` for a request that is not about
    this document or was answered, and for a refusal without a word."""
    document = document_of(ctx.matter)
    if ctx.actor.unit_id != document.unit_id:
        ctx.refuse("印发传达范围由发文机关决定。", rule="GW-33")
    asked = (
        ForwardRequest.objects.select_for_update()
        .filter(pk=data.request, matter=ctx.matter)
        .select_related("unit")
        .first()
    )
    if asked is None:
        raise refuse(
            Code.NOT_FOUND, "没有这个申请，请从消息或者办件页面打开。", field="request", rule="GW-33"
        )
    if asked.state != ForwardRequest.State.ASKED:
        ctx.refuse("这个申请已经答复。", field="request", rule="GW-33")
    if data.agree == "refuse" and not data.answer:
        ctx.refuse("不同意的，请写明理由。", field="answer", rule="GW-33")
    agreed = data.agree == "agree"
    asked.state = ForwardRequest.State.AGREED if agreed else ForwardRequest.State.REFUSED
    asked.answered_at, asked.answered_by_id, asked.answer = (
        ctx.now,
        ctx.actor.person_id or None,
        data.answer,
    )
    asked.save(update_fields=["state", "answered_at", "answered_by", "answer"])
    child = ctx.others.get(asked.child_id)
    assert child is not None, "also_locks names it"
    word = "同意扩大传达范围" if agreed else "不同意扩大传达范围"
    words = Words(type="note", label=word, text=data.answer, data={"request": asked.pk})
    engine.write_entry(ctx, engine.touch(ctx, child), words)
    desk = find_desk(child.unit_id, "CLERK", now=ctx.now)
    if desk is not None:
        ctx.notify(desk, f"{document.issuer_name}{word}：{child.title}。{data.answer}", child, urgent=True)
    if asked.asked_by_id is not None:
        to = Addressee(child.unit_id, asked.asked_by_id)
        ctx.notify(to, f"{document.issuer_name}{word}：{child.title}。{data.answer}", child)
    ctx.say("step", f"{asked.unit.short_name}：{data.answer}", label=word)
