"""Writing a line of the 收文登记簿: the record beside a matter, its 收文号 and its duplicates.

Used by the actions only; everything happens in their transaction.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from shuniu.kernel.base import parameters
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.faults import Fault, require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching, engine
from shuniu.kernel.flow.context import Addressee, Context, Words, Work
from shuniu.kernel.flow.desks import find_desks, state_due, unmanned
from shuniu.kernel.flow.from_paper import Past, open_many
from shuniu.kernel.flow.models import Matter, Urgency
from shuniu.kernel.flow.moves.circulate import posts_of
from shuniu.kernel.flow.procedure import newest
from shuniu.kernel.flow.reading import may_see
from shuniu.kernel.numbering import numbers
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.people.queries import receiving_units
from shuniu.modules.documents.incoming import policy
from shuniu.modules.documents.incoming.inputs import GRADES, Paper
from shuniu.modules.documents.models import IncomingDocument, line_of

KIND = "incoming"
PROCEDURE = "documents.incoming"
UNSIGNED = "to_sign"


@dataclass(frozen=True)
class Sending:
    """What another unit's clerk finds before him: the document, how urgent, by when, and in which words it came."""

    title: str
    document_number: str
    urgency: int
    due_at: datetime | None
    words: Words
    parent: Matter | None = None


def unanswered(matter: Matter, answered_by: str = "") -> Fault | None:
    """What keeps *matter* from being closed: a 请示 whose answer is not registered, by *answered_by* or before
    (GW-08)."""
    line = line_of(matter)
    return policy.answer_fault(
        genre=line.genre, answered_by=answered_by or line.answered_by, handed_on=matter.parent_id is not None
    )


def series_key(unit_id: int, series: str) -> str:
    """The counter of a unit's 收文号 series: the registers of two offices are never mixed."""
    return numbers.series_key(KIND, unit_id, series)


def find_duplicate(unit_id: int, document_number: str, digest: str) -> IncomingDocument | None:
    """An earlier line of the same register with the same number or the same file."""
    mine = IncomingDocument.objects.filter(unit_id=unit_id).exclude(matter__outcome__in=("void", "merged"))
    key = policy.number_key(document_number)
    found = mine.filter(number_key=key).order_by("-pk").first() if key else None
    if found is None and digest:
        found = mine.filter(content_digest=digest).order_by("-pk").first()
    return found


def due_of(paper_due: object, *, form: str, grade: str, received: datetime) -> datetime:
    """When a document is due: the day that was named, else the county's limit for its grade (SX-01)."""

    calendar = county_calendar()
    if isinstance(paper_due, date):
        return policy.named_due(calendar, received, paper_due)
    key = "incoming.telegram_due_days" if form == "telegram" else "incoming.due_days"
    days = parameters.table(key, on=received.astimezone(COUNTY).date())
    return policy.default_due(calendar, received, form=form, grade=grade, days=days)


def moment_received(ctx: Context, given: datetime | None, label: str) -> datetime:
    """When a paper or a call came; now when nothing was written. Its year is that of the 收文号.

    Raises `Refused` for a time to come, and for a year whose register is closed long ago: a slip of the pen would
    open a register of its own.
    """
    received = given or ctx.now
    if received > ctx.now:
        raise refuse(Code.INVALID, f"{label}不能晚于现在，请核对。", field="received_at", rule="GW-01")
    year, today = received.astimezone(COUNTY).year, ctx.now.astimezone(COUNTY)
    if year < today.year - 1:
        raise refuse(
            Code.INVALID,
            f"{label}写的是 {year} 年，请核对年份。",
            remedy=f"这里登记今年和去年收到的；{today.year - 1} 年以前的，请用登记簿的“导入”。",
            field="received_at",
            rule="GW-02",
        )
    return received


def open_document(
    ctx: Context, paper: Paper, *, state: str, words: Words, parent: Matter | None = None
) -> Work:
    """Open the matter of *paper* in the actor's unit and write its record; no 收文号 yet.

    Raises `Refused` for a wrong grade, a duplicate not declared as none, or a time from the future.
    """
    require(policy.grade_fault(form=paper.form, grade=paper.urgency))
    require(policy.due_order_fault(document_date=paper.document_date, due=paper.due))
    received = moment_received(ctx, paper.received_at, "签收时间")
    unit_id = ctx.actor.unit_id
    earlier = find_duplicate(unit_id, paper.document_number, paper.content_digest)
    if earlier is not None and not paper.not_duplicate:
        named = f"《{earlier.matter.title}》" if may_see(ctx.actor, earlier.matter_id) else ""
        raise refuse(
            Code.RULE,
            f"可能是重复收文：与{earlier.matter.number or '还没有编号的一件'}{named}的字号或者内容相同。",
            field="not_duplicate",
            remedy="核对后如果不是同一件，请勾选“不是重复收文”再登记。",
            rule="GW-02",
        )
    due = due_of(paper.due, form=paper.form, grade=paper.urgency, received=received)
    posts = posts_of(ctx, paper.readers, field="readers")
    if paper.source_unit is not None and not receiving_units().filter(pk=paper.source_unit).exists():
        raise refuse(Code.INVALID, "县内没有这个来文单位，请重新选择。", field="source_unit")
    readers = [Addressee.of_post(p) for p in posts]
    work = engine.open_matter(
        ctx,
        engine.Opening(
            kind=KIND,
            procedure=PROCEDURE,
            title=paper.title,
            unit_id=unit_id,
            urgency=GRADES[paper.urgency],
            level=paper.level,
            due_at=due,
            parent=parent,
            readers=(Addressee(unit_id, ctx.actor.person_id), *readers),
            words=words,
            state=state,
            opened_at=received,
        ),
    )
    if paper.source_unit is not None:
        work.concern(paper.source_unit)
    IncomingDocument.objects.create(
        matter=work.matter,
        unit_id=unit_id,
        form=paper.form,
        series=paper.series,
        source=paper.source,
        source_unit_id=paper.source_unit,
        document_number=paper.document_number,
        number_key=policy.number_key(paper.document_number),
        genre=paper.genre,
        document_date=paper.document_date,
        addressees=paper.addressees,
        copy_to=paper.copy_to,
        copies=paper.copies,
        copy_number=paper.copy_number,
        annexes=paper.annexes,
        channel=paper.channel,
        summary=paper.summary,
        note=paper.note,
        signed_at=received,
        signed_by_id=ctx.actor.person_id,
        content_digest=paper.content_digest,
        read_from=paper.read_from,
    )
    hung = [attaching.Hung(stored, paper.title) for stored in paper.files]
    attaching.attach(ctx, work, ctx.entry, hung, role="original", field="files")
    return work


def send_to(ctx: Context, unit: Unit, opening: Sending, **line: Any) -> Work:
    """Open a document in another *unit*, where it waits to be signed for: the matter, and its line in the register
    there, whose other columns *line* gives. Raises `Refused` where nobody minds the unit's desk."""
    engine.desk_of(unit.pk, "CLERK", now=ctx.now)
    work = engine.open_matter(
        ctx,
        engine.Opening(
            kind=KIND,
            procedure=PROCEDURE,
            title=opening.title,
            unit_id=unit.pk,
            urgency=opening.urgency,
            due_at=opening.due_at,
            parent=opening.parent,
            words=opening.words,
        ),
    )
    IncomingDocument.objects.create(
        matter=work.matter,
        unit=unit,
        document_number=opening.document_number,
        number_key=policy.number_key(opening.document_number),
        channel=IncomingDocument.Channel.SYSTEM,
        **line,
    )
    return work


@dataclass(frozen=True)
class Copy:
    """What one of many units is sent: to whom, in which words, and the columns of its line."""

    unit: Unit
    sending: Sending
    line: Mapping[str, Any]


def send_to_many(ctx: Context, copies: Sequence[Copy]) -> list[Work]:
    """As `send_to` for many units at once, in a number of statements that hardly grows with them; each desk is told.

    Raises `Refused` where nobody minds a unit's desk: then nobody gets it.
    """
    desks = find_desks([copy.unit.pk for copy in copies], "CLERK", now=ctx.now)
    first = newest(PROCEDURE).states[UNSIGNED]
    due = state_due(first, ctx.now)
    for copy in copies:
        if copy.unit.pk not in desks:
            raise unmanned(copy.unit.short_name, "CLERK")
    past = [
        Past(
            engine.Opening(
                kind=KIND,
                procedure=PROCEDURE,
                title=copy.sending.title,
                unit_id=copy.unit.pk,
                urgency=copy.sending.urgency,
                due_at=copy.sending.due_at,
                assign=(desks[copy.unit.pk],),
                words=copy.sending.words,
            ),
            number="",
            task_due=due,
        )
        for copy in copies
    ]
    matters = open_many(ctx, past)
    IncomingDocument.objects.bulk_create(
        IncomingDocument(
            matter=matter,
            unit=copy.unit,
            document_number=copy.sending.document_number,
            number_key=policy.number_key(copy.sending.document_number),
            channel=IncomingDocument.Channel.SYSTEM,
            **copy.line,
        )
        for matter, copy in zip(matters, copies, strict=True)
    )
    for matter in matters:
        text = f"待办：{first.verb}“{matter.title}”"
        ctx.notify(desks[matter.unit_id], text, matter, urgent=matter.urgency >= Urgency.URGENT)
    return [Work(matter, []) for matter in matters]


def give_number(ctx: Context, work: Work, *, reserved: int | None = None) -> None:
    """登记: the next 收文号 of the unit's series this year, or a number reserved for paper (GW-02)."""
    incoming = line_of(work.matter)
    year = (incoming.signed_at or ctx.now).astimezone(COUNTY).year
    label = incoming.series or {"telegram": "电", "call": "话", "oral": "话"}.get(incoming.form, "收")
    key = series_key(incoming.unit_id, label)
    if reserved is None:
        serial = numbers.take(key, year, incoming.unit_id, work.matter.pk, now=ctx.now)
    else:
        numbers.fill_in(key, year, reserved, work.matter.pk)
        serial = reserved
    incoming.series, incoming.year, incoming.serial = label, year, serial
    incoming.save(update_fields=["series", "year", "serial"])
    work.matter.number = policy.receipt_number(label, year, serial)
