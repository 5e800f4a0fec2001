"""收文登记簿: on the screen, printed, to Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from urllib.parse import urlencode

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.numbering.models import Counter
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.screens.listing import title_cell
from shuniu.kernel.platform.screens.registers import Filter, Register, whole_number
from shuniu.kernel.platform.ui import Cell, Column, Empty, Link, Option, Row
from shuniu.kernel.platform.ui.dates import brief_day
from shuniu.modules.documents import papers
from shuniu.modules.documents.incoming.actions.books import DEFAULT_SERIES
from shuniu.modules.documents.incoming.book import (
    BookLine,
    BookPart,
    NumberLine,
    books_of,
    may_read_book,
    read_book,
    series_of,
)
from shuniu.modules.documents.incoming.presentation import source_cell
from shuniu.modules.documents.incoming.printing import day, line_words, register_data
from shuniu.modules.documents.incoming.who import REGISTRARS

ADDRESS = "/incoming/book/"
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


def _year(text: str) -> int | None:
    """A year, or 0 for a series that is numbered through."""
    return 0 if text == "0" else whole_number(1949, 2100)(text)


def part_filters(series: str) -> tuple[Filter, ...]:
    """The fields that choose a part of a numbered register, whose series are called *series*."""
    return (
        Filter("year", "年度", _year, "number"),
        Filter("series", series, lambda text: text[:40], width=8),
        Filter("month", "月份", whole_number(1, 12), "select", 12, "{}", options=_months),
        Filter(
            "first",
            "从第几号",
            whole_number(),
            "number",
            chip="{}—{}号",
            blank="1",
            until=Filter("last", "到第几号", whole_number(), "number", blank="最后"),
        ),
    )


def _months(actor: Actor) -> tuple[Option, ...]:
    return tuple(Option(str(m), f"{m}月") for m in range(1, 13))


def part_tabs(counters: Sequence[Counter]) -> list[tuple[str, BookPart]]:
    """The newest of the registers *counters*, each with its year and series."""
    return [
        (f"{b.year}年 {series_of(b)}" if b.year else series_of(b), BookPart(b.year, series_of(b)))
        for b in counters[:TABS]
    ]


def blank_row(found: NumberLine, href: str, words: str) -> Row:
    """A number without a document that may be shown: *words* say what becomes of a reserved one."""
    blank, void = Cell(""), found.state == "void"
    title = Cell(line_words(found), note=found.reason)
    said = words if found.state == "reserved" else "作废" if void else ""
    return Row(
        href=href, cells=(Cell(found.number), blank, title, blank, blank, blank, Cell(said)), voided=void
    )


def standing_words(matter: Matter, today: date) -> str:
    """How the matter ended and when, else where it stands."""
    closed = day(matter.closed_at)
    return f"{brief_day(closed, today)}{matter.get_outcome_display()}" if closed else matter.standing


def _row(part: BookPart, found: BookLine, now: datetime) -> Row:
    today, line = now.astimezone(COUNTY).date(), found.line
    if line is None:
        asked = urlencode({"number": found.serial, "year": part.year, "series": part.series})
        reserved = found.state == "reserved"
        href = f"{ADDRESS}fill-in/?{asked}" if reserved else BOOK.address_of(part)
        return blank_row(found, href, "可以补登、作废")
    matter = line.matter
    signed, due = day(line.signed_at), day(matter.due_at)
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
            Cell(standing_words(matter, today)),
        ),
    )


BOOK = Register(
    address=ADDRESS,
    name="收文登记簿",
    columns=COLUMNS,
    sheet=SHEET,
    paper=papers.REGISTER,
    may_read=may_read_book,
    not_for_you=Refusal(
        Code.NOT_ALLOWED,
        "收文登记簿由本单位的文书、负责人和档案员查看。",
        remedy="您经办过的文件，在“收文”里可以找到。",
        rule="GW-02",
    ),
    filters=part_filters("收文序列"),
    begin=lambda actor, now: BookPart(now.astimezone(COUNTY).year, DEFAULT_SERIES),
    books=lambda actor, part, now: part_tabs(books_of(actor)),
    words=lambda part: part.words,
    read=read_book,
    place=lambda found: found.serial,
    row=_row,
    printed=register_data,
    empty=Empty(
        "这一本登记簿里没有收文。",
        "换一个年度或序列看看；纸质登记簿可以先开账，或者整本导入。",
        Link("导入登记簿", f"{ADDRESS}import/"),
    ),
    keeps=lambda actor: actor.holds(*REGISTRARS),
    main=Link("预留收文号", f"{ADDRESS}reserve/"),
    links=(Link("开账", f"{ADDRESS}begin/"), Link("导入", f"{ADDRESS}import/")),
)
