"""关联 and 解除关联 of a matter with any record, as entries everyone can see."""

from __future__ import annotations

from typing import Annotated, Any

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.platform.links.linking import End, link, unlink
from shuniu.kernel.platform.links.matters import MATTER
from shuniu.kernel.platform.links.registry import LINK_KINDS, RECORD_KINDS

OFFICE = ("CLERK", "OFFICE_HEAD", "LIAISON", "HANDLER", "SUPERVISE", "ARCHIVIST")


class MakeLink(ActionInput):
    """The record that the matter is linked to, and in which relation."""

    kind: Annotated[str, Field(title="关系", max_length=40, json_schema_extra={"choose": "link_kind"})] = (
        "related"
    )
    to_kind: Annotated[str, Field(title="关联到", max_length=40)] = MATTER
    to_id: Annotated[int, Field(title="哪一件", json_schema_extra={"choose": "linkable"})]
    note: Annotated[str, Field(title="说明", max_length=400)] = ""


class UndoLink(WithReason):
    """Which link of the matter is taken back, and why."""

    link: Annotated[int, Field(title="哪条关联", json_schema_extra={"choose": "link"})]


@action("platform.link", label="关联", input=MakeLink, may=OFFICE)
def make_link(ctx: Context, data: MakeLink) -> dict[str, Any]:
    """Link the matter to another record that the actor sees. Raises `Refused`, also for unknown relations."""
    if data.kind not in LINK_KINDS:
        raise refuse(Code.INVALID, "没有这种关系，请重新选择。", field="kind")
    if data.to_kind not in RECORD_KINDS:
        raise refuse(Code.INVALID, "没有这一类记录，请重新选择。", field="to_kind")
    here, there = End(MATTER, ctx.matter.pk), End(data.to_kind, data.to_id)
    made = link(data.kind, here, there, actor=ctx.actor, now=ctx.now, note=data.note)
    ctx.say("note", data.note, label=f"关联（{LINK_KINDS.get(data.kind).label}）", data={"link": made.pk})
    return {"link": made.pk}


@action("platform.unlink", label="解除关联", input=UndoLink, may=OFFICE)
def undo_link(ctx: Context, data: UndoLink) -> None:
    """Take back a link of the matter; both rows stay. Raises `Refused` when it does not stand."""
    unlink(data.link, of=End(MATTER, ctx.matter.pk), actor=ctx.actor, now=ctx.now, reason=data.reason)
    ctx.say("note", data.reason, data={"link": data.link})
