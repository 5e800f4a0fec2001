"""代录: a clerk or a leader's liaison records from paper what the leader wrote, with the scan (CQ-02).

The words stand in the leader's name, marked 代录; the leader or the director confirms them later; they can be
mended by a 更正 entry only.
"""

from __future__ import annotations

from datetime import timedelta

from shuniu.kernel.base import parameters
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching, engine
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Entry, Task
from shuniu.kernel.flow.moves.inputs import Spoken
from shuniu.kernel.flow.turn import recordable
from shuniu.kernel.people.actor import COUNTY


def claim(ctx: Context, data: Spoken, purpose: Task.Purpose) -> Task:
    """The leader's task of *purpose* that is recorded for. Raises `Refused` without the right."""
    assert data.recorded_for is not None
    found = recordable(ctx.actor, ctx.here, data.recorded_for, purpose)
    if found is None:
        raise refuse(
            Code.NOT_ALLOWED,
            "不能为这位领导代录：件不在他手里，或者您不是文书、这位领导的联络员。请刷新页面，看现在在谁手里。",
            rule="CQ-02",
            field="recorded_for",
        )
    task, ctx.standing = found
    return task


def require_scan(data: Spoken) -> None:
    """Raises `Refused` when words are recorded for a leader without the paper to show for it, or the paper comes
    without the leader whose words they are."""
    if data.recorded_for is not None and data.scan is None:
        raise refuse(Code.RULE, "代录批示要附上批示原件的扫描件。", rule="CQ-02", field="scan")
    if data.scan is not None and data.recorded_for is None:
        raise refuse(
            Code.RULE, "附了批示原件的，要选明代录的是哪位领导。", rule="CQ-02", field="recorded_for"
        )


def finish(ctx: Context, data: Spoken) -> None:
    """Hang the scan on the entry and ask the leader to confirm; the runner calls it after the entry.

    Raises `Refused` when the step closed the matter: nothing recorded may escape confirmation.
    """
    if data.recorded_for is None or ctx.standing is None or data.scan is None:
        return
    if ctx.matter.closed_at is not None:
        raise refuse(Code.RULE, "办结这一步不能代录，请由本人办理。", rule="CQ-02", field="recorded_for")
    scan = attaching.Hung(data.scan, "批示原件")
    attaching.attach_scan(ctx, ctx.here, ctx.entry, scan, field="scan")
    days = parameters.number("flow.confirm_recorded_days", on=ctx.now.astimezone(COUNTY).date())
    engine.open_task(
        ctx,
        ctx.here,
        Addressee(ctx.standing.unit_id, ctx.standing.person_id),
        purpose=Task.Purpose.CONFIRM,
        verb="确认代录",
        due_at=ctx.now + timedelta(days=days),
    )


def confirm(ctx: Context, entry: Entry) -> None:
    """The leader, or the director of the matter's office, confirms a 代录 entry."""
    tasks = [
        t
        for t in ctx.here.open_tasks
        if t.purpose == Task.Purpose.CONFIRM and t.person_id == entry.behalf_person_id
    ]
    mine = ctx.actor.person_id == entry.behalf_person_id
    director = ctx.actor.holds("OFFICE_HEAD") and ctx.actor.unit_id == ctx.matter.unit_id
    if not (mine or director) or ctx.actor.person_id == entry.person_id:
        raise refuse(
            Code.NOT_ALLOWED, "代录要由领导本人或者办公室主任确认，代录人自己不能确认。", rule="CQ-02"
        )
    ctx.standing = None if mine else ctx.actor.lent("OFFICE_HEAD")
    confirmed = Entry.objects.filter(matter=ctx.matter, about=entry, action=ctx.action.name).exists()
    if confirmed or not tasks:
        raise refuse(Code.CLOSED, "这条代录已经确认过，不用再确认。")
    engine.close_tasks(ctx, tasks[:1])
    ctx.say("note", "", label="确认代录", about=entry)
