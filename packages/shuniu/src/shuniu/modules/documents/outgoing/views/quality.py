"""公文质量: what 核稿, 退稿 and 退文 found by kind and unit over time, with the list behind each figure; no persons."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from urllib.parse import urlencode
from uuid import uuid4

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base import parameters
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Level
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform import tables
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import sheet_response
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import (
    Bar,
    Cell,
    Chart,
    Chip,
    Column,
    Empty,
    Field,
    Figure,
    FigureBoard,
    FigureRow,
    FigureTable,
    FilterForm,
    Hidden,
    Link,
    ListPage,
    Num,
    Option,
    Press,
    Row,
    page_response,
)
from shuniu.kernel.platform.ui.dates import brief_day
from shuniu.modules.documents.finding_kinds import KINDS, label_of
from shuniu.modules.documents.models import QualityFinding
from shuniu.modules.documents.outgoing import quality, scopes
from shuniu.modules.documents.outgoing.policy_quality import REST, UnitQuality
from shuniu.modules.documents.outgoing.quality import SENT_BACK, Period, Quality, period_of
from shuniu.modules.documents.outgoing.scopes import Scope
from shuniu.modules.documents.outgoing.views.board import NOT_FOR_YOU, tabs_of
from shuniu.modules.documents.outgoing.who import KEEPERS

ADDRESS = "/outgoing/quality/"
BEHIND = f"{ADDRESS}findings/"
SOURCES = dict(QualityFinding.Source.choices)
COLUMNS = (
    Column("问题", "pair"),
    Column("稿件", "title"),
    Column("起草单位"),
    Column("发现于", "muted", label_narrow=True),
    Column("规则", "code", narrow=False),
    Column("日期", "muted", label_narrow=True),
)


@dataclass(frozen=True)
class Asked:
    """Which board: whose drafts, of which period, on which day."""

    scope: Scope
    period: Period
    today: date

    def href(self, path: str = ADDRESS, **more: object) -> str:
        """An address of this board, narrowed by *more*."""
        said = {"of": self.scope.key, "period": self.period.key, **more}
        return f"{path}?{urlencode({k: v for k, v in said.items() if v not in (None, '')})}"

    @property
    def title(self) -> str:
        return f"{self.scope.words}{self.period.words}公文质量情况"

    def read(self) -> Quality:
        """The figures of this board."""
        minimum = parameters.number("outgoing.quality_minimum", on=self.today)
        return quality.quality_of(self.scope, self.period, minimum=minimum)


def asked_quality(request: HttpRequest, actor: Actor, now: datetime) -> Asked | Refusal:
    """What the address asks for, or why this actor has no such board."""
    today = now.astimezone(COUNTY).date()
    given = request.GET if request.method == "GET" else request.POST
    scope = scopes.scope_for(actor, given.get("of", ""))
    if scope is None:
        return Refusal(
            Code.NOT_ALLOWED, "公文质量情况由领导、办公室和各单位查看。", NOT_FOR_YOU.remedy, "ZL-01"
        )
    return Asked(scope, period_of(given.get("period", ""), today), today)


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The board of a period."""
    asked = asked_quality(request, actor, timezone.now())
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    found = asked.read()
    own = asked.scope.office is not None and asked.scope.office.pk == actor.unit_id
    press = Press(
        "起草公文质量通报",
        f"{ADDRESS}draft/",
        (
            Hidden("period", asked.period.key),
            Hidden("of", asked.scope.key),
            Hidden("command_id", str(uuid4())),
        ),
    )
    return page_response(
        request,
        FigureBoard(
            title="公文质量",
            note=f"{asked.scope.words} · {asked.period.words} · 只按单位和问题种类统计，不按个人",
            figures=(
                Figure("报送文稿", str(found.submitted)),
                Figure("退稿、退文", str(found.returned), _behind(asked, found.returned, source="back")),
                Figure(
                    "退文率", f"{100 * found.returned / found.submitted:.1f}%" if found.submitted else "—"
                ),
                Figure("发现问题（处）", str(found.found), _behind(asked, found.found)),
            ),
            tables=_tables(found, asked),
            tabs=tabs_of(actor, asked.scope, f"{ADDRESS}?period={asked.period.key}&"),
            filter=FilterForm(
                ADDRESS,
                (
                    Field(
                        "period",
                        "时间",
                        "select",
                        value=asked.period.key,
                        options=_periods(asked.today, asked.period),
                        width=6,
                    ),
                ),
                (Hidden("of", asked.scope.key),),
            ),
            press=press if own and actor.holds(*KEEPERS) else None,
            exports=(
                *_neighbours(asked),
                Link("导出 Excel", asked.href(f"{ADDRESS}quality.xlsx"), icon="export"),
                Link("打印通报", asked.href(f"{ADDRESS}bulletin.pdf"), icon="print"),
            ),
        ),
    )


def _neighbours(asked: Asked) -> tuple[Link, ...]:
    today = asked.today
    quarter = (today.month - 1) // 3 + 1
    ways = (
        ("本月", f"{today.year}-{today.month:02d}"),
        ("本季度", f"{today.year}-q{quarter}"),
        ("本年", str(today.year)),
    )
    return tuple(Link(label, asked.href(period=key)) for label, key in ways if key != asked.period.key)


def _periods(today: date, chosen: Period) -> tuple[Option, ...]:
    """The months, quarters and years that may be asked for: of this year and the last."""
    found = []
    for year in dict.fromkeys((today.year, today.year - 1, chosen.year)):
        found.append(Period(year))
        found += [Period(year, 3 * q - 2, 3 * q) for q in range(1, 5)]
        found += [Period(year, m, m) for m in range(1, 13)]
    return tuple(Option(p.key, p.words) for p in found if p.begin <= today)


def _behind(asked: Asked, count: int, **more: object) -> str:
    return asked.href(BEHIND, **more) if count else ""


def _num(asked: Asked, count: int, **more: object) -> Num:
    return Num(str(count) if count else "", _behind(asked, count, **more))


def _tables(found: Quality, asked: Asked) -> tuple[FigureTable, ...]:
    kinds = tuple(
        FigureRow(label_of(kind), (_num(asked, count, kind=kind),)) for kind, count in found.kinds.items()
    )
    months = tuple(
        FigureRow(f"{m}月", (_num(asked, found.by_month.get(m, 0), month=m),))
        for m in range(asked.period.first, asked.period.last + 1)
    )
    sources = tuple(
        FigureRow(label, (_num(asked, found.sources.get(key, 0), source=key),))
        for key, label in SOURCES.items()
    )
    few = any(unit.unit is None for unit in found.units)
    tables_ = [
        FigureTable("按问题种类", ("问题种类", "处数"), kinds, empty="没有发现问题。"),
        FigureTable(
            "按起草单位",
            ("起草单位", "报送", "退稿、退文", "退文率", "发现问题（处）"),
            tuple(_unit(unit, asked) for unit in found.units),
            note="按单位序列排列，不排名次。" + ("报送较少的单位合并列出。" if few else ""),
            empty="这段时间没有报送文稿。",
        ),
        FigureTable("按发现环节", ("环节", "处数"), sources),
    ]
    if asked.period.first != asked.period.last:
        month_bars = tuple(
            Bar(f"{m}月", found.by_month.get(m, 0)) for m in range(asked.period.first, asked.period.last + 1)
        )
        tables_.append(
            FigureTable("按月", ("月份", "处数"), months, Chart("按月（处）", ("处数",), month_bars))
        )
    return tuple(tables_)


def _unit(unit: UnitQuality, asked: Asked) -> FigureRow:
    """A unit with the lists behind its figures; the units together have none, so that none of them is made out."""
    if unit.unit is None:
        numbers = (Num(str(unit.submitted)), Num(str(unit.returned)), Num(unit.rate), Num(str(unit.found)))
        return FigureRow(REST, numbers)
    return FigureRow(
        unit.name,
        (
            Num(str(unit.submitted) if unit.submitted else ""),
            _num(asked, unit.returned, unit=unit.unit, source="back"),
            Num(unit.rate),
            _num(asked, unit.found, unit=unit.unit),
        ),
        note=unit.main_kinds(),
    )


def _condition(request: HttpRequest) -> tuple[Q | None, dict[str, object], list[str]]:
    """What the address narrows the findings by: the condition, as an address has it, and in words."""
    wanted, kept, words = Q(), dict[str, object](), list[str]()
    given = request.GET
    if given.get("kind", "") in KINDS:
        kind = given["kind"]
        wanted &= Q(kind=kind) if kind != "other" else ~Q(kind__in=[k for k in KINDS if k != "other"])
        kept["kind"] = kind
        words.append(label_of(kind))
    source = given.get("source", "")
    if source in SOURCES:
        wanted &= Q(source=source)
        kept["source"] = source
        words.append(SOURCES[source])
    elif source == "back":
        wanted &= Q(source__in=SENT_BACK)
        kept["source"] = source
        words.append("退稿、退文")
    month = given.get("month", "")
    if month.isdecimal() and 1 <= int(month) <= 12:
        wanted &= Q(day__month=int(month))
        kept["month"] = month
        words.append(f"{month}月")
    unit = row_id(given.get("unit", ""))
    if unit is not None:
        wanted &= Q(unit=unit)
        kept["unit"] = unit
        words.append("一个单位")
    return (wanted if kept else None), kept, words


@require_GET
@require_actor
def findings(request: HttpRequest, actor: Actor) -> HttpResponse:
    """What a figure counts: each finding with its draft and unit, without who wrote it."""
    now = timezone.now()
    asked = asked_quality(request, actor, now)
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    condition, kept, words = _condition(request)
    unit = kept.get("unit")
    apart = {u.unit for u in asked.read().units}
    if unit is not None and unit not in apart:
        few = "这个单位这段时间报送的文稿较少，只和其他单位合并统计。"
        return refused_page(request, Refusal(Code.RULE, few, remedy="请看更长一段时间的情况。", rule="ZL-01"))
    after = row_id(request.GET.get("after", ""))

    def page(size: int | None) -> ListPage:
        limit = size or lists.PAGE
        found = quality.read_findings(
            asked.scope, actor, asked.period, condition, after=after, size=limit + 1
        )
        shown, more = found[:limit], len(found) > limit
        return ListPage(
            title=f"{asked.title}：{'、'.join(words) or '全部'}",
            columns=COLUMNS,
            rows=tuple(_finding(f, asked, apart) for f in shown),
            empty=Empty("没有这样的问题。"),
            chips=tuple(
                Chip(word, asked.href(BEHIND, **{k: v for k, v in kept.items() if k != name}))
                for (name, _), word in zip(kept.items(), words, strict=True)
            ),
            exports=(Link("公文质量", asked.href()),),
            next_href=asked.href(BEHIND, **kept, after=shown[-1].pk) if more else "",
            compact=True,
        )

    return answer_list(request, actor, page, now=now)


def _finding(found: QualityFinding, asked: Asked, apart: Collection[int | None]) -> Row:
    """One finding. Who does not see the document reads neither its remark nor, of a unit with few drafts, which one it is."""
    shown = bool(found.shown)  # type: ignore[attr-defined]
    few = not shown and found.unit_id not in apart
    title = (
        "内部件（工作秘密）"
        if quality.withheld(found)
        else "（报送较少的单位的文稿）"
        if few
        else found.matter.title
    )
    return Row(
        href=f"/matters/{found.matter_id}/" if shown else asked.href(),
        internal=found.matter.level == Level.WORK_SECRET,
        cells=(
            Cell(label_of(found.kind), note=found.text if shown else ""),
            Cell(title),
            Cell(REST if few else found.unit.short_name),
            Cell(found.get_source_display()),
            Cell(found.rule),
            Cell(brief_day(found.day, asked.today)),
        ),
    )


@require_GET
@require_actor
def quality_xlsx(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Units and kinds as one sheet."""
    now = timezone.now()
    asked = asked_quality(request, actor, now)
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    found = asked.read()
    columns = [
        tables.Column("unit", "起草单位", 28),
        tables.Column("submitted", "报送", 8, tables.Kind.INTEGER),
        tables.Column("returned", "退稿、退文", 12, tables.Kind.INTEGER),
        tables.Column("rate", "退文率", 10),
        *(tables.Column(kind, label_of(kind), 12, tables.Kind.INTEGER) for kind in found.kinds),
    ]
    rows = [
        {"unit": u.name, "submitted": u.submitted, "returned": u.returned, "rate": u.rate, **u.kinds}
        for u in found.units
    ]
    return sheet_response(request, actor, tables.Table(asked.title, columns, rows), now=now)
