"""Numbers reserved for paper and given up again, and a series begun mid-year: paper keeps its own numbers."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.flow.context import Context
from shuniu.kernel.numbering import numbers
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.incoming import register
from shuniu.modules.documents.incoming.inputs import Series
from shuniu.modules.documents.incoming.who import REGISTRARS

DEFAULT_SERIES = "收"


class ReserveNumbers(ActionInput):
    """How many numbers are kept for paper, in which series, and what for."""

    count: Annotated[int, Field(title="预留几个号", ge=1, le=200)]
    reason: Annotated[str, Field(title="用途", min_length=2, max_length=200)]
    series: Series = DEFAULT_SERIES


@action(
    "documents.incoming.reserve_numbers",
    label="预留收文号",
    input=ReserveNumbers,
    may=REGISTRARS,
    rule="GW-02",
    beside=True,
)
def reserve_numbers(ctx: Context, data: ReserveNumbers) -> dict[str, object]:
    """Reserve the next numbers for paper that is registered later."""
    year = ctx.now.astimezone(COUNTY).year
    key = register.series_key(ctx.actor.unit_id, data.series)
    values = numbers.reserve(key, year, ctx.actor.unit_id, data.count, data.reason, now=ctx.now)
    ctx.remember({"series": data.series, "first": values[0], "last": values[-1]})
    return {"first": values[0], "last": values[-1]}


class GiveUpNumber(ActionInput):
    """Which reserved number no paper got, and why."""

    number: Annotated[int, Field(title="预留号", ge=1)]
    year: Annotated[int, Field(title="年度", ge=2000, le=2100)]
    reason: Annotated[str, Field(title="原因", min_length=2, max_length=200)]
    series: Series = DEFAULT_SERIES


@action(
    "documents.incoming.give_up_number",
    label="预留号作废",
    input=GiveUpNumber,
    may=REGISTRARS,
    rule="GW-02",
    beside=True,
)
def give_up_number(ctx: Context, data: GiveUpNumber) -> None:
    """A reserved number that no paper got stays in the register as 作废, with the reason."""
    key = register.series_key(ctx.actor.unit_id, data.series)
    numbers.give_up(key, data.year, data.number, data.reason)
    ctx.remember({"series": data.series, "year": data.year, "number": data.number, "reason": data.reason})


class BeginBook(ActionInput):
    """The last number the paper register reached this year."""

    last: Annotated[int, Field(title="纸质登记簿最后一个号", ge=1, le=99999)]
    year: Annotated[int, Field(title="年度", ge=2000, le=2100)]
    series: Series = DEFAULT_SERIES


@action(
    "documents.incoming.begin_book", label="开账", input=BeginBook, may=REGISTRARS, rule="GW-02", beside=True
)
def begin_book(ctx: Context, data: BeginBook) -> None:
    """Begin a series mid-year after the paper's last number."""
    key = register.series_key(ctx.actor.unit_id, data.series)
    numbers.begin_at(key, data.year, ctx.actor.unit_id, data.last)
    ctx.remember({"series": data.series, "year": data.year, "last": data.last})
