"""催办: asking whoever holds a matter to go on, as an entry everyone can see."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words, Work
from shuniu.kernel.flow.models import Wait


class Remind(ActionInput):
    """What to say beside the reminder itself."""

    locks_below = True

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
    """Remind every open holder and whoever watches for an answer from outside, also in the units to which the matter
    was passed on and by them further down; there it stands in their own record too.

    Raises `Refused` when the matter is in nobody's hands.
    """
    if not _ask(ctx, ctx.here, data.text):
        raise refuse(Code.RULE, "现在没有人手里有这一件，不用催办。", rule="GW-07")
    # The automatic reminder comes to every matter in its own turn.
    for child in [] if ctx.actor.job else engine.below(ctx):
        work = engine.touch(ctx, child)
        _ask(ctx, work, data.text)
        words = Words(
            "reminder", data.text, label=f"{ctx.actor.unit_name}催办", data={"to": work.matter.standing}
        )
        engine.write_entry(ctx, work, words)
    ctx.say("reminder", data.text, data={"to": ctx.matter.standing})


def _ask(ctx: Context, work: Work, text: str) -> int:
    """Tell everybody who is waited for in *work*; how many those are."""
    wanted = [(Addressee(t.unit_id, t.person_id, t.duty), f"请抓紧{t.verb}") for t in work.open_tasks]
    wanted += [
        (Addressee(w.unit_id, w.watcher_id), f"请催问{w.whom}的答复：")
        for w in Wait.objects.filter(matter=work.matter, closed_at=None)
    ]
    for whom, what in wanted:
        ctx.notify(whom, f"催办：{what}“{work.matter.title}”。{text}", work.matter, urgent=True)
    return len(wanted)
