"""取证: the 安全审计员 takes records away with their proof; that he did so, and which, is a record itself."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base import parameters
from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.people.actor import COUNTY

parameters.declare(
    parameters.Parameter("records.evidence_limit", "一次取证的操作记录条数上限", 10_000, "BM-07", "条", 1),
)


class TakeEvidence(ActionInput):
    """Which records are taken, in words, how many, and what for."""

    what: Annotated[str, Field(title="范围", min_length=1, max_length=400)]
    count: Annotated[int, Field(title="条数", ge=1)]
    reason: Annotated[str, Field(title="用途", min_length=2, max_length=200)]


@action(
    "records.take_evidence",
    label="取证导出",
    input=TakeEvidence,
    may=("AUDIT_ADMIN",),
    rule="BM-07",
    api=False,
    beside=True,
)
def take_evidence(ctx: Context, data: TakeEvidence) -> None:
    """Leave a record of what was taken and why. Raises `Refused` for more than the county allows at once."""
    limit = parameters.number("records.evidence_limit", on=ctx.now.astimezone(COUNTY).date())
    if data.count > limit:
        raise refuse(
            Code.TOO_MANY,
            f"要导出的超过 {limit} 条，一次最多 {limit} 条。",
            remedy="请缩小范围（例如按日期、按人）分次导出。",
            rule="BM-07",
        )
    ctx.remember({"what": data.what, "count": data.count, "reason": data.reason})
