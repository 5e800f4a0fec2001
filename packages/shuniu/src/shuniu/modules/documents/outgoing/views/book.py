"""发文登记簿: on the screen, printed, to Excel; reserving numbers for paper and giving them up."""

from __future__ import annotations

from dataclasses import fields as fields_of_class
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import (
    leave_record,
    paper_response,
    row_limit,
    sheet_response,
    too_many,
)
from shuniu.kernel.platform.screens.listing import UPWARDS, title_cell
from shuniu.kernel.platform.ui import Cell, Column, Empty, FilterForm, Link, ListPage, Row, page_response
from shuniu.kernel.platform.ui.dates import brief_day
from shuniu.modules.documents.incoming.book import BookPart, may_read_book, series_of
from shuniu.modules.documents.incoming.printing import day
from shuniu.modules.documents.incoming.views.books import (
    PAGE,
    address_of,
    asked_number,
    asked_part,
    part_chips,
    part_filters,
    part_tabs,
)
from shuniu.modules.documents.outgoing.book import IssueLine, issue_books_of, read_issue_book
from shuniu.modules.documents.outgoing.printing import issue_register, line_words
from shuniu.modules.documents.outgoing.who import KEEPERS
from shuniu.modules.documents.papers import issuing

ADDRESS = "/outgoing/book/"
COLUMNS = (
    Column("发文字号", "code"),
    Column("编号日期", "muted", narrow=False),
    Column("标题", "title"),
    Column("拟稿单位", "pair"),
    Column("签发", label_narrow=True),
    Column("成文日期", "muted", narrow=False),
    Column("办理情况", label_narrow=True),
)

_T = tables.Kind
SHEET = (
    tables.Column("document_number", "发文字号", 22),
    tables.Column("numbered_on", "编号日期", 12, _T.DATE),
    tables.Column("title", "标题", 50),
    tables.Column("genre", "文种", 8),
    tables.Column("level", "密级", 8),
    tables.Column("urgency", "紧急程度", 10),
    tables.Column("document_date", "成文日期", 12, _T.DATE),
    tables.Column("signatory", "签发人", 10),
    tables.Column("addressees", "主送", 30),
    tables.Column("copy_to", "抄送", 30),
    tables.Column("drafting_unit", "拟稿单位", 20),
    tables.Column("drafter", "拟稿人", 10),
    tables.Column("copies", "份数", 6, _T.INTEGER),
    tables.Column("publicity", "公开属性", 12),
    tables.Column("released_on", "印发日期", 12, _T.DATE),
    tables.Column("effect", "效力", 10),
    tables.Column("note", "备注", 30),
)
"""Every column of the 发文登记簿."""

NOT_FOR_YOU = Refusal(
    Code.NOT_ALLOWED,
    "发文登记簿由本单位的文书、负责人和档案员查看。",
    remedy="您经办过的文件，在“发文”里可以找到。",
    rule="GW-15",
)


def _part(request: HttpRequest, actor: Actor, now: datetime) -> BookPart:
    """The part that the address asks for; else the newest 机关代字 that was numbered."""
    books = issue_books_of(actor)
    return asked_part(request, now, series_of(books[0]) if books else "")


@require_GET
@require_actor
def book(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The register of one 机关代字, the newest number first, by keyset of the number."""
    if not may_read_book(actor):
        return refused_page(request, NOT_FOR_YOU)
    now = timezone.now()
    part, upwards = _part(request, actor, now), request.GET.get("order") == UPWARDS
    beyond = asked_number(request, "beyond")
    found = read_issue_book(actor, part, beyond=beyond, size=PAGE + 1, oldest_first=upwards)
    shown, more = found[:PAGE], len(found) > PAGE
    keeps = actor.holds(*KEEPERS)
    turned = replace(
        COLUMNS[0],
        sort_href=address_of(part, ADDRESS, order=None if upwards else UPWARDS),
        sorted="ascending" if upwards else "descending",
    )
    onward = {"beyond": shown[-1].serial, "order": UPWARDS if upwards else None} if more else {}
    return page_response(
        request,
        ListPage(
            title=f"{part.words}发文登记簿",
            columns=(turned, *COLUMNS[1:]),
            rows=tuple(_row(part, line, now) for line in shown),
            empty=Empty("这一本登记簿里没有发文。", "换一个年度或机关代字看看；纸质登记簿可以先开账。"),
            main=Link("预留发文字号", f"{ADDRESS}reserve/") if keeps else None,
            tabs=part_tabs(issue_books_of(actor), part, ADDRESS),
            chips=part_chips(part, ADDRESS),
            filter=FilterForm(ADDRESS, part_filters(part, "机关代字")),
            next_href=address_of(part, ADDRESS, **onward) if more else "",
            exports=(
                *(
                    (Link("开账", f"{ADDRESS}begin/"), Link("预留号作废", f"{ADDRESS}give-up/"))
                    if keeps
                    else ()
                ),
                Link("导出 Excel", address_of(part, f"{ADDRESS}book.xlsx"), icon="export"),
                Link("打印登记簿", address_of(part, f"{ADDRESS}book.pdf"), icon="print"),
            ),
            compact=True,
        ),
    )


def _row(part: BookPart, found: IssueLine, now: datetime) -> Row:
    today, document = now.astimezone(COUNTY).date(), found.document
    if document is None:
        words = {"reserved": "编号时可以选用", "void": "作废"}.get(found.state, "")
        blank = Cell("")
        title = Cell(line_words(found), note=found.reason)
        cells = (Cell(found.number), blank, title, blank, blank, blank, Cell(words))
        return Row(href=address_of(part, ADDRESS), cells=cells, voided=found.state == "void")
    matter = document.matter
    numbered, closed = day(document.numbered_at), day(matter.closed_at)
    ended = f"{brief_day(closed, today)}{matter.get_outcome_display()}" if closed else matter.standing
    dated = document.document_date
    return Row(
        href=f"/matters/{matter.pk}/",
        voided=matter.outcome == "void",
        cells=(
            Cell(found.number),
            Cell(brief_day(numbered, today) if numbered else ""),
            title_cell(matter, found.reason),
            Cell(document.drafting_unit.short_name, note=document.drafter.name),
            Cell(document.signatory),
            Cell(brief_day(dated, today) if dated else ""),
            Cell(ended),
        ),
    )


def _whole(request: HttpRequest, actor: Actor, now: datetime) -> tuple[BookPart, list[IssueLine]] | Refusal:
    """The part asked for, from the lowest number up, or why it cannot be taken out."""
    if not may_read_book(actor):
        return NOT_FOR_YOU
    part, limit = _part(request, actor, now), row_limit(now)
    found = read_issue_book(actor, part, size=limit + 1, oldest_first=True)
    return too_many(limit) if len(found) > limit else (part, found)


@require_GET
@require_actor
def book_xlsx(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The part asked for as Excel, with every column."""
    now = timezone.now()
    whole = _whole(request, actor, now)
    if isinstance(whole, Refusal):
        return refused_page(request, whole)
    data = issue_register(actor, *whole, now=now)
    names = [f.name for f in fields_of_class(issuing.IssueRow)]
    rows = [{name: getattr(row, name) for name in names} for row in data.rows]
    return sheet_response(request, actor, tables.Table(data.title, SHEET, rows), now=now)


@require_GET
@require_actor
def book_pdf(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The part asked for as it is bound: A4 landscape."""
    now = timezone.now()
    whole = _whole(request, actor, now)
    if isinstance(whole, Refusal):
        return refused_page(request, whole)
    data = issue_register(actor, *whole, now=now)
    refusal = leave_record(actor, data.title, len(data.rows), now=now)
    if refusal is not None:
        return refused_page(request, refusal)
    back = address_of(whole[0], ADDRESS)
    return paper_response(request, issuing.ISSUE_REGISTER, data, now=now, name=data.title, back=back)


@require_http_methods(["GET", "POST"])
@require_actor
def reserve(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Numbers kept for what is issued on paper."""
    return action_page(
        request,
        actor,
        "documents.outgoing.reserve_numbers",
        lead="为先在纸上发出的文件预留发文字号，编号时选用；没有用上的，在登记簿里作废。",
        back=Link("发文登记簿", ADDRESS),
    )


@require_http_methods(["GET", "POST"])
@require_actor
def give_up(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A reserved number that nothing got."""
    return action_page(
        request,
        actor,
        "documents.outgoing.give_up_number",
        lead="没有用上的预留号作废后仍列在登记簿里，不再编给别的文件。",
        back=Link("发文登记簿", ADDRESS),
    )


@require_http_methods(["GET", "POST"])
@require_actor
def begin(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A 机关代字 that goes on from its paper register."""
    return action_page(
        request,
        actor,
        "documents.outgoing.begin_numbers",
        lead="年中启用的，从纸质发文登记簿最后一个号往下编。",
        back=Link("发文登记簿", ADDRESS),
    )
