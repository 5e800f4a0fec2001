"""机要件占位登记簿: on the screen, printed, to Excel; and the three forms that fill it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.registers import Filter, Register, one_of, some_text, whole_number
from shuniu.kernel.platform.ui import Cell, Column, Empty, Link, Option, Row, moment_text
from shuniu.modules.confidential import papers
from shuniu.modules.confidential.models import RoomLine
from shuniu.modules.confidential.room import printing
from shuniu.modules.confidential.room.queries import (
    BACK,
    HERE,
    Part,
    may_keep,
    may_read,
    read_lines,
    years_of,
)

ADDRESS = "/confidential/room/"
NEW = Link("登记机要件占位", f"{ADDRESS}new/")
YEARS = 6
STATES = {HERE: "在本单位", BACK: "已清退"}
SOURCES = {value: str(label) for value, label in RoomLine.Source.choices}

COLUMNS = (
    Column("收件号", "code"),
    Column("收件时间", "muted"),
    Column("来文单位类别", "name"),
    Column("存放处", "title"),
    Column("签收、保管", "pair"),
    Column("状态", "pair"),
)

_T = tables.Kind
SHEET = (
    tables.Column("number", "收件号", 18),
    tables.Column("received_at", "收件时间", 18, _T.MOMENT),
    tables.Column("source", "来文单位类别", 18),
    tables.Column("place", "存放处", 30),
    tables.Column("signed_by", "签收人", 12),
    tables.Column("keeper", "保管人", 12),
    tables.Column("entered_by", "登记人", 12),
    tables.Column("returned_at", "清退时间", 18, _T.MOMENT),
    tables.Column("returned_by", "清退经手人", 12),
)


def _options(words: dict[str, str]) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in words.items())


FILTERS = (
    Filter("year", "年度", whole_number(1949, 2100), "number", hidden=True),
    Filter(
        "source",
        "来文单位类别",
        one_of(tuple(SOURCES)),
        "select",
        chip="{}",
        options=lambda actor: _options(SOURCES),
    ),
    Filter(
        "state",
        "状态",
        one_of(tuple(STATES)),
        "select",
        chip="{}",
        options=lambda actor: _options(STATES),
    ),
    Filter("keeper", "保管人", some_text(20), chip="{}保管"),
)


def _row(part: Part, line: RoomLine, now: datetime) -> Row:
    today = now.astimezone(COUNTY).date()
    back = line.returned_at
    state = Cell("在本单位")
    if back is not None and line.returned_by is not None:
        when = moment_text(back.astimezone(COUNTY), today)
        state = Cell("已清退", note=f"{when}，{line.returned_by.name}经手")
    return Row(
        href=ADDRESS if back is not None else f"{ADDRESS}give-back/?line={line.pk}",
        cells=(
            Cell(line.number),
            Cell(moment_text(line.received_at.astimezone(COUNTY), today)),
            Cell(line.get_source_display()),
            Cell(line.place),
            Cell(f"{line.keeper.name}保管", note=f"{line.signed_by.name}签收"),
            state,
        ),
    )


def _years(actor: Actor, part: Part, now: datetime) -> Sequence[tuple[str, Part]]:
    return [(f"{year}年", replace(part, year=year)) for year in years_of(actor, now)[:YEARS]]


NOT_FOR_YOU = Refusal(
    Code.NOT_ALLOWED,
    "机要件占位登记簿由本单位的保密员、文书、联络员和负责人查看。",
    remedy="需要查的，请找本单位保密员。",
    rule="BM-05",
)
NOT_KEEPER = Refusal(
    Code.NOT_ALLOWED,
    "机要件占位由本单位的保密员、文书或者联络员登记。",
    remedy="收到机要件的，请交给他们登记。",
    rule="BM-05",
)
LEAD = "只登记有这么一份、放在哪里、谁经手：不写标题、文号、密级和内容，也不放文件。机要件本身在机要室办理。"

BOOK = Register(
    address=ADDRESS,
    name="机要件占位登记簿",
    columns=COLUMNS,
    sheet=SHEET,
    paper=papers.ROOM_BOOK,
    may_read=may_read,
    not_for_you=NOT_FOR_YOU,
    filters=FILTERS,
    begin=lambda actor, now: Part(now.astimezone(COUNTY).year),
    books=_years,
    words=lambda part: f"{part.year}年",
    read=read_lines,
    place=lambda line: line.pk,
    row=_row,
    printed=printing.book_data,
    empty=Empty("这一部分没有机要件占位。", "收到机要件，从这里登记占位，不写标题和文号。", NEW),
    recorded="机要占位登记簿",
    keeps=may_keep,
    main=NEW,
    links=(Link("移交机要件", f"{ADDRESS}hand-over/"), Link("登记清退", f"{ADDRESS}give-back/")),
)
HOW = {
    "receive": LEAD,
    "hand_over": "当面点清再移交；换了存放处的，写新的存放处。不写标题和文号。",
    "give_back": "清退以后这一行仍留在登记簿里。",
}


@require_http_methods(["GET", "POST"])
@require_actor
def receive(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form by which a confidential paper gets its line."""
    return _form(request, actor, "receive")


@require_http_methods(["GET", "POST"])
@require_actor
def hand_over(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of handing a paper over to another keeper."""
    return _form(request, actor, "hand_over")


@require_http_methods(["GET", "POST"])
@require_actor
def give_back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of giving a paper back."""
    return _form(request, actor, "give_back")


def _form(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    if not may_keep(actor):
        return refused_page(request, NOT_KEEPER)
    line = row_id(request.GET.get("line", ""))
    return action_page(
        request,
        actor,
        f"confidential.room.{name}",
        lead=HOW[name],
        back=Link("机要件占位登记簿", ADDRESS),
        values={"line": line} if line is not None else None,
        done_href=ADDRESS,
    )
