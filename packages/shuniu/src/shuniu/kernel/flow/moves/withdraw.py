"""撤回: taking back one's own last step while the next person has not touched it."""

from __future__ import annotations

from shuniu.kernel.base.actions import action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Entry
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.flow.moves.return_ import last_doer
from shuniu.kernel.flow.turn import state_tasks


@action("flow.withdraw", label="撤回", input=WithReason, move="withdraw")
def withdraw(ctx: Context, data: WithReason) -> None:
    """Raises `Refused` when the last step was not the actor's, or the next person has opened it.

    What was done for another goes back to that other, never to whoever recorded or signed for him (CQ-02).
    """
    work = ctx.here
    last = Entry.objects.filter(matter=work.matter, matter_version=work.matter.version).order_by("pk").first()
    mine = last is not None and last.person_id == ctx.actor.person_id and last.unit_id == ctx.actor.unit_id
    if last is None or not mine or last.state_before in {"", last.state_after}:
        raise refuse(Code.NOT_YOUR_TURN, "只能撤回您自己刚刚送出、还没有人接着办的这一步。")
    if any(t.seen_at is not None for t in state_tasks(work)):
        raise refuse(
            Code.NOT_YOUR_TURN, "对方已经打开看过，不能撤回了。", remedy="可以请对方退回，或者写一条更正。"
        )
    if work.matter.children.filter(closed_at=None, opened_at__gte=last.recorded_at).exists():
        raise refuse(
            Code.RULE,
            "这一步已经交办给别的单位，不能直接撤回。",
            remedy="请该单位先作废交办件，再撤回。",
            rule="GW-08",
        )
    ctx.say("step", data.reason)
    ctx.assign(_giver(ctx, last))
    engine.change_state(ctx, work, work.procedure.states[last.state_before])


def _giver(ctx: Context, last: Entry) -> Addressee:
    done_for = last_doer(ctx.here, last.state_before) if last.behalf else None
    return done_for or Addressee(ctx.actor.unit_id, ctx.actor.person_id)
