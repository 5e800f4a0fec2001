"""延期: asked before the day, with reason and new date; the director decides (SX-02)."""

from __future__ import annotations

from datetime import date, datetime
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words, Work
from shuniu.kernel.flow.models import Extension, Task
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.flow.turn import held_by, now_with, state_tasks
from shuniu.kernel.people import queries
from shuniu.kernel.people.actor import COUNTY, end_of_day

DECIDERS = ("OFFICE_HEAD", "UNIT_HEAD")


class AskExtension(WithReason):
    """Until when more time is asked for."""

    new_due: Annotated[date, Field(title="延期至")]


@action("flow.ask_extension", label="申请延期", input=AskExtension, move="extend", rule="SX-02")
def ask_extension(ctx: Context, data: AskExtension) -> None:
    """Raises `Refused` past the due date, for an earlier date, or while another request is open."""
    work, matter = ctx.here, ctx.matter
    held = held_by(ctx.actor, state_tasks(work), kind=matter.kind, moves=work.state.moves)
    if held is None:
        raise refuse(Code.NOT_YOUR_TURN, "现在不在您手里，不能申请延期。", remedy=now_with(matter))
    if matter.due_at is None:
        raise refuse(Code.RULE, "这一件没有办理时限，不用申请延期。")
    if ctx.now > matter.due_at:
        raise refuse(
            Code.RULE,
            "已经过了办理时限，不能再申请延期。",
            remedy="请尽快办理，并在反馈里说明原因。",
            rule="SX-02",
        )
    if data.new_due <= matter.due_at.astimezone(COUNTY).date():
        raise refuse(Code.INVALID, "延期的日期应当晚于原来的期限。", field="new_due")
    if Extension.objects.filter(matter=matter, state=Extension.State.ASKED).exists():
        raise refuse(Code.RULE, "已经有一个延期申请在等批复。", rule="SX-02")
    Extension.objects.create(
        matter=matter,
        asked_by_id=ctx.actor.person_id,
        asked_at=ctx.now,
        reason=data.reason,
        new_due=data.new_due,
    )
    engine.open_task(
        ctx,
        work,
        _decider(ctx),
        purpose=Task.Purpose.EXTENSION,
        verb="批复延期",
    )
    ctx.say("step", data.reason, data={"new_due": data.new_due.isoformat()})


def _decider(ctx: Context) -> Addressee:
    """The desk that decides. Raises `Refused` when nobody in the unit could."""
    held = queries.duties_held(ctx.matter.unit_id, on=ctx.now)
    duty = next((duty for duty in DECIDERS if duty in held), None)
    if duty is None:
        raise refuse(
            Code.RULE,
            "本单位现在没有人可以批复延期。",
            remedy="请先联系系统管理员登记办公室主任或者主要负责人。",
            rule="SX-02",
        )
    return Addressee(ctx.matter.unit_id, duty=duty)


class DecideExtension(ActionInput):
    """Whether the asked extension is granted, and the words to it."""

    locks_below = True

    grant: Annotated[bool, Field(title="是否同意延期")]
    text: Annotated[str, Field(title="意见", max_length=400)] = ""


@action(
    "flow.decide_extension",
    label="批复延期",
    input=DecideExtension,
    may=DECIDERS,
    rule="SX-02",
)
def decide_extension(ctx: Context, data: DecideExtension) -> None:
    """Grant or deny; granting moves the due date of the matter, its open tasks, and of what was passed on with
    the same date, to other units and by them further down. The asker cannot decide."""
    asked = Extension.objects.filter(matter=ctx.matter, state=Extension.State.ASKED).first()
    if asked is None:
        raise refuse(Code.CLOSED, "没有等待批复的延期申请。")
    if asked.asked_by_id == ctx.actor.person_id:
        raise refuse(Code.NOT_ALLOWED, "不能批复自己的延期申请。", rule="CQ-07")
    if ctx.actor.unit_id != ctx.matter.unit_id:
        raise refuse(Code.NOT_ALLOWED, "由主办单位的办公室主任批复。", rule="SX-02")
    if not data.grant and not data.text:
        raise refuse(Code.INVALID, "不同意延期的，请说明理由。", field="text")
    asked.state = Extension.State.GRANTED if data.grant else Extension.State.DENIED
    asked.decided_by_id, asked.decided_at = ctx.actor.person_id, ctx.now
    asked.save(update_fields=["state", "decided_by", "decided_at"])
    if data.grant:
        handed_down, new_due = ctx.matter.due_at, end_of_day(asked.new_due)
        # A unit that set a date of its own keeps it, and so does whoever has that date from it.
        moved = {ctx.matter.pk}
        for child in engine.below(ctx):
            if child.parent_id in moved and child.due_at == handed_down:
                moved.add(child.pk)
                work = engine.touch(ctx, child)
                _move(work, new_due)
                words = Words(
                    "opinion",
                    data.text,
                    label=f"{ctx.matter.unit.short_name}同意延期",
                    data={"new_due": asked.new_due.isoformat()},
                )
                engine.write_entry(ctx, work, words)
        _move(ctx.here, new_due)
    engine.close_tasks(ctx, [t for t in ctx.here.open_tasks if t.purpose == Task.Purpose.EXTENSION])
    word = "同意" if data.grant else "不同意"
    ctx.say("opinion", data.text, label=f"{word}延期", data={"new_due": asked.new_due.isoformat()})
    for task in state_tasks(ctx.here):
        ctx.notify(
            Addressee(task.unit_id, task.person_id, task.duty), f"{word}延期：{ctx.matter.title}", ctx.matter
        )


def _move(work: Work, due_at: datetime) -> None:
    work.matter.due_at, work.matter.extended = due_at, True
    for task in state_tasks(work):
        task.due_at = due_at
        task.save(update_fields=["due_at"])
