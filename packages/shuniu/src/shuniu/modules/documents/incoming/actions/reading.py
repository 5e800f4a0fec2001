"""阅毕办结 and 转为办件: what becomes of a paper that was sent round for reading."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.modules.documents.incoming.register import unanswered
from shuniu.modules.documents.incoming.who import KEEPERS
from shuniu.modules.documents.models import line_of


class AfterReading(ActionInput):
    """A word on what came of it."""

    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.incoming.finish_reading",
    label="阅毕办结",
    input=AfterReading,
    may=KEEPERS,
    transition="documents.incoming:finish_reading",
    rule="GW-06",
)
def finish_reading(ctx: Context, data: AfterReading) -> None:
    """Everybody has read it: close. Raises `Refused` for a 请示 that is not answered; one that came as a copy goes
    on as a matter to act on, where the number of its 批复 is noted."""
    fault = unanswered(ctx.matter)
    if fault is not None:
        raise refuse(
            Code.RULE,
            fault.message,
            remedy="请按“转为办件”，答复以后办结；只是抄送来的，转为办件后用“阅存”，写上批复文号。",
            rule=fault.rule,
        )
    ctx.say("step", data.text)


@action(
    "documents.incoming.take_up",
    label="转为办件",
    input=AfterReading,
    may=KEEPERS,
    transition="documents.incoming:take_up",
    rule="GW-04",
)
def take_up(ctx: Context, data: AfterReading) -> None:
    """A reader's words ask for something to be done: the paper becomes a matter to act on."""
    line_of(ctx.matter).handling = "act"
    line_of(ctx.matter).save(update_fields=["handling"])
    ctx.say("step", data.text)
