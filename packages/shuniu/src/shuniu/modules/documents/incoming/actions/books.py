"""开账 and reserved numbers: last year's register comes in from Excel, and paper keeps its own numbers."""

from __future__ import annotations

from collections import defaultdict
from datetime import date, datetime, time
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, Problem, Refusal, Refused, refuse
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.numbering import numbers
from shuniu.kernel.numbering.models import Counter, Number
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.incoming import policy, register
from shuniu.modules.documents.incoming.inputs import GRADES
from shuniu.modules.documents.models import IncomingDocument

DEFAULT_SERIES = "收"


class ReserveNumbers(ActionInput):
    """How many numbers are kept for paper, in which series, and what for."""

    count: Annotated[int, Field(title="预留几个号", ge=1, le=200)]
    reason: Annotated[str, Field(title="用途", min_length=2, max_length=200)]
    series: Annotated[str, Field(title="收文序列", max_length=20)] = DEFAULT_SERIES


@action(
    "documents.incoming.reserve_numbers",
    label="预留收文号",
    input=ReserveNumbers,
    may=("CLERK", "LIAISON"),
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


class BeginBook(ActionInput):
    """The last number the paper register reached this year."""

    last: Annotated[int, Field(title="纸质登记簿最后一个号", ge=1, le=99999)]
    year: Annotated[int, Field(title="年度", ge=2000, le=2100)]
    series: Annotated[str, Field(title="收文序列", max_length=20)] = DEFAULT_SERIES


@action(
    "documents.incoming.begin_book", label="开账", input=BeginBook, may=("CLERK",), rule="GW-02", beside=True
)
def begin_book(ctx: Context, data: BeginBook) -> None:
    """Begin a series mid-year after the paper's last number."""
    key = register.series_key(ctx.actor.unit_id, data.series)
    numbers.begin_at(key, data.year, ctx.actor.unit_id, data.last)
    ctx.remember({"series": data.series, "year": data.year, "last": data.last})


class BookRow(BaseModel):
    """One line of an old register. `row` is its line in the Excel sheet, for the messages."""

    model_config = ConfigDict(extra="forbid", frozen=True, str_strip_whitespace=True)

    row: int
    serial: Annotated[int, Field(title="收文号", ge=1, le=99999)]
    received_on: Annotated[date, Field(title="收文日期")]
    source: Annotated[str, Field(title="来文单位", min_length=2, max_length=120)]
    title: Annotated[str, Field(title="标题", min_length=2, max_length=500)]
    document_number: Annotated[str, Field(title="来文字号", max_length=80)] = ""
    genre: Annotated[str, Field(title="文种", max_length=10)] = ""
    urgency: Annotated[Literal["平件", "加急", "特急"], Field(title="紧急程度")] = "平件"
    document_date: Annotated[date | None, Field(title="成文日期")] = None
    copies: Annotated[int, Field(title="份数", ge=1)] = 1
    handling: Annotated[Literal["办件", "阅件"], Field(title="办理类型")] = "办件"
    lead: Annotated[str, Field(title="主办", max_length=120)] = ""
    completed_on: Annotated[date | None, Field(title="办结日期")] = None
    note: Annotated[str, Field(title="备注", max_length=400)] = ""


class ImportBook(ActionInput):
    """A whole register of one year; all of it comes in, or nothing."""

    year: Annotated[int, Field(title="年度", ge=2000, le=2100)]
    rows: Annotated[list[BookRow], Field(title="登记簿", min_length=1, max_length=20_000)]
    series: Annotated[str, Field(title="收文序列", max_length=20)] = DEFAULT_SERIES


@action(
    "documents.incoming.import_book",
    label="导入登记簿",
    input=ImportBook,
    may=("CLERK",),
    rule="GW-02",
    api=False,
    beside=True,
)
def import_book(ctx: Context, data: ImportBook) -> dict[str, object]:
    """Import an old register with its own numbers; gaps of the paper stay visible as 作废.

    Raises `Refused` with one problem per wrong row, and then imports nothing.
    """
    faults = [*_row_faults(ctx, data)]
    if faults:
        raise Refused(
            Refusal(
                Code.INVALID,
                f"登记簿有 {len(faults)} 处问题，没有导入。",
                rule="GW-02",
                problems=tuple(faults),
            )
        )
    key = register.series_key(ctx.actor.unit_id, data.series)
    counter, _ = Counter.objects.select_for_update().get_or_create(
        series=key, year=data.year, defaults={"unit_id": ctx.actor.unit_id}
    )
    if counter.last:
        raise refuse(
            Code.RULE,
            f"{data.year}年的登记簿已经编过号，不能再导入；缺的请逐件补登。",
            rule="GW-02",
            field="year",
        )
    for row in sorted(data.rows, key=lambda r: r.serial):
        _import_row(ctx, data, row, counter)
    _keep_gaps(ctx, counter, {row.serial for row in data.rows})
    ctx.remember({"year": data.year, "rows": len(data.rows)})
    return {"rows": len(data.rows), "last": counter.last}


def _row_faults(ctx: Context, data: ImportBook) -> list[Problem]:
    faults, seen = list[Problem](), defaultdict[int, list[int]](list)
    today = ctx.now.astimezone(COUNTY).date()
    for row in data.rows:
        where = f"第 {row.row} 行"
        seen[row.serial].append(row.row)
        if row.received_on.year != data.year:
            faults.append(
                Problem("received_on", f"{where}：收文日期 {row.received_on} 不在 {data.year} 年。")
            )
        if row.received_on > today:
            faults.append(Problem("received_on", f"{where}：收文日期 {row.received_on} 还没有到。"))
        if row.completed_on is not None and not row.received_on <= row.completed_on <= today:
            faults.append(Problem("completed_on", f"{where}：办结日期应当在收文日期之后、今天之前。"))
        if row.document_date is not None and row.document_date > row.received_on:
            faults.append(Problem("document_date", f"{where}：成文日期晚于收文日期。"))
    for serial, lines in seen.items():
        if len(lines) > 1:
            faults.append(Problem("serial", f"收文号 {serial} 重复：第 {'、'.join(map(str, lines))} 行。"))
    return faults


def _import_row(ctx: Context, data: ImportBook, row: BookRow, counter: Counter) -> None:
    received = datetime.combine(row.received_on, time(9), COUNTY)
    closed = datetime.combine(row.completed_on, time(17), COUNTY) if row.completed_on else None
    me = Addressee(ctx.actor.unit_id, ctx.actor.person_id)
    work = engine.open_matter(
        ctx,
        engine.Opening(
            kind=register.KIND,
            procedure=register.PROCEDURE,
            title=row.title,
            unit_id=ctx.actor.unit_id,
            urgency=GRADES[row.urgency],
            words=Words(label="纸质登记簿转入", text=row.note, happened_at=min(received, ctx.now)),
            state="done" if closed else "in_hand",
            assign=() if closed else (me,),
            opened_at=received,
            closed_at=min(closed, ctx.now) if closed else None,
        ),
    )
    work.matter.number = policy.receipt_number(data.series, data.year, row.serial)
    Number.objects.create(
        counter=counter, value=row.serial, state=Number.State.USED, matter_id=work.matter.pk, at=ctx.now
    )
    IncomingDocument.objects.create(
        matter=work.matter,
        unit_id=ctx.actor.unit_id,
        series=data.series,
        year=data.year,
        serial=row.serial,
        source=row.source,
        document_number=row.document_number,
        number_key=policy.number_key(row.document_number),
        genre=row.genre,
        document_date=row.document_date,
        copies=row.copies,
        note=row.note,
        handling="act" if row.handling == "办件" else "read",
        lead=row.lead,
        signed_at=received,
    )


def _keep_gaps(ctx: Context, counter: Counter, used: set[int]) -> None:
    last = max(used)
    missing = [value for value in range(1, last + 1) if value not in used]
    Number.objects.bulk_create(
        Number(counter=counter, value=v, state=Number.State.VOID, at=ctx.now, reason="纸质登记簿缺号")
        for v in missing
    )
    counter.last = last
    counter.save(update_fields=["last"])
