"""退回: back to an earlier state, to whoever did it then, with the reason."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Work
from shuniu.kernel.flow.desks import manned
from shuniu.kernel.flow.models import Task
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.flow.turn import held_by, now_with, state_tasks


class Return(WithReason):
    """Which earlier state to go back to (empty: the one just before)."""

    to: Annotated[
        str, Field(title="退回到", max_length=40, json_schema_extra={"choose": "earlier_state"})
    ] = ""


@action("flow.return", label="退回", input=Return, move="return", rule="GW-03")
def return_(ctx: Context, data: Return) -> None:
    """Raises `Refused` unless the actor holds the matter and the state may be returned to."""
    work = ctx.here
    held = held_by(ctx.actor, state_tasks(work), kind=work.matter.kind, moves=work.state.moves)
    if held is None:
        raise refuse(Code.NOT_YOUR_TURN, "现在不在您手里，不能退回。", remedy=now_with(work.matter))
    ctx.standing = held[1]
    target = data.to or (work.state.return_to[0] if work.state.return_to else "")
    if target not in work.state.return_to:
        raise refuse(Code.INVALID, "不能退回到这一步，请另选一步。", field="to")
    who = still_there(ctx, last_doer(work, target))
    ctx.say("step", data.reason, label=f"退回{work.procedure.states[target].label.removeprefix('待')}")
    if who is not None:
        ctx.assign(who)
        ctx.notify(who, f"被退回：{work.matter.title}", work.matter, urgent=True)
    engine.change_state(ctx, work, work.procedure.states[target])


def still_there(ctx: Context, who: Addressee | None) -> Addressee | None:
    """*who* while he serves in that unit, else None: nothing goes back to the desk of somebody who left."""
    return who if who is not None and manned([who], now=ctx.now) else None


def last_doer(work: Work, state: str) -> Addressee | None:
    """Who finished the task of *state* last, as the addressee it was for; None when nobody did."""
    done = [
        t
        for t in work.tasks
        if t.purpose == Task.Purpose.STATE and t.state == state and t.closed_by_id and not t.lapsed
    ]
    if not done:
        return None
    task = max(done, key=lambda t: (t.closed_at is not None and t.closed_at.timestamp() or 0, t.pk))
    return Addressee(task.unit_id, task.person_id, task.duty)
