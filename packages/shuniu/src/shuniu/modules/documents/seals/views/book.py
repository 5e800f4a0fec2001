"""用印登记簿: on the screen, printed, to Excel."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.screens.registers import (
    Filter,
    Register,
    a_day,
    one_of,
    some_text,
    whole_number,
)
from shuniu.kernel.platform.ui import Cell, Column, Empty, Link, Option, Row
from shuniu.kernel.platform.ui.dates import brief_day
from shuniu.modules.documents import papers
from shuniu.modules.documents.models import SealUse
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


def _seals(actor: Actor) -> tuple[Option, ...]:
    return tuple(
        Option(str(s.pk), s.name if s.active else f"{s.name}（停用）") for s in whole_register(actor.unit_id)
    )


def _states(actor: Actor) -> tuple[Option, ...]:
    return tuple(Option(value, label) for value, label in STATES.items())


FILTERS = (
    Filter("year", "年度", whole_number(1949, 2100), "number", hidden=True),
    Filter("seal", "印章", row_id, "select", 12, "{}", "别的印章", options=_seals),
    Filter("state", "状态", one_of(tuple(STATES)), "select", chip="{}", options=_states),
    Filter("paper", "文件、材料", some_text(60), chip="含“{}”"),
    Filter(
        "first",
        "从哪天",
        a_day,
        "date",
        chip="{}至{}",
        blank="年初",
        until=Filter("last", "到哪天", a_day, "date", blank="年底"),
    ),
)


def _row(part: Part, line: Line, now: datetime) -> Row:
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


def _years(actor: Actor, part: Part, now: datetime) -> Sequence[tuple[str, Part]]:
    return [(f"{year}年", of_year(part, year)) for year in years_of(actor, now)[:YEARS]]


BOOK = Register(
    address=ADDRESS,
    name="用印登记簿",
    columns=COLUMNS,
    sheet=SHEET,
    paper=papers.SEAL_BOOK,
    may_read=may_read_book,
    not_for_you=Refusal(
        Code.NOT_ALLOWED,
        "用印登记簿由本单位的印章保管人、文书、负责人和档案员查看。",
        remedy="您申请的用印，在“用印”里可以找到。",
        rule="GW-18",
    ),
    filters=FILTERS,
    begin=lambda actor, now: Part(now.astimezone(COUNTY).year),
    books=_years,
    words=lambda part: f"{part.year}年",
    read=read_book,
    place=lambda line: line.use.pk,
    row=_row,
    printed=printing.book_data,
    empty=Empty("这一部分没有用印。", "换一个年度看看，或者去掉一个条件。"),
    ways=(Link("印章", "/seals/kept/"),),
)
