"""Queries: every look-up that is offered outside its own screens, declared once like an action.

`ask` runs one; the API, exports and assistants are derived from the registry. A query reads for an actor and
never writes.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from pydantic import BaseModel, ConfigDict, ValidationError, field_validator

from shuniu.kernel.base.refusals import Code, Refusal, Refused
from shuniu.kernel.base.registry import Registry
from shuniu.kernel.base.values import unfit
from shuniu.kernel.flow.messages import problems_of
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.duties import label as duty_label


class QueryInput(BaseModel):
    """The base of every query's input; unknown fields are refused."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)

    @field_validator("*", mode="after")
    @classmethod
    def _fit_to_ask(cls, value: Any) -> Any:
        if unfit(value):
            raise ValueError("里有不能查询的字符或者过大的数，请重新输入")
        return value


class QueryOutput(BaseModel):
    """The base of every query's answer."""

    model_config = ConfigDict(frozen=True, from_attributes=True)


LookUp = Callable[[Actor, Any, datetime], Any]


@dataclass(frozen=True)
class Query:
    """One registered look-up: `look_up(actor, input, now)` gives an `output`, or raises `Refused`.

    `may` lists the duties of which the actor must hold one in the post worn (empty: anyone signed in).
    """

    name: str
    label: str
    input: type[QueryInput]
    output: type[QueryOutput]
    look_up: LookUp
    may: tuple[str, ...] = ()


QUERIES: Registry[Query] = Registry("query")


def query(
    name: str,
    *,
    label: str,
    output: type[QueryOutput],
    input: type[QueryInput] = QueryInput,
    may: tuple[str, ...] = (),
) -> Callable[[LookUp], LookUp]:
    """Register the decorated function as the query *name*. Raises `DuplicateName`."""

    def register(look_up: LookUp) -> LookUp:
        QUERIES.register(name, Query(name, label, input, output, look_up, may))
        return look_up

    return register


def ask(name: str, *, actor: Actor, data: Mapping[str, Any], now: datetime) -> QueryOutput | Refusal:
    """The answer to the query *name*, or why there is none. Raises `UnknownName` for a name nobody registered."""
    asked = QUERIES.get(name)
    if asked.may and not actor.holds(*asked.may):
        who = "、".join(duty_label(duty) for duty in asked.may)
        return Refusal(Code.NOT_ALLOWED, f"{asked.label}只有{who}可以查看。")
    try:
        parsed = asked.input.model_validate(dict(data))
    except ValidationError as error:
        problems = problems_of(error, asked.input)
        return Refusal(
            Code.INVALID, "查询条件有问题：" + "；".join(p.message for p in problems), problems=problems
        )
    try:
        return asked.output.model_validate(asked.look_up(actor, parsed, now))
    except Refused as refused:
        return refused.refusal
