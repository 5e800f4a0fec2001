"""催办: asking whoever holds a matter to go on, as an entry everyone can see."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Wait


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
    """Remind every open holder, and whoever watches for an answer from outside. Raises `Refused` when the matter
    is in nobody's hands."""
    matter, tasks = ctx.matter, ctx.here.open_tasks
    waits = list(Wait.objects.filter(matter=matter, closed_at=None))
    if not tasks and not waits:
        raise refuse(Code.RULE, "现在没有人手里有这一件，不用催办。", rule="GW-07")
    wanted = [(Addressee(t.unit_id, t.person_id, t.duty), f"请抓紧{t.verb}") for t in tasks]
    wanted += [(Addressee(w.unit_id, w.watcher_id), f"请催问{w.whom}的答复：") for w in waits]
    for whom, what in wanted:
        ctx.notify(whom, f"催办：{what}“{matter.title}”。{data.text}", matter, urgent=True)
    ctx.say("reminder", data.text, data={"to": matter.standing})
