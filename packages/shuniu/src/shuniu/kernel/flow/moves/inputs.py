"""Inputs that several moves share."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId

Reason = Annotated[str, Field(title="理由", min_length=2, max_length=400)]
OpinionText = Annotated[str, Field(title="意见", max_length=4000)]


class WithReason(ActionInput):
    """A move that must say why."""

    reason: Reason


class Spoken(ActionInput):
    """Words that may be a leader's own, or recorded for him from paper (代录, CQ-02).

    `recorded_for` is the leader's person id; `scan` the stored file that shows his hand.
    """

    text: OpinionText = ""
    happened_at: Annotated[datetime | None, Field(title="办理时间")] = None
    recorded_for: Annotated[
        int | None, Field(title="代录的领导", json_schema_extra={"choose": "leader_holding"})
    ] = None
    scan: Annotated[RowId | None, Field(title="批示原件扫描件", json_schema_extra={"choose": "file"})] = None
