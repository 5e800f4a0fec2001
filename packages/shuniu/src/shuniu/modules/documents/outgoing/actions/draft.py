"""拟稿: every save is a version; then it is handed in (GW-10)."""

from __future__ import annotations

from collections.abc import Collection
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.engine import data_of
from shuniu.kernel.flow.models import Entry, Round
from shuniu.kernel.flow.turn import now_with
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing import countersigning, drafts, editing, lean_steps
from shuniu.modules.documents.outgoing.actions import elements
from shuniu.modules.documents.outgoing.inputs import DraftInput, ElementsInput
from shuniu.modules.documents.outgoing.who import DRAFTERS


class SaveDraft(DraftInput):
    """The text, the version it was written over; the elements that were changed with it, and what they were before."""

    draft: Annotated[int | None, Field(title="稿次")] = None
    elements: Annotated[ElementsInput, Field(title="发文要素")] = ElementsInput()
    elements_seen: Annotated[ElementsInput, Field(title="改以前的发文要素")] = ElementsInput()


@action("documents.outgoing.save_draft", label="保存草稿", input=SaveDraft, rule="GW-10")
def save_draft(ctx: Context, data: SaveDraft) -> dict[str, object]:
    """Save the text as the next version, and the elements that were changed; what was put aside of it goes. A text that
    is the same stays the version it is. Raises `Refused` unless the actor holds the draft, when somebody saved another
    version or changed the same element meanwhile, for what `elements.write` refuses, and when nothing was changed."""
    work = ctx.here
    require_writer(ctx)
    drafts.require_seen(work, data.draft)
    content, last = data.content(), drafts.newest(work)
    told = elements.write(ctx, data.elements, data.elements_seen)
    same = last is not None and last.content == content.kept()
    if last is not None and same and told:
        editing.forget(work.matter.pk, ctx.actor.person_id)
        ctx.say("step", told, label="改发文要素")
        return {"draft": last.number, "text": False}
    if last is not None and same:
        raise refuse(
            Code.RULE,
            f"和第 {last.number} 稿一样，没有改动，不用保存。",
            remedy="改了以后再保存。",
            rule="GW-10",
        )
    version = drafts.save(ctx, work, content, origin=editing.EDITED_IN[work.matter.state])
    editing.forget(work.matter.pk, ctx.actor.person_id)
    ctx.say("step", told, label=f"保存第 {version.number} 稿", data={"draft": version.number})
    return {"draft": version.number, "text": True}


def require_writer(ctx: Context) -> None:
    """Raises `Refused` unless the draft is in the actor's hands, to be written in."""
    able, standing = editing.writer(ctx.actor, ctx.here)
    if not able:
        raise refuse(
            Code.NOT_YOUR_TURN,
            f"现在是“{ctx.here.state.label}”，不在您手里，不能改稿。",
            remedy=now_with(ctx.matter),
            rule="GW-10",
        )
    ctx.standing = standing


class HandIn(ActionInput):
    """送审: with which words; why it is as long as it is, beyond the limit; `draft` is the version handed in, `ask_again`
    are units that agreed already and are to sign the changed text once more."""

    text: Annotated[str, Field(title="说明", max_length=1000)] = ""
    length_reason: Annotated[str, Field(title="超过字数限度的理由（没有超过的不填）", max_length=400)] = ""
    ask_again: Annotated[
        list[RowId],
        Field(title="请已同意的部门再次会签", max_length=60, json_schema_extra={"choose": "agreed_unit"}),
    ] = []
    draft: Annotated[int | None, Field(title="稿次")] = None


@action(
    "documents.outgoing.hand_in",
    label="送审",
    input=HandIn,
    may=DRAFTERS,
    transition="documents.outgoing:hand_in",
    rule="GW-10",
)
def hand_in(ctx: Context, data: HandIn) -> None:
    """To the head of the drafting unit; who is the head himself hands in to countersigning or review at once."""
    drafts.require_seen(ctx.here, data.draft)
    document = document_of(ctx.matter)
    if not set(data.ask_again) <= set(document.consulted):
        raise refuse(Code.INVALID, "只能请涉及的部门再次会签。", field="ask_again", rule="GW-10")
    lean_steps.explain_length(ctx, data.length_reason)
    said = data_of(draft=document.current, length_reason=document.length_reason, ask_again=data.ask_again)
    ctx.say("step", data.text, data=said)
    head = countersigning.head_desk(document.drafting_unit_id, ctx.now)
    if ctx.actor.unit_id == head.unit_id and ctx.actor.holds(head.duty):
        go_on(ctx, data.ask_again)
        return
    ctx.go("to_vet")
    ctx.assign(head)


def go_on(ctx: Context, again: Collection[int]) -> None:
    """On to 会签 where other units must still be asked, else to 核稿."""
    units = countersigning.to_ask(document_of(ctx.matter), again)
    countersigning.recall_open(ctx, Round.Kind.COUNTERSIGN, Round.Kind.CONSULT)
    if not units:
        ctx.go("to_review")
        return
    countersigning.ask(ctx, units)
    ctx.go("countersigning")
    ctx.assign(countersigning.drafter_of(ctx))


class Vet(ActionInput):
    """审稿: the head of the drafting unit agrees."""

    text: Annotated[str, Field(title="审稿意见", max_length=1000)] = ""
    draft: Annotated[int | None, Field(title="稿次")] = None


@action(
    "documents.outgoing.vet",
    label="审稿",
    input=Vet,
    transition="documents.outgoing:vet",
    rule="GW-10",
)
def vet(ctx: Context, data: Vet) -> None:
    """The drafting unit stands behind the text; on to 会签 or 核稿."""
    drafts.require_seen(ctx.here, data.draft)
    ctx.say("opinion", data.text or "同意送审。", label="审稿")
    handed = (
        Entry.objects.filter(matter=ctx.matter, action="documents.outgoing.hand_in").order_by("-pk").first()
    )
    go_on(ctx, handed.data.get("ask_again", []) if handed else [])


class CloseCountersign(ActionInput):
    """What came of the countersigning, in short."""

    text: Annotated[str, Field(title="会签情况", max_length=1000)] = ""


@action(
    "documents.outgoing.close_countersign",
    label="会签汇总",
    input=CloseCountersign,
    may=DRAFTERS,
    transition="documents.outgoing:close_countersign",
    rule="GW-28",
)
def close_countersign(ctx: Context, data: CloseCountersign) -> None:
    """All units concerned have answered; on to 核稿."""
    ctx.say("step", data.text)
