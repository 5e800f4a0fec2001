"""拟稿: every save is a version; then it is handed in (GW-10)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import rounds
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.desks import desk_of
from shuniu.kernel.flow.engine import data_of
from shuniu.kernel.flow.models import Round
from shuniu.kernel.flow.turn import now_with
from shuniu.kernel.people.queries import duties_held, receiving_units
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing import drafts, editing, lean_steps
from shuniu.modules.documents.outgoing.inputs import DraftInput
from shuniu.modules.documents.outgoing.who import DRAFTERS


class SaveDraft(DraftInput):
    """The text, and the version it was written over."""

    draft: Annotated[int | None, Field(title="稿次")] = None


@action("documents.outgoing.save_draft", label="保存草稿", input=SaveDraft, rule="GW-10")
def save_draft(ctx: Context, data: SaveDraft) -> dict[str, object]:
    """Save the text as the next version; what was put aside of it goes. Raises `Refused` unless the actor holds the
    draft, when somebody saved another version meanwhile, and when nothing was changed."""
    work = ctx.here
    require_writer(ctx)
    drafts.require_seen(work, data.draft)
    content, last = data.content(), drafts.newest(work)
    if last is not None and last.content == content.kept():
        raise refuse(
            Code.RULE,
            f"和第 {last.number} 稿一样，没有改动，不用保存。",
            remedy="改了以后再保存。",
            rule="GW-10",
        )
    version = drafts.save(ctx, work, content, origin=editing.EDITED_IN[work.matter.state])
    editing.forget(work.matter.pk, ctx.actor.person_id)
    ctx.say("step", "", label=f"保存第 {version.number} 稿", data={"draft": version.number})
    return {"draft": version.number}


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
    """送审: with which words; why it is as long as it is, beyond the limit; `draft` is the version handed in."""

    text: Annotated[str, Field(title="说明", max_length=1000)] = ""
    length_reason: Annotated[str, Field(title="超过字数限度的理由（没有超过的不填）", max_length=400)] = ""
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
    lean_steps.explain_length(ctx, data.length_reason)
    ctx.say("step", data.text, data=data_of(draft=document.current, length_reason=document.length_reason))
    head = desk_of(document.drafting_unit_id, "UNIT_HEAD" if _has_head(ctx) else "OFFICE_HEAD", now=ctx.now)
    if ctx.actor.unit_id == head.unit_id and ctx.actor.holds(head.duty):
        go_on(ctx)
        return
    ctx.go("to_vet")
    ctx.assign(head)


def _has_head(ctx: Context) -> bool:
    unit = document_of(ctx.matter).drafting_unit_id
    return "UNIT_HEAD" in duties_held(unit, on=ctx.now)


def go_on(ctx: Context) -> None:
    """On to 会签 where other units are concerned that have not signed this text, else to 核稿."""
    document = document_of(ctx.matter)
    signed = set(
        ctx.matter.countersigned.filter(result="agree", version=document.current).values_list(
            "unit_id", flat=True
        )
    )
    units = [pk for pk in document.consulted if pk not in signed]
    if not units:
        ctx.go("to_review")
        return
    named = {unit.pk: unit for unit in receiving_units().filter(pk__in=units)}
    if len(named) != len(units):
        raise refuse(
            Code.RULE, "涉及的部门里有已经撤销的，请先改正再送会签。", field="consulted", rule="GW-10"
        )
    seats = [rounds.Seat(desk_of(pk, "UNIT_HEAD", now=ctx.now), 1) for pk in units]
    rounds.open_round(ctx, ctx.here, Round.Kind.COUNTERSIGN, seats, order=Round.Order.PARALLEL)
    ctx.go("countersigning")
    ctx.assign(Addressee(document.drafting_unit_id, document.drafter_id))


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
    go_on(ctx)


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
