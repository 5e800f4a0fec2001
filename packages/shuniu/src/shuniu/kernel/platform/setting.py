"""Setting a parameter: a value, from which day, and why; the trail is the parameter's own history."""

from __future__ import annotations

from datetime import date
from typing import Annotated, Any

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.base.parameters import PARAMETERS, typed_value, why_not
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context


class SetParameter(ActionInput):
    """Which parameter, its new value, from when it counts and why."""

    key: Annotated[str, Field(title="参数", max_length=80)]
    value: Annotated[Any, Field(title="新的值")]
    valid_from: Annotated[date, Field(title="从哪天起")]
    reason: Annotated[str, Field(title="依据和原因", min_length=2, max_length=400)]


@action(
    "platform.set_parameter",
    label="设置参数",
    input=SetParameter,
    may=("SYSTEM_ADMIN",),
    rule="CQ-07",
    api=False,
    beside=True,
)
def set_parameter(ctx: Context, data: SetParameter) -> None:
    """By the system administrator, from his console or with the command on the server. Raises `Refused` for a value
    of the wrong kind or size."""
    if data.key not in PARAMETERS:
        raise refuse(Code.INVALID, f"没有“{data.key}”这个参数，请照参数表里的名称写。", field="key")
    parameter, new = PARAMETERS.get(data.key), data.value
    try:
        new = typed_value(parameter, new) if isinstance(new, str) else new
    except ValueError as wrong:
        raise refuse(Code.INVALID, str(wrong), field="value") from None
    fault = why_not(parameter, new)
    if fault:
        raise refuse(Code.INVALID, fault, field="value")
    ParameterValue.objects.create(
        key=data.key,
        value=new,
        valid_from=data.valid_from,
        set_at=ctx.now,
        set_by=ctx.actor.job or ctx.actor.person_name,
        reason=data.reason,
    )
    ctx.remember({"key": data.key, "value": new, "from": data.valid_from, "reason": data.reason})
