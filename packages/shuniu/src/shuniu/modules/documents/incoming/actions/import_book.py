"""开账: a whole register of a year comes in from Excel with its own numbers, all of it or nothing (GW-02)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, time
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.refusals import Code, Problem, Refusal, Refused
from shuniu.kernel.flow import engine, from_paper
from shuniu.kernel.flow.context import Addressee, Context, Words
from shuniu.kernel.flow.models import Level, Matter
from shuniu.kernel.numbering import numbers
from shuniu.kernel.numbering.models import Number
from shuniu.kernel.numbering.numbers import PaperNumber
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.people.queries import holders
from shuniu.modules.documents.incoming import old_book, policy, register
from shuniu.modules.documents.incoming.actions.books import DEFAULT_SERIES
from shuniu.modules.documents.incoming.inputs import GRADES, Series
from shuniu.modules.documents.incoming.old_book import BookRow, RowFault
from shuniu.modules.documents.incoming.who import REGISTRARS
from shuniu.modules.documents.models import IncomingDocument

MOST_ROWS = 20_000
MORNING, EVENING = time(9), time(17)
"""The hours that stand for a day of which the paper says no more."""
STATES = {"作废": Number.State.VOID, "预留": Number.State.RESERVED}


class ImportBook(ActionInput):
    """A whole register of one year; all of it comes in, or nothing.

    `not_duplicate` says that lines which look alike are different papers; `declared_by` names who checked that
    nothing in it is secret, where no person signed in does.
    """

    year: Annotated[int, Field(title="年度", ge=2000, le=2100)]
    rows: Annotated[list[BookRow], Field(title="登记簿", min_length=1, max_length=MOST_ROWS)]
    series: Series = DEFAULT_SERIES
    not_duplicate: Annotated[bool, Field(title="不是重复登记")] = False
    declared_by: Annotated[str, Field(title="核对人", max_length=40)] = ""


@action(
    "documents.incoming.import_book",
    label="导入登记簿",
    input=ImportBook,
    may=REGISTRARS,
    rule="GW-02",
    api=False,
    beside=True,
)
def import_book(ctx: Context, data: ImportBook) -> dict[str, object]:
    """Import an old register with its own numbers; the next number follows its last. What the paper left out stays
    visible as a gap, 作废 and 预留 as the sheet says.

    Raises `Refused` with one problem per wrong row, and then imports nothing.
    """
    key = register.series_key(ctx.actor.unit_id, data.series)
    faults = [*_faults(ctx.actor, data, key, ctx.now)]
    if faults:
        raise Refused(refusal_of(faults))
    sorted_rows = old_book.by_state(data.rows)
    used = sorted_rows["已用"]
    hands = _hands(ctx, used)
    matters = from_paper.open_many(ctx, [_past(ctx, data, row, hands) for row in used])
    IncomingDocument.objects.bulk_create(
        [_line(ctx, data, row, matter) for row, matter in zip(used, matters, strict=True)],
        batch_size=from_paper.BATCH,
    )
    paper = [PaperNumber(row.serial, matter.pk) for row, matter in zip(used, matters, strict=True)]
    paper += [
        PaperNumber(row.serial, None, STATES[word], _reason(row))
        for word in STATES
        for row in sorted_rows[word]
    ]
    last = numbers.bring_in(key, data.year, ctx.actor.unit_id, paper, now=ctx.now)
    counts = {"documents": len(used), **{word: len(sorted_rows[word]) for word in STATES}}
    ctx.remember({"series": data.series, "year": data.year, "last": last, **counts, "by": data.declared_by})
    return {"rows": len(data.rows), "last": last}


def refusal_of(faults: Sequence[RowFault]) -> Refusal:
    """What a register with *faults* is refused with: each row in words."""
    return Refusal(
        Code.INVALID,
        f"登记簿有 {len(faults)} 处问题，没有导入。",
        remedy="请在表里逐行改好，再整本导入。",
        rule="GW-02",
        problems=tuple(Problem(fault.field, str(fault)) for fault in faults),
    )


def wrong_with(actor: Actor, data: ImportBook, *, now: datetime) -> Refusal | None:
    """What is wrong with the rows as things stand, told before a job is begun for them."""
    faults = _faults(actor, data, register.series_key(actor.unit_id, data.series), now)
    return refusal_of(faults) if faults else None


def _faults(actor: Actor, data: ImportBook, key: str, now: datetime) -> Sequence[RowFault]:
    today = now.astimezone(COUNTY).date()
    found = old_book.faults_of(
        data.rows,
        year=data.year,
        series=data.series,
        today=today,
        repeats_are_meant=data.not_duplicate,
    )
    if data.year > today.year:
        found.append(RowFault(data.rows[0].row, "received_on", f"{data.year} 年还没有到。"))
    wrong = numbers.clashes(key, data.year, [row.serial for row in data.rows])
    found += [RowFault(row.row, "serial", wrong[row.serial]) for row in data.rows if row.serial in wrong]
    if not data.not_duplicate:
        found += _registered_already(actor, data)
    return sorted(found, key=lambda fault: fault.row)


def _registered_already(actor: Actor, data: ImportBook) -> Sequence[RowFault]:
    keys = {row: policy.number_key(row.document_number) for row in data.rows if row.document_number}
    there = dict(
        IncomingDocument.objects.filter(unit_id=actor.unit_id)
        .exclude(number_key="")
        .exclude(matter__outcome__in=("void", "merged"))
        .values_list("number_key", "matter__number")
    )
    return [
        RowFault(row.row, "document_number", f"与已经登记的 {there[key] or '还没有编号的一件'} 相同。")
        for row, key in keys.items()
        if key in there
    ]


def _reason(row: BookRow) -> str:
    """Why a number has no document: what the register notes, with the title of the paper that was struck out, which
    of a 工作秘密 is not shown in the register."""
    return (f"{row.note}（{row.title}）" if row.title and not row.work_secret else row.note)[:200]


def _past(ctx: Context, data: ImportBook, row: BookRow, hands: _Hands) -> from_paper.Past:
    received = _received(row)
    closed = datetime.combine(row.completed_on, EVENING, COUNTY) if row.completed_on else None
    return from_paper.Past(
        engine.Opening(
            kind=register.KIND,
            procedure=register.PROCEDURE,
            title=row.title,
            unit_id=ctx.actor.unit_id,
            urgency=GRADES[row.urgency],
            level=Level.WORK_SECRET if row.work_secret else Level.ORDINARY,
            readers=hands.readers if row.work_secret else (),
            due_at=policy.named_due(county_calendar(), received, row.due) if row.due else None,
            words=Words(label="纸质登记簿转入", text=row.note, happened_at=min(received, ctx.now)),
            state="done" if closed else "in_hand",
            assign=() if closed else hands.desk,
            opened_at=received,
            closed_at=min(closed, ctx.now) if closed else None,
        ),
        policy.receipt_number(data.series, data.year, row.serial),
    )


def _received(row: BookRow) -> datetime:
    assert row.received_on is not None, "faults_of has looked"
    return datetime.combine(row.received_on, MORNING, COUNTY)


@dataclass(frozen=True)
class _Hands:
    """Where what is not done yet lies, and who knows of a 工作秘密: the clerk who brings the register; where a command
    brings it, the unit's clerks."""

    desk: tuple[Addressee, ...] = ()
    readers: tuple[Addressee, ...] = ()


def _hands(ctx: Context, rows: Sequence[BookRow]) -> _Hands:
    """Raises `Refused` where somebody is needed and nobody is there."""
    if not any(row.completed_on is None or row.work_secret for row in rows):
        return _Hands()
    if not ctx.actor.job:
        clerk = (Addressee(ctx.actor.unit_id, ctx.actor.person_id),)
        return _Hands(clerk, clerk)
    desk = engine.desk_of(ctx.actor.unit_id, "CLERK", now=ctx.now)
    clerks = holders(desk.unit_id, desk.duty, on=ctx.now)
    return _Hands((desk,), tuple(Addressee.of_post(post) for post in clerks))


def _line(ctx: Context, data: ImportBook, row: BookRow, matter: Matter) -> IncomingDocument:
    form = old_book.FORMS.get(data.series, "document")
    return IncomingDocument(
        matter=matter,
        unit_id=ctx.actor.unit_id,
        form=form,
        channel="phone" if form == "call" else "paper",
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
        signed_at=_received(row),
    )
