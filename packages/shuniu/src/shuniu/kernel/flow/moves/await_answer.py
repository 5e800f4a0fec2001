"""待复: an answer is awaited from outside until a date, with a named watcher."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Wait
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.flow.turn import OFFICE, held_by, keeps_office, now_with, state_tasks, watches
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.queries import serving_post


class OpenWait(ActionInput):
    """What is awaited, from whom, until when; the watcher is a post (empty: oneself)."""

    what: Annotated[str, Field(title="等候事项", min_length=2, max_length=200)]
    whom: Annotated[str, Field(title="等谁答复", min_length=2, max_length=120)]
    until: Annotated[date, Field(title="等到哪天")]
    watcher: Annotated[int | None, Field(title="跟踪人", json_schema_extra={"choose": "colleague"})] = None


@action("flow.open_wait", label="待复", input=OpenWait, move="await", rule="GW-08")
def open_wait(ctx: Context, data: OpenWait) -> None:
    """Raises `Refused` for a date that has passed, a watcher who does not serve, and whoever neither holds the
    matter nor keeps the office of its unit."""
    work = ctx.here
    held = held_by(ctx.actor, state_tasks(work), kind=work.matter.kind, moves=work.state.moves)
    if held is None and not keeps_office(ctx.actor, work.matter):
        raise refuse(Code.NOT_YOUR_TURN, "现在不在您手里，不能转为待复。", remedy=now_with(work.matter))
    ctx.standing = held[1] if held else ctx.actor.lent(*OFFICE)
    begin(ctx, what=data.what, whom=data.whom, until=data.until, watcher=data.watcher)
    ctx.say("step", data.what, data={"whom": data.whom, "until": data.until.isoformat()})


def begin(ctx: Context, *, what: str, whom: str, until: date, watcher: int | None) -> Wait:
    """Open a wait on the matter; transitions into a waiting state call this too."""
    _require_to_come(ctx, until)
    person, unit = ctx.actor.person_id, ctx.actor.unit_id
    if watcher is not None:
        post = serving_post(watcher, on=ctx.now)
        if post is None or post.unit_id != ctx.actor.unit_id:
            raise refuse(Code.INVALID, "跟踪人应当是本单位在岗的同志。", field="watcher")
        person, unit = post.person_id, post.unit_id
    return Wait.objects.create(
        matter=ctx.matter,
        what=what,
        whom=whom,
        until=until,
        watcher_id=person,
        unit_id=unit,
        opened_at=ctx.now,
    )


def _require_to_come(ctx: Context, until: date) -> None:
    if until < ctx.now.astimezone(COUNTY).date():
        raise refuse(Code.INVALID, "等候的日期已经过了，请写今天或者以后的日期。", field="until")


def end(ctx: Context, answer: str) -> None:
    """The answer came: transitions out of a waiting state call this."""
    ctx.matter.waits.filter(closed_at=None).update(closed_at=ctx.now, answer=answer[:400])


class CloseWait(ActionInput):
    """The answer that came, in a line (number of the paper, or what was said)."""

    wait: Annotated[int, Field(title="哪一项", json_schema_extra={"choose": "wait"})]
    answer: Annotated[str, Field(title="答复情况", min_length=2, max_length=400)]


@action("flow.close_wait", label="收到答复", input=CloseWait, rule="GW-08")
def close_wait(ctx: Context, data: CloseWait) -> None:
    """The watcher, or the office of the matter's unit, notes that the answer came."""
    wait = _watched(ctx, data.wait)
    if ctx.here.state.waits and ctx.matter.waits.filter(closed_at=None).count() == 1:
        raise refuse(Code.RULE, "这一件正在等这个答复，请用“收到批复”继续往下办。", rule="GW-08")
    wait.closed_at, wait.answer = ctx.now, data.answer
    wait.save(update_fields=["closed_at", "answer"])
    ctx.say("step", data.answer, data={"whom": wait.whom})


class PostponeWait(WithReason):
    """Which answer is waited for longer, until when, and why."""

    wait: Annotated[int, Field(title="哪一项", json_schema_extra={"choose": "wait"})]
    until: Annotated[date, Field(title="改等到哪天")]


@action("flow.postpone_wait", label="改等候日期", input=PostponeWait, rule="GW-08")
def postpone_wait(ctx: Context, data: PostponeWait) -> None:
    """The answer comes later, or sooner: the watcher, or the office, sets another day. Raises `Refused` for a day
    that has passed, and for the one that is set already."""
    wait = _watched(ctx, data.wait)
    _require_to_come(ctx, data.until)
    if data.until == wait.until:
        raise refuse(Code.INVALID, "等候的日期没有变，请写另一天。", field="until")
    wait.until = data.until
    wait.save(update_fields=["until"])
    ctx.say("step", data.reason, data={"whom": wait.whom, "until": data.until.isoformat()})


def _watched(ctx: Context, pk: int) -> Wait:
    """The open wait *pk*. Raises `Refused` unless the actor watches it or keeps the office of the matter's unit."""
    wait = Wait.objects.filter(pk=pk, matter=ctx.matter, closed_at=None).first()
    if wait is None:
        raise refuse(Code.CLOSED, "这一项已经收到答复，不用再登记。", field="wait")
    if not watches(ctx.actor, ctx.matter, wait):
        raise refuse(Code.NOT_YOUR_TURN, f"由{wait.watcher.name}或者本单位办公室登记答复。")
    return wait
