"""更正: a new entry that mends an earlier one. Nothing written is ever changed."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Entry


class Correct(ActionInput):
    """Which entry is wrong, and what is right."""

    entry: Annotated[int, Field(title="更正哪一条", json_schema_extra={"choose": "own_entry"})]
    text: Annotated[str, Field(title="更正内容", min_length=2, max_length=4000)]


@action("flow.correct", label="更正", input=Correct, move="correct", rule="CQ-02")
def correct(ctx: Context, data: Correct) -> None:
    """Raises `Refused` unless the entry is the actor's own words, or recorded for him."""
    entry = Entry.objects.filter(pk=data.entry, matter=ctx.matter).first()
    if entry is None:
        raise refuse(Code.NOT_FOUND, "没有这一条办理记录，请刷新页面再选。", field="entry")
    if ctx.actor.person_id not in {entry.person_id, entry.behalf_person_id}:
        raise refuse(Code.NOT_ALLOWED, "只能更正自己写的，或者别人代您录的。", rule="CQ-04", field="entry")
    ctx.say("correction", data.text, about=entry)
