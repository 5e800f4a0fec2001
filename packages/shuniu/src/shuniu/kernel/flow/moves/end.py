"""作废, 合并 and 重办: ending a matter out of turn, and taking a finished one up again."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.flow.models import Level, Outcome
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.flow.moves.return_ import last_doer, still_there
from shuniu.kernel.flow.procedure import State
from shuniu.kernel.flow.reading import may_see
from shuniu.kernel.numbering import numbers
from shuniu.kernel.people.actor import end_of_day

OFFICE = ("CLERK", "LIAISON", "OFFICE_HEAD", "UNIT_HEAD")


def _end(ctx: Context, outcome: Outcome) -> None:
    if ctx.actor.unit_id != ctx.matter.unit_id:
        raise refuse(Code.NOT_ALLOWED, "只有主办这一件的单位可以这样办。", rule="CQ-04")
    if ctx.matter.children.filter(closed_at=None).exists():
        raise refuse(Code.RULE, "交办出去的还没有办结，不能这样办；请先催办，等它们办结。", rule="GW-08")
    final = next((s for s in ctx.here.procedure.states.values() if s.final == outcome), None)
    state = final or State(name=ctx.matter.state, label=outcome.label, final=outcome)
    engine.change_state(ctx, ctx.here, state)


@action("flow.void", label="作废", input=WithReason, move="void", may=OFFICE, rule="CQ-07")
def void(ctx: Context, data: WithReason) -> None:
    """End the matter as 作废; its number stays visible and is never given again."""
    ctx.say("step", data.reason)
    _end(ctx, Outcome.VOID)
    numbers.void_with_matter(ctx.matter.pk, data.reason)


class Merge(WithReason):
    """The matter into which this one goes."""

    into: Annotated[RowId, Field(title="并入哪一件", json_schema_extra={"choose": "matter"})]

    def also_locks(self) -> tuple[int, ...]:
        return (self.into,)


@action("flow.merge", label="合并", input=Merge, move="merge", may=OFFICE)
def merge(ctx: Context, data: Merge) -> None:
    """Raises `Refused` unless the other matter is open, of the same unit, and one that the actor sees; a
    工作秘密 goes into no ordinary matter.

    It stands in the records of both what went into which.
    """
    matter, target = ctx.matter, ctx.others.get(data.into)
    open_here = target is not None and target.unit_id == matter.unit_id and target.closed_at is None
    if target is None or not open_here or not may_see(ctx.actor, target.pk):
        raise refuse(Code.INVALID, "只能并入本单位另一件正在办理的。", field="into")
    secret = target.level == Level.WORK_SECRET
    if matter.level == Level.WORK_SECRET and not secret:
        raise refuse(Code.RULE, "工作秘密不能并入普通件，请另选一件工作秘密。", field="into", rule="BM-08")
    named = {"into_title": target.title} if matter.level == target.level else {}
    ctx.say("step", data.reason, data={"into": target.pk, **named})
    _end(ctx, Outcome.MERGED)
    taken_in = {"merged": matter.pk, "merged_title": str(matter)}
    words = Words(type="note", label="并入另一件", text=data.reason, data=taken_in)
    engine.write_entry(ctx, engine.touch(ctx, target), words)


class Reopen(WithReason):
    """Why, and by when it is to be done this time; without that the old limit stays, which may have passed."""

    due: Annotated[date | None, Field(title="重新办理的时限")] = None


@action(
    "flow.reopen",
    label="重办",
    input=Reopen,
    move="reopen",
    may=("OFFICE_HEAD", "UNIT_HEAD"),
    rule="CQ-07",
)
def reopen(ctx: Context, data: Reopen) -> None:
    """Take a finished matter up again at the state its procedure names. Raises `Refused` for a limit that has
    passed."""
    if ctx.actor.unit_id != ctx.matter.unit_id:
        raise refuse(Code.NOT_ALLOWED, "由主办单位的办公室主任决定重办。", rule="CQ-07")
    work = ctx.here
    target = work.state.return_to[0]
    due_at = end_of_day(data.due) if data.due else None
    if due_at is not None and due_at < ctx.now:
        raise refuse(Code.INVALID, "重新办理的时限已经过了，请写今天或者以后的日期。", field="due")
    work.matter.due_at = due_at or work.matter.due_at
    ctx.say("step", data.reason, data={"new_due": data.due.isoformat()} if data.due else {})
    who = still_there(ctx, last_doer(work, target))
    ctx.assign(who or Addressee(ctx.actor.unit_id, ctx.actor.person_id), due_at=due_at)
    work.matter.closed_at, work.matter.outcome = None, ""
    engine.change_state(ctx, work, work.procedure.states[target])
