"""催办: asking whoever holds a matter to go on, as an entry everyone can see."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Addressee, Context


class Remind(ActionInput):
    """What to say beside the reminder itself."""

    text: Annotated[str, Field(title="催办要求", max_length=400)] = ""


@action(
    "flow.remind",
    label="催办",
    input=Remind,
    move="remind",
    may=("CLERK", "OFFICE_HEAD", "SUPERVISE", "LIAISON", "LEADER", "UNIT_HEAD"),
    rule="GW-07",
)
def remind(ctx: Context, data: Remind) -> None:
    """Remind every open holder. Raises `Refused` when nobody holds anything."""
    tasks = ctx.here.open_tasks
    if not tasks:
        raise refuse(Code.RULE, "现在没有人手里有这一件，不用催办。", rule="GW-07")
    for task in tasks:
        ctx.notify(
            Addressee(task.unit_id, task.person_id, task.duty),
            f"催办：请抓紧{task.verb}“{ctx.matter.title}”。{data.text}",
            ctx.matter,
            urgent=True,
        )
    ctx.say("reminder", data.text, data={"to": ctx.matter.standing})
