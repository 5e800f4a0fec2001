"""会签: each unit concerned agrees or objects, withdraws its objection, and one more unit is asked (GW-10)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import rounds
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Round
from shuniu.kernel.flow.moves.circulate import claim_turn
from shuniu.kernel.flow.moves.inputs import Spoken, WithReason
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.models import CountersignOpinion, document_of
from shuniu.modules.documents.outgoing import countersigning, drafts
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.outgoing.who import DRAFTERS

Result, Settled = CountersignOpinion.Result, CountersignOpinion.Settled
HERE = "documents.outgoing:countersigning"
LABELS = {"agree": "会签同意", "opinion": "会签有意见"}


class Countersign(Spoken):
    """What the unit says of which version, and which passage it objects to (empty: the whole)."""

    result: Annotated[Literal["agree", "opinion"], Field(title="会签结果")] = "agree"
    passage: Annotated[
        str, Field(title="针对哪一段", max_length=400, json_schema_extra={"choose": "passage"})
    ] = ""
    draft: Annotated[int | None, Field(title="稿次")] = None


@action(
    "documents.outgoing.countersign",
    label="会签",
    input=Countersign,
    answers=f"outgoing:{Round.Kind.COUNTERSIGN.value}",
    rule="GW-10",
)
def countersign(ctx: Context, data: Countersign) -> None:
    """The unit's head agrees or objects, late as well; what was said before of another version stays.

    Raises `Refused` when it is not his turn, when the text was changed after he opened it, for an objection without
    words and for a passage that is not in the text.
    """
    task = claim_turn(ctx, data)
    drafts.require_seen(ctx.here, data.draft)
    if data.result == "opinion" and not data.text:
        raise refuse(Code.INVALID, "有意见的，请写明意见。", field="text", rule="GW-10")
    _document, draft = document_of(ctx.matter), drafts.newest(ctx.here)
    if draft is None or (data.passage and not _has(Content.of(draft.content), data.passage)):
        raise refuse(Code.INVALID, "现在的稿子里没有这一段，请从稿子里选。", field="passage", rule="GW-10")
    objections = CountersignOpinion.objects.filter(
        matter=ctx.matter, unit_id=task.unit_id, result=Result.DISAGREE, settled=""
    )
    if data.result == "agree":
        words = f"第 {draft.number} 稿修改后同意。"
        countersigning.settle(ctx, list(objections), Settled.CHANGED, words)
    CountersignOpinion.objects.create(
        matter=ctx.matter,
        unit_id=task.unit_id,
        version=draft.number,
        result=data.result,
        text=data.text,
        passage=data.passage if data.result == "opinion" else "",
        person_id=(ctx.standing.person_id if ctx.standing else ctx.actor.person_id) or None,
        at=data.happened_at or ctx.now,
    )
    ctx.say(
        "opinion",
        data.text,
        label=LABELS[data.result],
        happened_at=data.happened_at,
        data={"draft": draft.number, "unit": task.unit_id, "passage": data.passage},
    )
    rounds.answer(ctx, ctx.here, task, data.result)
    if data.result == "opinion":
        name = Unit.objects.get(pk=task.unit_id).short_name
        ctx.notify(countersigning.drafter_of(ctx), f"{name}会签有意见：{ctx.matter.title}", ctx.matter)


def _has(content: Content, passage: str) -> bool:
    return any(passage in text for text in (content.title, content.body, *(a.text for a in content.annexes)))


class WithdrawObjection(WithReason):
    """Why the unit does not insist."""


@action(
    "documents.outgoing.withdraw_objection",
    label="撤回会签意见",
    input=WithdrawObjection,
    may=("UNIT_HEAD", "OFFICE_HEAD"),
    during=(HERE, "documents.outgoing:drafting", "documents.outgoing:to_vet"),
    needs="see",
    offered=lambda matter: CountersignOpinion.objects.filter(
        matter=matter, result=Result.DISAGREE, settled=""
    ).exists(),
    rule="GW-10",
)
def withdraw_objection(ctx: Context, data: WithdrawObjection) -> None:
    """The unit that objected agrees after all. Raises `Refused` for a unit that did not object."""
    said = countersigning.last_opinions(ctx.matter).get(ctx.actor.unit_id)
    if said is None or not countersigning.stands(said, direction=document_of(ctx.matter).direction):
        raise refuse(
            Code.NOT_ALLOWED, "您的单位没有会签意见可以撤回，撤回由提出意见的单位办理。", rule="GW-10"
        )
    countersigning.settle(ctx, [said], Settled.WITHDRAWN, data.reason)
    ctx.say("opinion", data.reason, label="撤回会签意见", data={"unit": said.unit_id})
    ctx.notify(
        countersigning.drafter_of(ctx), f"{said.unit.short_name}撤回会签意见：{ctx.matter.title}", ctx.matter
    )


class AskUnits(ActionInput):
    """Which units are asked: those that were named before once more, others in addition."""

    units: Annotated[
        list[RowId],
        Field(title="送哪些部门", max_length=60, min_length=1, json_schema_extra={"choose": "unit"}),
    ]
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.outgoing.ask_units",
    label="加签、再送会签",
    input=AskUnits,
    may=DRAFTERS,
    during=(HERE,),
    rule="GW-10",
)
def ask_units(ctx: Context, data: AskUnits) -> None:
    """One more unit signs (加签), or one that has answered is asked again. Raises `Refused` for a unit that has the
    paper now, and for the drafting unit itself."""
    document = document_of(ctx.matter)
    units = list(dict.fromkeys(data.units))
    if document.drafting_unit_id in units:
        raise refuse(Code.INVALID, "起草单位自己不用会签。", field="units", rule="GW-10")
    document.consulted = list(dict.fromkeys([*document.consulted, *units]))
    document.save(update_fields=["consulted"])
    open_ = Round.objects.filter(
        matter=ctx.matter, kind=Round.Kind.COUNTERSIGN, closed_at=None, members__unit_id__in=units
    )
    if open_.filter(members__state="active").exists():
        raise refuse(Code.INVALID, "有的部门正在会签，不用再送。", field="units", rule="GW-10")
    countersigning.ask(ctx, units)
    ctx.say("step", data.text, label="送会签", data={"units": units})


class ChangeUnits(ActionInput):
    """The units concerned from now on, and why."""

    units: Annotated[
        list[RowId], Field(title="涉及的部门", max_length=60, json_schema_extra={"choose": "unit"})
    ] = []
    reason: Annotated[str, Field(title="理由", min_length=2, max_length=400)]


@action(
    "documents.outgoing.change_units",
    label="调整会签部门",
    input=ChangeUnits,
    may=DRAFTERS,
    during=("documents.outgoing:drafting",),
    rule="GW-10",
)
def change_units(ctx: Context, data: ChangeUnits) -> None:
    """Name the units concerned anew, before the draft is handed in: one was merged, one was forgotten.

    Raises `Refused` for a unit that is gone, and for leaving out one whose objection stands.
    """
    document = document_of(ctx.matter)
    units = [pk for pk in dict.fromkeys(data.units) if pk != document.drafting_unit_id]
    if receiving_units().filter(pk__in=units).count() != len(units):
        raise refuse(Code.INVALID, "选的单位里有已经撤销的，请重新选择。", field="units", rule="GW-10")
    said = countersigning.last_opinions(ctx.matter)
    left_out = [
        o.unit.short_name
        for pk, o in said.items()
        if pk not in units and o.unit.active and countersigning.stands(o, direction=document.direction)
    ]
    if left_out:
        raise refuse(
            Code.RULE,
            f"{'、'.join(left_out)}有不同意见，不能不送会签。",
            remedy="请修改文稿，或者请该部门撤回意见。",
            field="units",
            rule="GW-10",
        )
    document.consulted = units
    document.save(update_fields=["consulted"])
    ctx.say("step", data.reason, data={"units": units})
