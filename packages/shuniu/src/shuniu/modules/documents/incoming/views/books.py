"""收文登记簿: on the screen, printed, to Excel."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields as fields_of_class
from dataclasses import replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.numbering.models import Counter
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import (
    leave_record,
    paper_response,
    row_limit,
    sheet_response,
    too_many,
)
from shuniu.kernel.platform.screens.listing import UPWARDS, title_cell
from shuniu.kernel.platform.ui import (
    Cell,
    Chip,
    Column,
    Empty,
    Field,
    FilterForm,
    Link,
    ListPage,
    Option,
    Row,
    Tab,
    page_response,
)
from shuniu.kernel.platform.ui.dates import brief_day
from shuniu.modules.documents import papers
from shuniu.modules.documents.incoming.actions.books import DEFAULT_SERIES
from shuniu.modules.documents.incoming.book import (
    BookLine,
    BookPart,
    books_of,
    may_read_book,
    read_book,
    series_of,
)
from shuniu.modules.documents.incoming.presentation import source_cell
from shuniu.modules.documents.incoming.printing import day, line_words, register_data, register_row
from shuniu.modules.documents.incoming.who import REGISTRARS

ADDRESS = "/incoming/book/"
PAGE = 50
TABS = 8
NO_NUMBER = Refusal(Code.NOT_FOUND, "没有指明是哪一个预留号，请在登记簿里按预留的那一行。", rule="GW-02")

COLUMNS = (
    Column("收文号", "code"),
    Column("收文日期", "muted", narrow=False),
    Column("标题", "title"),
    Column("来文", "pair"),
    Column("主办", label_narrow=True),
    Column("时限", "muted", narrow=False),
    Column("办理情况", label_narrow=True),
)

_T = tables.Kind
SHEET = (
    tables.Column("receipt_number", "收文号", 16),
    tables.Column("received_at", "收文日期时间", 18, _T.MOMENT),
    tables.Column("from_unit", "来文单位", 24),
    tables.Column("document_number", "来文字号", 22),
    tables.Column("title", "标题", 50),
    tables.Column("genre", "文种", 8),
    tables.Column("level", "密级", 8),
    tables.Column("urgency", "紧急程度", 10),
    tables.Column("document_date", "成文日期", 12, _T.DATE),
    tables.Column("copies", "份数", 6, _T.INTEGER),
    tables.Column("copy_number", "份号", 10),
    tables.Column("addressee", "主送", 24),
    tables.Column("channel", "收件方式", 12),
    tables.Column("annexes", "附件数", 8, _T.INTEGER),
    tables.Column("signed_by", "签收人", 10),
    tables.Column("handling", "办理类型", 10),
    tables.Column("lead", "主办", 20),
    tables.Column("due_on", "办理时限", 12, _T.DATE),
    tables.Column("completed_on", "办结日期", 12, _T.DATE),
    tables.Column("archival_code", "归档号", 16),
    tables.Column("note", "备注", 30),
)
"""Every column of the 收文登记簿 (domain report §3.6)."""


def asked_number(request: HttpRequest, name: str, low: int = 1, high: int = 999_999_999) -> int | None:
    """The number that the address gives as *name*, if it is one between *low* and *high*."""
    text = request.GET.get(name, "")
    if not text.isdecimal() or len(text) > 9:
        return None
    return int(text) if low <= int(text) <= high else None


def asked_part(request: HttpRequest, now: datetime, series: str = DEFAULT_SERIES) -> BookPart:
    """The part of the register that the address asks for; this year's *series* when it says nothing."""
    return BookPart(
        year=asked_number(request, "year", 1949, 2100) or now.astimezone(COUNTY).year,
        series=request.GET.get("series", series)[:40],
        month=asked_number(request, "month", 1, 12),
        first=asked_number(request, "first"),
        last=asked_number(request, "last"),
    )


def address_of(part: BookPart, path: str = ADDRESS, **more: object) -> str:
    """The address of *part*."""
    said = {
        "year": part.year,
        "series": part.series,
        "month": part.month,
        "first": part.first,
        "last": part.last,
    }
    return f"{path}?{urlencode({k: v for k, v in {**said, **more}.items() if v is not None})}"


def _not_for_you() -> Refusal:
    return Refusal(
        Code.NOT_ALLOWED,
        "收文登记簿由本单位的文书、负责人和档案员查看。",
        remedy="您经办过的文件，在“收文”里可以找到。",
        rule="GW-02",
    )


@require_GET
@require_actor
def book(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The register of the actor's unit, the newest number first, by keyset of the 收文号."""
    if not may_read_book(actor):
        return refused_page(request, _not_for_you())
    now = timezone.now()
    part, upwards = asked_part(request, now), request.GET.get("order") == UPWARDS
    beyond = asked_number(request, "beyond")
    found = read_book(actor, part, beyond=beyond, size=PAGE + 1, oldest_first=upwards)
    shown, more = found[:PAGE], len(found) > PAGE
    writes = actor.holds(*REGISTRARS)
    return page_response(
        request,
        ListPage(
            title=f"{part.words}收文登记簿",
            columns=(_turning(part, upwards), *COLUMNS[1:]),
            rows=tuple(_row(part, line, now) for line in shown),
            empty=Empty(
                "这一本登记簿里没有收文。",
                "换一个年度或序列看看；纸质登记簿可以先开账，或者整本导入。",
                Link("导入登记簿", f"{ADDRESS}import/") if writes else None,
            ),
            main=Link("预留收文号", f"{ADDRESS}reserve/") if writes else None,
            tabs=part_tabs(books_of(actor), part),
            chips=part_chips(part),
            filter=FilterForm(ADDRESS, part_filters(part, "收文序列")),
            next_href=address_of(part, beyond=shown[-1].serial, order=UPWARDS if upwards else None)
            if more
            else "",
            exports=(
                *((Link("开账", f"{ADDRESS}begin/"), Link("导入", f"{ADDRESS}import/")) if writes else ()),
                Link("导出 Excel", address_of(part, f"{ADDRESS}book.xlsx"), icon="export"),
                Link("打印登记簿", address_of(part, f"{ADDRESS}book.pdf"), icon="print"),
            ),
            compact=True,
        ),
    )


def _turning(part: BookPart, upwards: bool) -> Column:
    """收文号, the one column the register is sorted by, with the way to turn it round."""
    href = address_of(part, order=None if upwards else UPWARDS)
    return replace(COLUMNS[0], sort_href=href, sorted="ascending" if upwards else "descending")


def _row(part: BookPart, found: BookLine, now: datetime) -> Row:
    today, line = now.astimezone(COUNTY).date(), found.line
    if line is None:
        words = {"reserved": "可以补登、作废", "void": "作废"}.get(found.state, "")
        blank = Cell("")
        href = (
            f"{ADDRESS}fill-in/?{urlencode({'number': found.serial, 'year': part.year, 'series': part.series})}"
            if found.state == "reserved"
            else address_of(part)
        )
        title = Cell(line_words(found), note=found.reason)
        cells = (Cell(found.number), blank, title, blank, blank, blank, Cell(words))
        return Row(href=href, cells=cells, voided=found.state == "void")
    matter = line.matter
    signed, due, closed = day(line.signed_at), day(matter.due_at), day(matter.closed_at)
    ended = f"{brief_day(closed, today)}{matter.get_outcome_display()}" if closed else matter.standing
    return Row(
        href=f"/matters/{matter.pk}/",
        voided=matter.outcome == "void",
        cells=(
            Cell(found.number),
            Cell(brief_day(signed, today) if signed else ""),
            title_cell(matter, found.reason),
            source_cell(line),
            Cell(line.lead),
            Cell(brief_day(due, today) if due else ""),
            Cell(ended),
        ),
    )


def part_tabs(counters: Sequence[Counter], part: BookPart, path: str = ADDRESS) -> tuple[Tab, ...]:
    """The newest of the registers *counters*, each with its year and series."""
    return tuple(
        Tab(
            f"{b.year}年 {series_of(b)}",
            address_of(BookPart(b.year, series_of(b)), path),
            current=(b.year, series_of(b)) == (part.year, part.series),
        )
        for b in counters[:TABS]
    )


def part_chips(part: BookPart, path: str = ADDRESS) -> tuple[Chip, ...]:
    """What the part is narrowed by, each with the way to take it off."""
    found = []
    if part.month:
        whole = BookPart(part.year, part.series, None, part.first, part.last)
        found.append(Chip(f"{part.month}月", address_of(whole, path)))
    if part.first or part.last:
        whole = BookPart(part.year, part.series, part.month)
        found.append(Chip(f"{part.first or 1}—{part.last or '最后'}号", address_of(whole, path)))
    return tuple(found)


def part_filters(part: BookPart, series: str) -> tuple[Field, ...]:
    """The fields that choose a part of a register, whose series are called *series*."""
    months = tuple(Option(str(m), f"{m}月") for m in range(1, 13))
    return (
        Field("year", "年度", "number", value=str(part.year), width=6),
        Field("series", series, value=part.series, width=8),
        Field("month", "月份", "select", value=str(part.month or ""), options=months),
        Field("first", "从第几号", "number", value=str(part.first or ""), width=6),
        Field("last", "到第几号", "number", value=str(part.last or ""), width=6),
    )


def _whole(request: HttpRequest, actor: Actor, now: datetime) -> tuple[BookPart, list[BookLine]] | Refusal:
    """The part asked for, from the lowest number up, or why it cannot be taken out."""
    if not may_read_book(actor):
        return _not_for_you()
    part, limit = asked_part(request, now), row_limit(now)
    found = read_book(actor, part, size=limit + 1, oldest_first=True)
    return too_many(limit) if len(found) > limit else (part, found)


@require_GET
@require_actor
def book_xlsx(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The part asked for as Excel, with every column of §3.6."""
    now = timezone.now()
    whole = _whole(request, actor, now)
    if isinstance(whole, Refusal):
        return refused_page(request, whole)
    data = register_data(actor, *whole, now=now)
    names = [f.name for f in fields_of_class(papers.RegisterRow)]
    rows = [{name: getattr(row, name) for name in names} for row in map(register_row, whole[1])]
    return sheet_response(request, actor, tables.Table(data.title, SHEET, rows), now=now)


@require_GET
@require_actor
def book_pdf(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The part asked for as it is bound: A4 landscape."""
    now = timezone.now()
    whole = _whole(request, actor, now)
    if isinstance(whole, Refusal):
        return refused_page(request, whole)
    data = register_data(actor, *whole, now=now)
    refusal = leave_record(actor, data.title, len(data.rows), now=now)
    if refusal is not None:
        return refused_page(request, refusal)
    back = address_of(whole[0])
    return paper_response(request, papers.REGISTER, data, now=now, name=data.title, back=back)
