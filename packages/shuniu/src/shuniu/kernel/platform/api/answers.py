"""What the API answers: done, found, or refused, each in one shape."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field

from shuniu.kernel.base.refusals import STATUS, Refusal
from shuniu.kernel.flow.runner import Done

REFUSED = frozenset(STATUS.values())


class DoneAnswer(BaseModel):
    """An action carried out: the matter, its new version, and what the action gave back."""

    model_config = ConfigDict(title="已办")

    matter: int | None
    version: int | None
    result: dict[str, Any]
    repeated: bool = Field(description="同一操作编号此前已经办过，这次没有重复办理")


class ProblemAnswer(BaseModel):
    """One field of the input and what is wrong with it."""

    field: str
    message: str


class RefusalAnswer(BaseModel):
    """Why something was not done: the same sentences that a screen shows."""

    model_config = ConfigDict(title="未准")

    code: str
    message: str
    remedy: str
    basis: str = Field(description="依据的条文；没有依据时是空的")
    problems: list[ProblemAnswer]


def done(outcome: Done) -> dict[str, Any]:
    """The answer to an action carried out."""
    return {
        "matter": outcome.matter_id,
        "version": outcome.version,
        "result": dict(outcome.result),
        "repeated": outcome.repeated,
    }


def refused(refusal: Refusal) -> dict[str, Any]:
    """The answer to a refusal; its HTTP status is `refusal.status`."""
    return {
        "code": refusal.code.value,
        "message": refusal.message,
        "remedy": refusal.remedy,
        "basis": refusal.basis.cite() if refusal.basis else "",
        "problems": [{"field": p.field, "message": p.message} for p in refusal.problems],
    }
