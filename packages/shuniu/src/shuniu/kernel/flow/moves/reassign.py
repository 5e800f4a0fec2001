"""转办: handing one's task to a colleague of the same unit, with the reason.

What lies with somebody who left, or is away with no stand-in, the office's own head may hand on.
"""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ACTIONS, action, makes
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Task
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.flow.turn import held_by, now_with, state_tasks
from shuniu.kernel.people.actor import Standing
from shuniu.kernel.people.duties import label as duty_label
from shuniu.kernel.people.models import Post
from shuniu.kernel.people.queries import duties_of, serving_post

HEADS = ("OFFICE_HEAD", "UNIT_HEAD")


class Reassign(WithReason):
    """The post that takes the task over."""

    post: Annotated[int, Field(title="转给", json_schema_extra={"choose": "colleague"})]


@action("flow.reassign", label="转办", input=Reassign, move="reassign", rule="GW-05")
def reassign(ctx: Context, data: Reassign) -> None:
    """Raises `Refused` unless the actor holds the task, and the colleague serves in the same unit and could go on."""
    work = ctx.here
    own = held_by(ctx.actor, state_tasks(work), kind=work.matter.kind, moves=work.state.moves)
    held = own or _as_head(ctx)
    if held is None:
        raise refuse(
            Code.NOT_YOUR_TURN,
            "现在不在您手里，不能转办。",
            remedy=f"{now_with(work.matter)}承办人离岗的，由本单位办公室主任转办。",
        )
    task, ctx.standing = held
    post = serving_post(data.post, on=ctx.now)
    if post is None or post.unit_id != task.unit_id:
        raise refuse(Code.INVALID, "只能转给本单位在岗的同志。", field="post")
    to = Addressee.of_post(post)
    if (task.person_id, task.unit_id) == (to.person_id, to.unit_id):
        raise refuse(Code.INVALID, "这一件本来就在这位同志手里，请选别的同志。", field="post")
    _require_able(ctx, post, verb=task.verb)
    ctx.say("step", data.reason, data={"to": post.person.name})
    engine.open_task(ctx, work, to, purpose=Task.Purpose.STATE, verb=task.verb, due_at=task.due_at)
    engine.close_tasks(ctx, [task], lapsed=own is None)
    ctx.notify(to, f"转给您{task.verb}：{work.matter.title}", work.matter)


def _require_able(ctx: Context, post: Post, *, verb: str) -> None:
    """Raises `Refused` for a colleague who could take none of the steps from here: it would be stuck with him."""
    work = ctx.here
    ways = work.procedure.from_state(work.matter.state)
    steps = [a for a in ACTIONS.values() if any(makes(a, work.procedure.id, way.name) for way in ways)]
    held = set(duties_of([post], on=ctx.now).get(post.pk, ()))
    if steps and all(step.may and held.isdisjoint(step.may) for step in steps):
        able = "、".join(dict.fromkeys(duty_label(duty) for step in steps for duty in step.may))
        raise refuse(
            Code.RULE,
            f"{post.person.name}没有{verb}的职责，转过去也办不了。",
            remedy=f"请转给{able}。",
            field="post",
            rule="GW-05",
        )


def _as_head(ctx: Context) -> tuple[Task, Standing | None] | None:
    """The head of the unit in which the task lies may take it off a desk."""
    if not ctx.actor.holds(*HEADS):
        return None
    mine = [t for t in state_tasks(ctx.here) if t.unit_id == ctx.actor.unit_id]
    return (mine[0], ctx.actor.lent(*HEADS)) if mine else None
