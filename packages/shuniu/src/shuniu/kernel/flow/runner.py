"""The runner: the only door for writes.

resolve → the gates on what was typed → lock the matter → may this actor, and is it his turn → the version he
saw → do → entry and record in the same transaction → notices after commit. A refusal is a value; it is recorded
in a transaction of its own.
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from django.db import DatabaseError, OperationalError, connection, transaction
from django.db.models import IntegerField, Q, QuerySet
from pydantic import ValidationError

from shuniu.kernel.base import gates, meters
from shuniu.kernel.base.actions import ACTIONS, Action, ActionInput
from shuniu.kernel.base.prepared import Prepared
from shuniu.kernel.base.refusals import Code, Refusal, Refused, refuse
from shuniu.kernel.base.row_writes import update_row
from shuniu.kernel.base.values import row_id
from shuniu.kernel.files import news
from shuniu.kernel.flow import engine, recording, visibility
from shuniu.kernel.flow.context import Context, Progress, Work, work_on
from shuniu.kernel.flow.messages import problems_of
from shuniu.kernel.flow.models import Command, Matter
from shuniu.kernel.flow.moves.inputs import Spoken
from shuniu.kernel.flow.reading import NOT_FOUND
from shuniu.kernel.flow.turn import AFTER_END, covers, why_not_beside, why_not_turn
from shuniu.kernel.flow.vocabulary import MOVES
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.duties import label as duty_label
from shuniu.kernel.records.models import Record
from shuniu.kernel.records.writing import record


@dataclass(frozen=True)
class Done:
    """An action carried out: the matter it concerned, its new version, and what the action returned.

    `repeated` says that the command had been carried out before and nothing was done twice.
    """

    matter_id: int | None
    version: int | None
    result: Mapping[str, Any] = field(default_factory=dict)
    repeated: bool = False


def run(
    name: str,
    *,
    actor: Actor | None,
    data: Mapping[str, Any] | ActionInput,
    now: datetime,
    progress: Progress | None = None,
) -> Done | Refusal:
    """Carry out the action *name*; a long one tells *progress* how far it is. Raises `UnknownName` for a name nobody
    registered."""
    action = ACTIONS.get(name)
    matter_id = data.matter if isinstance(data, ActionInput) else row_id(data.get("matter"))
    try:
        if actor is None:
            raise refuse(Code.NO_ACTOR, "请先登录。")
        parsed = parse_input(action, data)
        clearance = gates.clear(parsed, actor=actor)
        with transaction.atomic():
            done, events = _carry_out(action, actor, parsed, now, progress)
            if not done.repeated:
                clearance.settle(actor=actor, now=now, matter_id=done.matter_id)
    except Refused as refused:
        meters.ACTIONS.labels("refused").inc()
        _record_refusal(action, actor, matter_id, refused.refusal, now)
        return refused.refusal
    except OperationalError as error:
        return _storage_refusal(error)
    meters.ACTIONS.labels("repeated" if done.repeated else "done").inc()
    for event in events:
        event()
    return done


def parse_input(action: Action, data: Mapping[str, Any] | ActionInput) -> ActionInput:
    """*data* as the action's input. Raises `Refused` with one problem per field that is wrong."""
    if isinstance(data, ActionInput):
        return data
    try:
        return action.input.model_validate(dict(data))
    except ValidationError as error:
        problems = problems_of(error, action.input)
        raise Refused(
            Refusal(
                Code.INVALID, "填写的内容有问题：" + "；".join(p.message for p in problems), problems=problems
            )
        ) from None


def _carry_out(
    action: Action, actor: Actor, data: ActionInput, now: datetime, progress: Progress | None
) -> tuple[Done, list[Any]]:
    earlier = _claim(action, actor, data, now)
    if earlier is not None:
        return earlier, []
    _check_beside(action, data)
    work, others = _lock(actor, data, data.matter) if data.matter is not None else (None, {})
    ctx = Context(action=action, actor=actor, data=data, now=now, work=work, others=others, progress=progress)
    _check_scope(ctx)
    if work is None and (action.transition or action.move or action.during):
        raise refuse(Code.INVALID, "没有指明是哪一件，请从办件页面办理。", field="matter")
    if work is not None:
        _check_turn(ctx, work)
    spoken = data if isinstance(data, Spoken) else None
    if spoken is not None:
        recording.require_scan(spoken)
    returned = action.do(ctx, data)
    if work is not None:
        if ctx.transition is not None:
            engine.take_step(ctx, work)
        elif not ctx.has_spoken_here:
            engine.write_entry(ctx, work, ctx.words)
    if spoken is not None:
        recording.finish(ctx, spoken)
    if isinstance(returned, dict):
        ctx.result.update(returned)
    for touched in ctx.touched.values():
        engine.finish(ctx, touched)
    return _conclude(ctx), ctx.events


_CLAIM = """
INSERT INTO flow_command (id, account_id, action, result, at) VALUES (%s, %s, %s, '{}', %s)
ON CONFLICT (id) DO NOTHING
"""


def _claim(action: Action, actor: Actor, data: ActionInput, now: datetime) -> Done | None:
    """Take the command id, or find what it did before: a double press waits here and gets the first answer."""
    command_id = Command._meta.pk.get_db_prep_value(data.command_id, connection)
    at = connection.ops.adapt_datetimefield_value(now)
    with connection.cursor() as cursor:
        cursor.execute(_CLAIM, [command_id, actor.account_id, action.name, at])
        if cursor.rowcount:
            return None
    command = Command.objects.get(pk=data.command_id)
    if command.account_id != actor.account_id or command.action != action.name:
        raise refuse(Code.INVALID, "这个操作编号已经用过，请刷新页面再办。")
    return Done(command.matter_id, command.version, command.result, repeated=True)


def _check_beside(action: Action, data: ActionInput) -> None:
    """What is done beside the flow leaves no trace on a matter."""
    if action.beside and data.matter is not None:
        raise refuse(Code.INVALID, f"{action.label}不针对哪一件，请从自己的页面办理。", field="matter")


def _lock(actor: Actor, data: ActionInput, matter_id: int) -> tuple[Work, dict[int, Matter]]:
    """Lock the matter, its parent and what else the input names (`also_locks`, `locks_below`), in the order of
    their ids so that two writers never wait on each other."""
    with connection.cursor() as cursor:
        cursor.execute(
            "SELECT parent_id FROM flow_matter WHERE id = %s AND parent_id IS NOT NULL", [matter_id]
        )
        parent = [row[0] for row in cursor.fetchall()]
    named = data.also_locks()
    if named or data.locks_below:
        wanted = Q(pk__in=(matter_id, *named, *parent))
        if data.locks_below:
            wanted |= Q(pk__in=_handed_on(matter_id), closed_at=None)
        locked = list(_locking(wanted))
    else:
        locked = _LOCKED(matter=matter_id, parent=parent[0] if parent else matter_id)
    found = {m.pk: m for m in locked}
    matter = found.get(matter_id)
    rows = visibility.rows_of(matter_id)
    if matter is None or not (actor.job or any(row.principal in actor.principals for row in rows)):
        raise Refused(NOT_FOUND)
    if matter.parent_id in found:
        matter.parent = found[matter.parent_id]
    if data.version is not None and data.version != matter.version:
        raise refuse(
            Code.STALE,
            "您打开之后，别人已经办过这一件，页面上的不是最新情况。",
            remedy="您填写的内容还在。请看一下最新的办理记录，再决定是否提交。",
        )
    return work_on(matter, rows), {pk: other for pk, other in found.items() if pk != matter_id}


def _locking(wanted: Q) -> QuerySet[Matter]:
    return Matter.objects.select_for_update(of=("self",)).filter(wanted).select_related("unit").order_by("pk")


_LOCKED = Prepared(
    lambda matter, parent: _locking(Q(pk__in=[matter, parent])), matter=IntegerField(), parent=IntegerField()
)


_HANDED_ON = """
WITH RECURSIVE handed_on(id) AS (
    SELECT id FROM flow_matter WHERE parent_id = %s AND closed_at IS NULL
    UNION
    SELECT m.id FROM flow_matter m JOIN handed_on h ON m.parent_id = h.id WHERE m.closed_at IS NULL
) SELECT id FROM handed_on
"""


def _handed_on(matter_id: int) -> list[int]:
    """The open child matters, theirs, and so on down, as far as each is reached through open ones."""
    with connection.cursor() as cursor:
        cursor.execute(_HANDED_ON, [matter_id])
        return [row[0] for row in cursor.fetchall()]


def _check_scope(ctx: Context) -> None:
    ctx.standing = ctx.actor.lent(*ctx.action.may)
    refusal = why_not_scope(ctx.action, ctx.actor)
    if refusal is not None and not _covers(ctx):
        raise Refused(refusal)


def why_not_scope(action: Action, actor: Actor) -> Refusal | None:
    """Why *actor* may not carry out *action* at all, whatever it is about; None when he may."""
    if not action.may or actor.job or actor.holds(*action.may):
        return None
    who = "、".join(duty_label(d) for d in action.may)
    return Refusal(
        Code.NOT_ALLOWED,
        f"{action.label}要由{who}来办，您现在的身份没有这项职责。",
        "如果您另有岗位，请在右上角换一个身份。",
        action.rule,
    )


def _covers(ctx: Context) -> bool:
    """A step that came to this desk because the unit has nobody else for it."""
    return (
        ctx.work is not None and bool(ctx.action.transition) and covers(ctx.actor, ctx.work, ctx.action.may)
    )


def _check_turn(ctx: Context, work: Work) -> None:
    action, matter = ctx.action, work.matter
    if action.transition:
        procedure, _, name = action.transition.rpartition(":")
        transition = work.procedure.transitions.get(name)
        if transition is None or procedure not in {"", work.procedure.id}:
            raise refuse(
                Code.NOT_YOUR_TURN, f"“{work.procedure.label}”里没有“{action.label}”这一步，请刷新页面再办。"
            )
        recorded_for = getattr(ctx.data, "recorded_for", None)
        refusal, standing = why_not_turn(ctx.actor, work, transition, recorded_for=recorded_for)
        if refusal is not None:
            raise Refused(refusal)
        ctx.standing = standing or ctx.standing
        ctx.transition = transition
    elif action.during:
        refusal, standing = why_not_beside(ctx.actor, work, action)
        if refusal is not None:
            raise Refused(refusal)
        ctx.standing = standing or ctx.standing
    elif action.move:
        if matter.closed_at is not None and not (
            MOVES.get(action.move).after_end and action.move in work.state.moves
        ):
            raise refuse(
                Code.CLOSED,
                f"这一件已经{matter.get_outcome_display()}，不能再{action.label}。",
                remedy=AFTER_END,
            )
        if action.move not in work.state.moves:
            raise refuse(
                Code.NOT_YOUR_TURN,
                f"现在是“{work.state.label}”，不能{MOVES.get(action.move).label}。",
                remedy="请刷新页面，看这一步可以怎样办。",
            )


def _conclude(ctx: Context) -> Done:
    matter = ctx.work.matter if ctx.work else next((w.matter for w in ctx.touched.values()), None)
    matter_id = matter.pk if matter else None
    version = matter.version if matter else None
    record(
        ctx.action.name,
        actor=ctx.actor,
        now=ctx.now,
        matter_id=matter_id,
        content={"entry": ctx.entry.pk if ctx.entry else None, "version": version, **ctx.behind},
    )
    # As the database gives it back: whoever presses second is told the very same.
    result = json.loads(json.dumps(ctx.result))
    done = Command(id=ctx.data.command_id, matter_id=matter_id, version=version, result=result)
    update_row(done, "matter_id", "version", "result")
    return Done(matter_id, version, result)


def _record_refusal(
    action: Action, actor: Actor | None, matter_id: int | None, refusal: Refusal, now: datetime
) -> None:
    try:
        with transaction.atomic():
            record(
                action.name,
                actor=actor,
                now=now,
                outcome=Record.Outcome.REFUSED,
                matter_id=matter_id,
                content={
                    "code": refusal.code.value,
                    "rule": refusal.rule,
                    "fields": [p.field for p in refusal.problems],
                },
            )
            if refusal.code is Code.SECRET and actor is not None:
                news.tell(news.GateNews(news.Kind.STOPPED, actor, now, refusal.rule))
    except DatabaseError:
        return  # the refusal still reaches the person; a full disk must not turn it into a crash


def _storage_refusal(error: OperationalError) -> Refusal:
    text = str(error).lower()
    if "full" in text or "no space" in text or "disk i/o" in text:
        return Refusal(
            Code.STORAGE,
            "服务器的存储空间已满，这次没有保存。",
            remedy="您填写的内容还在本页，请联系系统管理员后再提交。",
        )
    if "connection" in text:
        return Refusal(
            Code.BUSY,
            "与数据库的连接断了，不知道这次有没有保存。",
            remedy="您填写的内容还在本页。请稍等几秒再按一次，已经保存的不会重复办理。",
        )
    if "locked" in text or "deadlock" in text or "timeout" in text:
        return Refusal(
            Code.BUSY, "现在办理的人较多，这次没有保存。", remedy="请稍等几秒再按一次，不会重复办理。"
        )
    raise error
