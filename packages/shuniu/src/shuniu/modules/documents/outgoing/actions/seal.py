"""用印 of a document: approved by the head of the office, set by who keeps the seal, watched by another (GW-18)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.flow.context import Context
from shuniu.modules.documents.models import SealUse
from shuniu.modules.documents.outgoing import sealing
from shuniu.modules.documents.outgoing.colleagues import colleague
from shuniu.modules.documents.outgoing.who import APPROVERS
from shuniu.modules.documents.seals import keeping, uses


class ApproveSeal(ActionInput):
    """For how many copies (empty: as many as were printed), and a remark."""

    copies: Annotated[int | None, Field(title="批准份数", ge=1, le=99999)] = None
    text: Annotated[str, Field(title="意见", max_length=400)] = ""


@action(
    "documents.outgoing.approve_seal",
    label="批准用印",
    input=ApproveSeal,
    may=APPROVERS,
    transition="documents.outgoing:approve_seal",
    rule="GW-18",
)
def approve_seal(ctx: Context, data: ApproveSeal) -> None:
    """Without it no seal is set. Raises `Refused` for a version that is no longer the signed one."""
    use = sealing.asked_for(ctx, SealUse.State.ASKED)
    uses.approve(ctx, use, copies=data.copies)
    ctx.say("step", data.text or "同意用印。", data={"seal": use.seal_id, "copies": use.copies})
    ctx.assign(keeping.desk_for(use.seal, on=ctx.now))


class SetSeal(ActionInput):
    """How many impressions, and who watched (监印)."""

    copies: Annotated[int, Field(title="用印份数", ge=1, le=99999)]
    supervisor: Annotated[int, Field(title="监印人", json_schema_extra={"choose": "colleague"})]
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.outgoing.set_seal",
    label="用印",
    input=SetSeal,
    transition="documents.outgoing:set_seal",
    rule="GW-18",
)
def set_seal(ctx: Context, data: SetSeal) -> dict[str, object]:
    """One line of the 用印登记簿; in a demo its impression is a 样章. Raises `Refused` for more copies than were
    approved, when the one who watches is the one who seals, and unless the actor keeps the seal."""
    use = sealing.asked_for(ctx, SealUse.State.APPROVED)
    keeping.require_keeper(ctx, use.seal)
    uses.require_no_order(use)
    watcher = colleague(ctx, data.supervisor, field="supervisor")
    uses.press(ctx, use, ctx.matter, uses.Press(data.copies, watcher, uses.manner_here()))
    words = uses.said(use, watcher.person.name, data.text)
    ctx.say("step", words, data={"seal": use.seal_id, "copies": data.copies})
    return {"number": use.number}
