"""确认代录: the leader or the director says that the recorded words are the leader's."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import recording
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Entry


class ConfirmRecorded(ActionInput):
    """The 代录 entry that is confirmed."""

    entry: Annotated[int, Field(title="代录的批示", json_schema_extra={"choose": "recorded_entry"})]


@action("flow.confirm_recorded", label="确认代录", input=ConfirmRecorded, rule="CQ-02")
def confirm_recorded(ctx: Context, data: ConfirmRecorded) -> None:
    """Raises `Refused` unless the actor is the leader or the director, and not the recorder."""
    entry = Entry.objects.filter(pk=data.entry, matter=ctx.matter, behalf="recorded").first()
    if entry is None:
        raise refuse(Code.NOT_FOUND, "没有这条代录，请刷新页面再选。", field="entry")
    recording.confirm(ctx, entry)
