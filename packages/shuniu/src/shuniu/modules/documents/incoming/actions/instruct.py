"""批示: the leader's words, his own or recorded from paper (CQ-01, CQ-02, CQ-03)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.moves.inputs import Spoken

MANNERS = {"agree": "同意", "circle": "圈阅", "instruct": "批示"}


class Instruct(Spoken):
    """Agreed, circled (圈阅 counts as agreement), or in words."""

    manner: Annotated[Literal["agree", "circle", "instruct"], Field(title="批示方式")] = "instruct"


@action(
    "documents.incoming.instruct",
    label="批示",
    input=Instruct,
    transition="documents.incoming:instruct",
    rule="CQ-01",
)
def instruct(ctx: Context, data: Instruct) -> None:
    """The paper goes back to the clerk, who is told at once. Raises `Refused` for an empty 批示."""
    if data.manner == "instruct" and not data.text:
        raise refuse(Code.INVALID, "请写批示意见；只表示看过的，请按“圈阅”。", field="text")
    text = data.text or {"agree": "同意。", "circle": ""}.get(data.manner, "")
    ctx.say("instruction", text, label=MANNERS[data.manner], happened_at=data.happened_at)
