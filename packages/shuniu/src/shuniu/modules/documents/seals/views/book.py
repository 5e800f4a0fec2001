"""用印登记簿: on the screen, printed, to Excel."""

from __future__ import annotations

from dataclasses import replace
from datetime import date, datetime
from typing import Any
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
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
from shuniu.kernel.platform.screens.listing import UPWARDS
from shuniu.kernel.platform.ui import (
    Cell,
    Chip,
    Column,
    Empty,
    Field,
    FilterForm,
    Hidden,
    Link,
    ListPage,
    Option,
    Row,
    Tab,
    page_response,
)
from shuniu.kernel.platform.ui.dates import brief_day
from shuniu.modules.documents import papers
from shuniu.modules.documents.models import Seal, SealUse
from shuniu.modules.documents.seals import printing
from shuniu.modules.documents.seals.book import (
    MISSING,
    Line,
    Part,
    may_read_book,
    of_year,
    read_book,
    years_of,
)
from shuniu.modules.documents.seals.keeping import whole_register

ADDRESS = "/seals/book/"
PAGE = 50
YEARS = 6
STATES = {**{value: str(label) for value, label in SealUse.State.choices}, MISSING: "盖章件没有归入"}

COLUMNS = (
    Column("用印号", "code"),
    Column("日期", "muted", narrow=False),
    Column("文件、材料", "title"),
    Column("印章", "pair"),
    Column("批准、用印", "pair"),
    Column("状态", "pair"),
)

_T = tables.Kind
SHEET = (
    tables.Column("number", "用印号", 16),
    tables.Column("asked_on", "申请日期", 12, _T.DATE),
    tables.Column("used_at", "用印时间", 18, _T.MOMENT),
    tables.Column("paper", "文件、材料名称", 50),
    tables.Column("sort", "类别", 12),
    tables.Column("reason", "用印事由", 30),
    tables.Column("seal", "印章", 30),
    tables.Column("seal_kind", "印章种类", 14),
    tables.Column("copies", "批准份数", 10, _T.INTEGER),
    tables.Column("used_copies", "用印份数", 10, _T.INTEGER),
    tables.Column("basis", "领导批准情况", 30),
    tables.Column("approved_by", "批准人", 10),
    tables.Column("asked_by", "经办人", 10),
    tables.Column("used_by", "用印人", 10),
    tables.Column("supervisor", "监印人", 10),
    tables.Column("manner", "用印方式", 12),
    tables.Column("state", "状态", 16),
    tables.Column("copy", "盖章件", 12),
    tables.Column("note", "备注", 40),
)
"""Every column of the 用印登记簿 (domain report §3.6)."""


def _not_for_you() -> Refusal:
    return Refusal(
        Code.NOT_ALLOWED,
        "用印登记簿由本单位的印章保管人、文书、负责人和档案员查看。",
        remedy="您申请的用印，在“用印”里可以找到。",
        rule="GW-18",
    )


def _day(text: str) -> date | None:
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None


def asked_part(request: HttpRequest, now: datetime) -> Part:
    """The part of the register that the address asks for; this year's when it says nothing."""
    said, this = request.GET, now.astimezone(COUNTY).year
    text = said.get("year", "")
    year = int(text) if text.isdecimal() and len(text) == 4 and int(text) >= 1949 else this
    state = said.get("state", "")
    return Part(
        year=year,
        seal=row_id(said.get("seal", "")),
        first=_day(said.get("first", "")),
        last=_day(said.get("last", "")),
        state=state if state in STATES else "",
        paper=said.get("paper", "").strip()[:60],
    )


def _said(part: Part) -> dict[str, str]:
    days = {"first": part.first, "last": part.last}
    return {
        "year": str(part.year),
        **({"seal": str(part.seal)} if part.seal is not None else {}),
        **{key: day.isoformat() for key, day in days.items() if day is not None},
        **({"state": part.state} if part.state else {}),
        **({"paper": part.paper} if part.paper else {}),
    }


def address_of(part: Part, path: str = ADDRESS, **more: str) -> str:
    """The address of *part*."""
    return f"{path}?{urlencode({**_said(part), **more})}"


@require_GET
@require_actor
def book(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The register of the actor's unit, the newest line first, by keyset."""
    if not may_read_book(actor):
        return refused_page(request, _not_for_you())
    now = timezone.now()
    part, upwards = asked_part(request, now), request.GET.get("order") == UPWARDS
    beyond = row_id(request.GET.get("beyond", ""))
    found = read_book(actor, part, beyond=beyond, size=PAGE + 1, oldest_first=upwards)
    shown, more = found[:PAGE], len(found) > PAGE
    turned = {"order": UPWARDS} if upwards else {}
    seals = whole_register(actor.unit_id)
    return page_response(
        request,
        ListPage(
            title=f"{part.year}年用印登记簿",
            columns=(_turning(part, upwards), *COLUMNS[1:]),
            rows=tuple(_row(line, now) for line in shown),
            empty=Empty("这一部分没有用印。", "换一个年度看看，或者去掉一个条件。"),
            tabs=_tabs(actor, part, now),
            chips=_chips(part, seals),
            filter=FilterForm(ADDRESS, _filters(part, seals), (Hidden("year", str(part.year)),)),
            next_href=address_of(part, beyond=str(shown[-1].use.pk), **turned) if more else "",
            exports=(
                Link("印章", "/seals/kept/"),
                Link("导出 Excel", address_of(part, f"{ADDRESS}book.xlsx"), icon="export"),
                Link("打印登记簿", address_of(part, f"{ADDRESS}book.pdf"), icon="print"),
            ),
            compact=True,
        ),
    )


def _turning(part: Part, upwards: bool) -> Column:
    href = address_of(part, **({} if upwards else {"order": UPWARDS}))
    return replace(COLUMNS[0], sort_href=href, sorted="ascending" if upwards else "descending")


def _row(line: Line, now: datetime) -> Row:
    use, today = line.use, now.astimezone(COUNTY).date()
    when = (use.used_at or use.asked_at).astimezone(COUNTY).date()
    count = f"{use.used_copies} 份" if use.used_at else f"申请 {use.copies} 份"
    approver = f"{use.approved_by.name}批准" if use.approved_by else ""
    hands = f"{use.used_by.name}用印，{use.supervisor.name}监印" if use.used_by and use.supervisor else ""
    filed = printing.copy_word(use)
    return Row(
        href=f"/matters/{use.matter_id}/" if use.matter_id else ADDRESS,
        cells=(
            Cell(use.number or "未用印"),
            Cell(brief_day(when, today)),
            Cell(line.paper, marks=() if use.sort == SealUse.Sort.DOCUMENT else (use.get_sort_display(),)),
            Cell(use.seal.name, note=count),
            Cell(approver, note=hands),
            Cell(line.state, note=f"盖章件{filed}" if filed else ""),
        ),
        voided=use.state in {SealUse.State.WITHDRAWN, SealUse.State.LAPSED, SealUse.State.REFUSED},
    )


def _tabs(actor: Actor, part: Part, now: datetime) -> tuple[Tab, ...]:
    return tuple(
        Tab(f"{year}年", address_of(of_year(part, year)), current=year == part.year)
        for year in years_of(actor, now)[:YEARS]
    )


def _chips(part: Part, seals: list[Seal]) -> tuple[Chip, ...]:
    names = {seal.pk: seal.name for seal in seals}
    found = []
    if part.seal is not None:
        found.append(Chip(names.get(part.seal, "别的印章"), address_of(replace(part, seal=None))))
    if part.state:
        found.append(Chip(STATES[part.state], address_of(replace(part, state=""))))
    if part.paper:
        found.append(Chip(f"含“{part.paper}”", address_of(replace(part, paper=""))))
    if part.first or part.last:
        words = f"{part.first or '年初'}至{part.last or '年底'}"
        found.append(Chip(words, address_of(replace(part, first=None, last=None))))
    return tuple(found)


def _filters(part: Part, seals: list[Seal]) -> tuple[Field, ...]:
    names = tuple(Option(str(s.pk), s.name if s.active else f"{s.name}（停用）") for s in seals)
    states = tuple(Option(value, label) for value, label in STATES.items())
    return (
        Field("seal", "印章", "select", value=str(part.seal or ""), options=names),
        Field("state", "状态", "select", value=part.state, options=states, width=6),
        Field("paper", "文件、材料", value=part.paper, width=6),
        Field("first", "从哪天", "date", value=part.first.isoformat() if part.first else "", width=6),
        Field("last", "到哪天", "date", value=part.last.isoformat() if part.last else "", width=6),
    )


def _whole(request: HttpRequest, actor: Actor, now: datetime) -> tuple[Part, list[Line]] | Refusal:
    """The part asked for, from the oldest line on, or why it cannot be taken out."""
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
    rows: list[dict[str, Any]] = [printing.cells_of(line) for line in whole[1]]
    title = printing.title_of(actor, whole[0])
    return sheet_response(request, actor, tables.Table(title, SHEET, rows), now=now)


@require_GET
@require_actor
def book_pdf(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The part asked for as it is bound: A4 landscape."""
    now = timezone.now()
    whole = _whole(request, actor, now)
    if isinstance(whole, Refusal):
        return refused_page(request, whole)
    data = printing.book_data(actor, *whole, now=now)
    refusal = leave_record(actor, data.title, len(data.rows), now=now)
    if refusal is not None:
        return refused_page(request, refusal)
    return paper_response(
        request, papers.SEAL_BOOK, data, now=now, name=data.title, back=address_of(whole[0])
    )
