"""用印: approved by the head of the office, set by who keeps the seal, watched by another (GW-18)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.flow.context import Context
from shuniu.kernel.numbering import numbers
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import SealUse
from shuniu.modules.documents.outgoing import sealing
from shuniu.modules.documents.outgoing.colleagues import colleague
from shuniu.modules.documents.outgoing.who import APPROVERS, SEAL_KEEPERS

SERIES = "用印"


class ApproveSeal(ActionInput):
    """A remark."""

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
    use.state, use.approved_by_id, use.approved_at = (
        SealUse.State.APPROVED,
        ctx.actor.person_id or None,
        ctx.now,
    )
    use.save(update_fields=["state", "approved_by", "approved_at"])
    ctx.say("step", data.text or "同意用印。", data={"seal": use.seal_id})


class SetSeal(ActionInput):
    """How many impressions, and who watched (监印)."""

    copies: Annotated[int, Field(title="用印份数", ge=1, le=99999)]
    supervisor: Annotated[int, Field(title="监印人", json_schema_extra={"choose": "colleague"})]
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.outgoing.set_seal",
    label="用印",
    input=SetSeal,
    may=SEAL_KEEPERS,
    transition="documents.outgoing:set_seal",
    rule="GW-18",
)
def set_seal(ctx: Context, data: SetSeal) -> None:
    """One line of the 用印登记簿. Raises `Refused` for more copies than were approved, and when the one who watches is
    the one who seals."""
    use = sealing.asked_for(ctx, SealUse.State.APPROVED)
    watcher = colleague(ctx, data.supervisor, field="supervisor")
    if watcher.person_id == ctx.actor.person_id:
        ctx.refuse("监印人不能是用印人本人，请另选一位。", field="supervisor", rule="GW-18")
    if data.copies > use.copies:
        ctx.refuse(f"批准用印 {use.copies} 份，不能盖 {data.copies} 份。", field="copies", rule="GW-18")
    use.year = ctx.now.astimezone(COUNTY).year
    key = numbers.series_key("seal", use.office_id, SERIES)
    use.serial = numbers.take(key, use.year, use.office_id, ctx.matter.pk, now=ctx.now)
    use.state, use.used_at, use.used_by_id = SealUse.State.USED, ctx.now, ctx.actor.person_id or None
    use.copies, use.supervisor_id = data.copies, watcher.person_id
    use.save()
    ctx.say("step", data.text, data={"seal": use.seal_id, "copies": data.copies, "serial": use.serial})
