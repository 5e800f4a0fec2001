"""发文登记簿: on the screen, printed, to Excel; reserving numbers for paper and giving them up."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.listing import title_cell
from shuniu.kernel.platform.screens.registers import Register
from shuniu.kernel.platform.ui import Cell, Column, Empty, Link, Row
from shuniu.kernel.platform.ui.dates import brief_day
from shuniu.modules.documents.incoming.book import BookPart, may_read_book, series_of
from shuniu.modules.documents.incoming.printing import day
from shuniu.modules.documents.incoming.views.books import blank_row, part_filters, part_tabs, standing_words
from shuniu.modules.documents.outgoing.actions.number import THROUGH
from shuniu.modules.documents.outgoing.book import IssueLine, issue_books_of, read_issue_book
from shuniu.modules.documents.outgoing.printing import issue_register
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


def _begin(actor: Actor, now: datetime) -> BookPart:
    """This year of the newest 机关代字 that was numbered."""
    books = [book for book in issue_books_of(actor) if book.year != THROUGH]
    return BookPart(now.astimezone(COUNTY).year, series_of(books[0]) if books else "")


def _row(part: BookPart, found: IssueLine, now: datetime) -> Row:
    today, document = now.astimezone(COUNTY).date(), found.document
    if document is None:
        return blank_row(found, BOOK.address_of(part), "编号时可以选用")
    matter = document.matter
    numbered, dated = day(document.numbered_at), document.document_date
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
            Cell(standing_words(matter, today)),
        ),
    )


BOOK = Register(
    address=ADDRESS,
    name="发文登记簿",
    columns=COLUMNS,
    sheet=SHEET,
    paper=issuing.ISSUE_REGISTER,
    may_read=may_read_book,
    not_for_you=Refusal(
        Code.NOT_ALLOWED,
        "发文登记簿由本单位的文书、负责人和档案员查看。",
        remedy="您经办过的文件，在“发文”里可以找到。",
        rule="GW-15",
    ),
    filters=part_filters("机关代字"),
    begin=_begin,
    books=lambda actor, part, now: part_tabs(issue_books_of(actor)),
    words=lambda part: part.words,
    read=read_issue_book,
    place=lambda found: found.serial,
    row=_row,
    printed=issue_register,
    empty=Empty("这一本登记簿里没有发文。", "换一个年度或机关代字看看；纸质登记簿可以先开账。"),
    keeps=lambda actor: actor.holds(*KEEPERS),
    main=Link("预留发文字号", f"{ADDRESS}reserve/"),
    links=(Link("开账", f"{ADDRESS}begin/"), Link("预留号作废", f"{ADDRESS}give-up/")),
)


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
