"""发文总量: the board, the list behind each of its figures, Excel and paper."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.basis import basis
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import (
    leave_record,
    paper_response,
    sheet_response,
    watermark,
)
from shuniu.kernel.platform.ui import (
    Bar,
    Chart,
    Colour,
    Field,
    Figure,
    FigureBoard,
    FigureRow,
    FigureTable,
    FilterForm,
    Hidden,
    Light,
    Link,
    Num,
    Tab,
    page_response,
)
from shuniu.modules.documents.outgoing import board, board_tables, scopes
from shuniu.modules.documents.outgoing.board import Overview
from shuniu.modules.documents.outgoing.board_tables import BoardTable, Entry
from shuniu.modules.documents.outgoing.scopes import Scope
from shuniu.modules.documents.outgoing.who import APPROVERS, KEEPERS
from shuniu.modules.documents.papers import lean as papers

ADDRESS = "/outgoing/board/"
BEHIND = f"{ADDRESS}documents/"
NOT_FOR_YOU = Refusal(
    Code.NOT_ALLOWED,
    "发文总量由领导、办公室和各单位的起草人查看。",
    remedy="如果您另有岗位，请在右上角换一个身份。",
    rule="JW-01",
)
LIGHTS = {"green": "在上年总数以内", "yellow": "接近上年总数", "red": "已到上年总数", "grey": "没有上年总数"}


@dataclass(frozen=True)
class Asked:
    """Which board: whose figures, of which year, on which day."""

    scope: Scope
    year: int
    today: date

    @property
    def through(self) -> int:
        """The last month of the year that has begun."""
        return self.today.month if self.year == self.today.year else 12

    @property
    def called(self) -> tuple[str, str]:
        """What the year and the one before it are called on that day."""
        return ("今年", "去年") if self.year == self.today.year else (f"{self.year}年", f"{self.year - 1}年")

    def href(self, path: str = ADDRESS, **more: object) -> str:
        """An address of this board, narrowed by *more*."""
        said = {"of": self.scope.key, "year": self.year, **more}
        return f"{path}?{urlencode({k: v for k, v in said.items() if v not in (None, '')})}"

    @property
    def title(self) -> str:
        return f"{self.scope.words}{self.year}年发文总量"


def asked_board(request: HttpRequest, actor: Actor, now: datetime) -> Asked | Refusal:
    """What the address asks for, or why this actor has no such board."""
    today = now.astimezone(COUNTY).date()
    scope = scopes.scope_for(actor, request.GET.get("of", ""))
    if scope is None:
        return NOT_FOR_YOU
    text = request.GET.get("year", "")
    year = int(text) if text.isdecimal() and 2000 <= int(text) <= today.year else today.year
    return Asked(scope, year, today)


def tabs_of(actor: Actor, asked: Scope, href: str) -> tuple[Tab, ...]:
    """The scopes that *actor* may look at, where there are several."""
    found = scopes.scopes_of(actor)
    if len(found) < 2:
        return ()
    label = {s.key: s.office.short_name if s.office is not None else "本单位起草" for s in found}
    return tuple(Tab(label[s.key], f"{href}of={s.key}", current=s.key == asked.key) for s in found)


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The board: how the year stands, and a table for each question."""
    now = timezone.now()
    asked = asked_board(request, actor, now)
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    found = board.overview_of(asked.scope, asked.year, on=asked.today)
    parts = _tables(found, asked)
    keeps = asked.scope.office is not None and asked.scope.office.pk == actor.unit_id
    return page_response(
        request,
        FigureBoard(
            title="发文总量",
            note=f"{asked.scope.words} · {asked.year}年 · 编号时计数，没有字号的核发时计数；编号后作废、没有发出的不计"
            + ("；含纸质登记簿的数" if found.from_paper else ""),
            standing=_standing(found),
            advice=found.room.words if found.room is not None else "",
            ways=_ways(actor, asked, found, keeps),
            figures=_figures(found, asked),
            tables=tuple(_table(part, asked) for part in parts),
            tabs=tabs_of(actor, asked.scope, f"{ADDRESS}?year={asked.year}&"),
            filter=FilterForm(
                ADDRESS,
                (Field("year", "年度", "number", value=str(asked.year), width=6),),
                (Hidden("of", asked.scope.key),),
            ),
            exports=(
                Link("上一年", asked.href(year=asked.year - 1)),
                *((Link("纸质登记簿的数", "/outgoing/ceiling/"),) if keeps and actor.holds(*KEEPERS) else ()),
                Link("导出 Excel", asked.href(f"{ADDRESS}board.xlsx"), icon="export"),
                Link("打印", asked.href(f"{ADDRESS}board.pdf"), icon="print"),
            ),
        ),
    )


def _standing(found: Overview) -> Light | None:
    if found.room is None:
        return None
    return Light(Colour(found.room.colour), LIGHTS[found.room.colour])


def _ways(actor: Actor, asked: Asked, found: Overview, keeps: bool) -> tuple[Link, ...]:
    if not keeps or found.room is None or asked.year != asked.today.year:
        return ()
    if found.room.last_year is None and actor.holds(*KEEPERS):
        return (Link("录入去年的发文数", "/outgoing/ceiling/paper/"),)
    ways = [Link("书面说明", "/outgoing/ceiling/")]
    if found.room.colour in {"yellow", "red"} and actor.holds(*APPROVERS):
        ways.insert(0, Link("登记书面说明", "/outgoing/ceiling/explain/"))
    return tuple(ways)


def _figures(found: Overview, asked: Asked) -> tuple[Figure, ...]:
    now, year = found.total.now, asked.year
    this, last = asked.called
    before = sum(line.before.issued for line in found.months if line.key and int(line.key) <= asked.through)
    shown = [
        Figure(
            f"{this}发文",
            str(now.issued),
            asked.href(BEHIND) if now.issued else "",
            note=f"{last}同期 {before} 件" if before else f"{last} {found.total.before.issued} 件",
        ),
        Figure(
            "计入总量上限",
            str(now.against),
            asked.href(BEHIND, what="against") if now.against else "",
            note=f"{last} {found.total.before.against} 件",
        ),
        Figure(
            "计划外",
            str(now.unplanned),
            asked.href(BEHIND, what="unplanned") if now.unplanned else "",
        ),
        Figure("平均字数", str(now.average) if now.average is not None else "—"),
        Figure(
            "超过字数限度", str(now.over_long), asked.href(BEHIND, what="over_long") if now.over_long else ""
        ),
        Figure("含增负要求", str(now.burdened), asked.href(BEHIND, what="burdened") if now.burdened else ""),
        Figure(
            "便函、白头发正式文种",
            str(now.disguised),
            asked.href(BEHIND, what="disguised") if now.disguised else "",
        ),
    ]
    voided = board.voided_after_numbering(asked.scope, year)
    if voided:
        shown.append(Figure("编号后作废", str(voided), note="没有发出，不计数"))
    return tuple(shown)


def _table(part: BoardTable, asked: Asked) -> FigureTable:
    bars = tuple(Bar(row.label, *row.bar) for row in part.rows if row.bar is not None)
    return FigureTable(
        part.title,
        part.heads,
        tuple(
            FigureRow(row.label, tuple(_num(entry, asked) for entry in row.entries), total=row.total)
            for row in part.rows
        ),
        chart=Chart(f"{part.title}（件）", part.series, bars) if part.series and bars else None,
        note=part.note,
        bases=tuple(map(basis, part.rules)),
    )


def _tables(found: Overview, asked: Asked) -> tuple[BoardTable, ...]:
    return board_tables.tables_of(
        found, asked.year, through=asked.through, units=asked.scope.unit is None, called=asked.called
    )


def _num(entry: Entry, asked: Asked) -> Num:
    return Num(entry.text, asked.href(BEHIND, **entry.behind) if entry.behind is not None else "")


@require_GET
@require_actor
def board_xlsx(request: HttpRequest, actor: Actor) -> HttpResponse:
    """All tables of the board below one another, as Excel."""
    now = timezone.now()
    asked = asked_board(request, actor, now)
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    parts = _parts(asked)
    width = max(len(part.heads) for part in parts)
    columns = [tables.Column("c0", "项目", 28)] + [
        tables.Column(f"c{n}", f"数{n}", 12) for n in range(1, width)
    ]
    rows = []
    for part in parts:
        rows.append({f"c{n}": head for n, head in enumerate((f"【{part.title}】", *part.heads[1:]))})
        rows += [
            {f"c{n}": text for n, text in enumerate((row.label, *(e.text for e in row.entries)))}
            for row in part.rows
        ]
    return sheet_response(request, actor, tables.Table(asked.title, columns, rows), now=now)


def _parts(asked: Asked) -> tuple[BoardTable, ...]:
    found = board.overview_of(asked.scope, asked.year, on=asked.today)
    return _tables(found, asked)


@require_GET
@require_actor
def board_pdf(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The board on paper: A4, its tables one after another."""
    now = timezone.now()
    asked = asked_board(request, actor, now)
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    found = board.overview_of(asked.scope, asked.year, on=asked.today)
    parts = _tables(found, asked)
    data = papers.BoardData(
        title=asked.title,
        standing=found.room.words if found.room is not None else "",
        tables=tuple(
            papers.PrintedTable(
                part.title,
                part.note,
                part.heads,
                tuple((row.label, *(entry.text for entry in row.entries)) for row in part.rows),
            )
            for part in parts
        ),
        said=watermark(actor, now),
    )
    refusal = leave_record(actor, f"打印{asked.title}", sum(len(p.rows) for p in parts), now=now)
    if refusal is not None:
        return refused_page(request, refusal)
    return paper_response(request, papers.BOARD, data, now=now, name=asked.title, back=asked.href())
