"""编号: the 发文字号, given here and nowhere else, and never twice (GW-15); orders are numbered through, all others by
year (GB/T 9704-2012, 10.2)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.kernel.numbering import numbers
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import ORDER, document_of, numbered_through, order_series
from shuniu.modules.documents.outgoing.issuers import codes_of, series_of_office
from shuniu.modules.documents.outgoing.who import KEEPERS

THROUGH = 0
"""The year of the one counter of what is numbered through."""


def counter_year(code: str, year: int) -> int:
    """The year of the counter of *code* in *year*."""
    return THROUGH if numbered_through(code) else year


def series_key(office_id: int, code: str) -> str:
    """The counter of a 机关代字 in the office that handles what its organ issues."""
    return numbers.series_key("outgoing", office_id, code)


class GiveNumber(ActionInput):
    """Under which 机关代字, how many copies, and which number reserved for paper is used, if one is (GW-15)."""

    code: Annotated[str, Field(title="机关代字", max_length=40, json_schema_extra={"choose": "issuer_code"})]
    copies: Annotated[int, Field(title="印制份数", ge=1, le=99999)] = 1
    reserved: Annotated[
        int | None,
        Field(title="用预留号", ge=1, le=99999, json_schema_extra={"choose": "reserved_number"}),
    ] = None


@action(
    "documents.outgoing.number",
    label="编号",
    input=GiveNumber,
    may=KEEPERS,
    transition="documents.outgoing:number",
    rule="GW-15",
)
def number(ctx: Context, data: GiveNumber) -> dict[str, object]:
    """The next 发文字号 of the lead organ's 机关代字 in the year of 编号, which may be later than that of the 成文日期,
    of an order the next of all orders of its organ; or one that was reserved for paper. It is never given again.

    Raises `Refused` for a code of another organ, and for a number that is not reserved.
    """
    document = document_of(ctx.matter)
    if data.code not in codes_of(document):
        order = document.genre == ORDER
        raise refuse(
            Code.RULE,
            f"命令按“{order_series(document.issuer_name)}”统一编号，不用机关代字，请从列表里选。"
            if order
            else f"“{data.code}”不是{document.issuer.short_name}的机关代字，请从列表里选。",
            field="code",
            rule="GW-15",
        )
    document.code, document.year = data.code, ctx.now.astimezone(COUNTY).year
    key, of_year = series_key(document.unit_id, data.code), counter_year(data.code, document.year)
    if data.reserved is None:
        document.serial = numbers.take(key, of_year, document.unit_id, ctx.matter.pk, now=ctx.now)
    else:
        numbers.fill_in(key, of_year, data.reserved, ctx.matter.pk)
        document.serial = data.reserved
    document.numbered_at, document.copies = ctx.now, data.copies
    document.save(update_fields=["code", "year", "serial", "numbered_at", "copies"])
    ctx.matter.number = document.number
    ctx.say("step", "", data={"number": document.number})
    return {"number": document.number}


IssuerCodeName = Annotated[
    str, Field(title="机关代字", max_length=40, json_schema_extra={"choose": "own_issuer_code"})
]


def _own_series(ctx: Context, code: str) -> str:
    """The counter of a 机关代字, or of orders, that the actor's office numbers. Raises `Refused` for another's."""
    office = Unit.objects.get(pk=ctx.actor.unit_id)
    if code not in {own for own, _ in series_of_office(office)}:
        raise refuse(
            Code.NOT_ALLOWED, f"“{code}”不由您的单位编号，请从列表里选。", field="code", rule="GW-15"
        )
    return series_key(ctx.actor.unit_id, code)


class ReserveNumbers(ActionInput):
    """How many numbers of which 机关代字 are kept for paper, and what for."""

    code: IssuerCodeName
    count: Annotated[int, Field(title="预留几个号", ge=1, le=200)]
    reason: Annotated[str, Field(title="用途", min_length=2, max_length=200)]


@action(
    "documents.outgoing.reserve_numbers",
    label="预留发文字号",
    input=ReserveNumbers,
    may=KEEPERS,
    rule="GW-15",
    beside=True,
)
def reserve_numbers(ctx: Context, data: ReserveNumbers) -> dict[str, object]:
    """Reserve the next numbers for what is issued on paper. Raises `Refused` for another office's 机关代字."""
    key = _own_series(ctx, data.code)
    year = counter_year(data.code, ctx.now.astimezone(COUNTY).year)
    values = numbers.reserve(key, year, ctx.actor.unit_id, data.count, data.reason, now=ctx.now)
    ctx.remember({"code": data.code, "first": values[0], "last": values[-1]})
    return {"first": values[0], "last": values[-1]}


class GiveUpNumber(ActionInput):
    """Which reserved number no paper got, and why."""

    code: IssuerCodeName
    number: Annotated[int, Field(title="预留号", ge=1)]
    year: Annotated[int, Field(title="年度", ge=2000, le=2100)]
    reason: Annotated[str, Field(title="原因", min_length=2, max_length=200)]


@action(
    "documents.outgoing.give_up_number",
    label="预留发文字号作废",
    input=GiveUpNumber,
    may=KEEPERS,
    rule="GW-15",
    beside=True,
)
def give_up_number(ctx: Context, data: GiveUpNumber) -> None:
    """A reserved number that no paper got stays in the register as 作废, with the reason."""
    of_year = counter_year(data.code, data.year)
    numbers.give_up(_own_series(ctx, data.code), of_year, data.number, data.reason)
    ctx.remember({"code": data.code, "year": data.year, "number": data.number, "reason": data.reason})


class BeginNumbers(ActionInput):
    """The last number that the paper register of a 机关代字 reached."""

    code: IssuerCodeName
    last: Annotated[int, Field(title="纸质登记簿最后一个号", ge=1, le=99999)]
    year: Annotated[int, Field(title="年度", ge=2000, le=2100)]


@action(
    "documents.outgoing.begin_numbers",
    label="发文开账",
    input=BeginNumbers,
    may=KEEPERS,
    rule="GW-15",
    beside=True,
)
def begin_numbers(ctx: Context, data: BeginNumbers) -> None:
    """Begin a 机关代字 mid-year after the paper's last number, the orders of a government after the last of all, whatever
    the year. Raises `Refused` once numbers were given."""
    of_year = counter_year(data.code, data.year)
    numbers.begin_at(_own_series(ctx, data.code), of_year, ctx.actor.unit_id, data.last)
    ctx.remember({"code": data.code, "year": data.year, "last": data.last})
