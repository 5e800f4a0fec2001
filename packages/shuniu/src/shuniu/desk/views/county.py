"""What the whole county goes by: its working calendar, its parameters, and the rules behind both."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from urllib.parse import urlencode

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.basis import Strength, basis, catalogue
from shuniu.kernel.base.calendar import Day, DayKind, describe_day
from shuniu.kernel.base.county_calendar import county_calendar
from shuniu.kernel.base.parameters import PARAMETERS, Parameter, history, values, words_of
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.narrowing import Asked, Filter
from shuniu.kernel.platform.screens.room import nothing_found
from shuniu.kernel.platform.ui import Cell, Column, Empty, FilterForm, Link, ListPage, Row, Tab, page_response
from shuniu.kernel.platform.ui.dates import day_text, moment_text
from shuniu.kernel.platform.working_days import FIRST_YEAR, KEEPERS, LAST_YEAR, may_keep_calendar

WORDS = Filter("q", "编号或者要求中的字", lambda _: Q(), said="含“{}”")
CALENDAR, PARAMETERS_AT, RULES = "/calendar/", "/parameters/", "/rules/"


@require_GET
@require_actor
def calendar(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The days of a year that are not what their weekday says: holidays, 调休, the county's own."""
    now = timezone.now()
    today = now.astimezone(COUNTY).date()
    asked = row_id(request.GET.get("year", ""))
    year = asked if asked is not None and FIRST_YEAR <= asked <= LAST_YEAR else today.year
    days = list(_special_days(year))
    estimated = any(day.estimated for day in days)
    keeps = actor.holds(*KEEPERS) and may_keep_calendar(actor.unit_id)
    page = ListPage(
        title="工作日历",
        columns=(Column("日期", "name"), Column("上班或放假", "muted"), Column("为什么")),
        rows=tuple(_day_row(day, today, keeps=keeps) for day in days),
        empty=Empty("这一年没有特殊的日子。"),
        main=Link("调整一天", f"{CALENDAR}set/") if keeps else None,
        tabs=tuple(
            Tab(f"{y}年", f"{CALENDAR}?{urlencode({'year': y})}", current=y == year)
            for y in (today.year - 1, today.year, today.year + 1)
        ),
        summary=(
            "当年的放假通知还没有收录，只列法定节假日，标“预估”；通知下来后请逐日调整。" if estimated else ""
        ),
        compact=True,
    )
    return answer_list(request, actor, lambda _: page, now=now)


def _special_days(year: int) -> Iterator[Day]:
    known, day = county_calendar(), date(year, 1, 1)
    while day.year == year:
        described = describe_day(known, day)
        if described.kind not in {DayKind.WORKDAY, DayKind.WEEKEND}:
            yield described
        day += timedelta(days=1)


def _day_row(day: Day, today: date, *, keeps: bool) -> Row:
    return Row(
        href=f"{CALENDAR}set/?{urlencode({'day': day.date.isoformat()})}" if keeps else CALENDAR,
        cells=(
            Cell(day_text(day.date, today), marks=("预估",) if day.estimated else ()),
            Cell("上班" if day.workday else "放假"),
            Cell("，".join(part for part in (day.name, str(day.kind.value)) if part)),
        ),
    )


@require_http_methods(["GET", "POST"])
@require_actor
def set_day(request: HttpRequest, actor: Actor) -> HttpResponse:
    """调整工作日."""
    return action_page(
        request,
        actor,
        "platform.set_day",
        lead="照国务院办公厅的放假通知或本县的决定调整；以后按工作日计算的时限都按它算，已经定下的期限不变。",
        back=Link("工作日历", CALENDAR),
        values={"day": request.GET["day"]} if request.GET.get("day") else None,
    )


@require_GET
@require_actor
def parameters(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every limit and number the county may set, with the value in force and its basis."""
    now = timezone.now()
    in_force = values(on=now.astimezone(COUNTY).date())
    asked = Asked.of(request.GET, PARAMETERS_AT, (WORDS,))
    found = [
        (p, words_of(in_force[p.key], p.unit))
        for p in PARAMETERS.values()
        if _holds(f"{p.label} {p.rule} {basis(p.rule).regulation}", asked)
    ]
    page = ListPage(
        title="参数",
        columns=(
            Column("参数", "title"),
            Column("现在的值", "pair"),
            Column("依据", "muted"),
            Column("强度", "muted"),
        ),
        rows=tuple(_parameter_row(parameter, value) for parameter, value in found),
        empty=nothing_found(asked),
        tabs=_rule_tabs(PARAMETERS_AT),
        chips=asked.chips(),
        filter=FilterForm(PARAMETERS_AT, asked.fields()),
        summary="参数由系统管理员按县里的决定用 shuniu set-parameter 设置，每次都留下依据和生效日期。",
        compact=True,
    )
    return answer_list(request, actor, lambda _: page, now=now, conditions=asked.words())


def _rule_tabs(current: str) -> tuple[Tab, ...]:
    return (
        Tab("参数", PARAMETERS_AT, current=current == PARAMETERS_AT),
        Tab("规则依据", RULES, current=current == RULES),
    )


def _parameter_row(parameter: Parameter, in_force: str) -> Row:
    ground = basis(parameter.rule)
    return Row(
        href=f"{PARAMETERS_AT}{parameter.key}/",
        cells=(
            Cell(parameter.label),
            Cell(in_force),
            Cell(f"{parameter.rule} {ground.cite()}"),
            Cell(str(ground.strength)),
        ),
    )


@require_GET
@require_actor
def parameter(request: HttpRequest, actor: Actor, key: str) -> HttpResponse:
    """One parameter: the values it had, from when, by whom and why."""
    if key not in PARAMETERS:
        return refused_page(
            request, Refusal(Code.NOT_FOUND, "没有这个参数。", "请从“规则与参数”的列表里打开。")
        )
    found, today = PARAMETERS.get(key), timezone.now().astimezone(COUNTY).date()
    changes = tuple(
        Row(
            href=f"{PARAMETERS_AT}{key}/",
            cells=(
                Cell(words_of(change.value, found.unit)),
                Cell(day_text(change.valid_from, today)),
                Cell(change.reason),
                Cell(f"{change.set_by}，{moment_text(change.set_at.astimezone(COUNTY), today)}"),
            ),
        )
        for change in history(key)
    )
    first = Row(
        href=f"{PARAMETERS_AT}{key}/",
        cells=(
            Cell(words_of(found.default, found.unit)),
            Cell("一开始"),
            Cell(basis(found.rule).text),
            Cell("默认值"),
        ),
    )
    page = ListPage(
        title=found.label,
        columns=(
            Column("值", "title"),
            Column("从哪天起"),
            Column("依据和原因"),
            Column("谁、什么时候", "muted"),
        ),
        rows=(*changes, first),
        empty=Empty(""),
        main=None,
        tabs=(Tab("全部参数", PARAMETERS_AT), Tab(found.label, f"{PARAMETERS_AT}{key}/", current=True)),
    )
    return page_response(request, page)


@require_GET
@require_actor
def rules(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The catalogue of rules: what each demands, which regulation says so, how strongly it binds."""
    asked = Asked.of(request.GET, RULES, (WORDS,))
    found = [g for g in catalogue().values() if _holds(f"{g.rule} {g.text} {g.regulation}", asked)]
    page = ListPage(
        title="规则依据",
        columns=(
            Column("编号", "code"),
            Column("要求", "title"),
            Column("依据", "pair"),
            Column("强度", "muted"),
        ),
        rows=tuple(
            Row(
                href=f"{RULES}?{urlencode({'q': ground.rule})}",
                cells=(
                    Cell(ground.rule),
                    Cell(ground.text),
                    Cell("" if ground.strength is Strength.PRACTICE else ground.cite()),
                    Cell(
                        str(ground.strength),
                        note=f"供{ground.slot}使用，现在还没有用到" if ground.slot else "",
                    ),
                ),
            )
            for ground in found
        ),
        empty=nothing_found(asked),
        tabs=_rule_tabs(RULES),
        chips=asked.chips(),
        filter=FilterForm(RULES, asked.fields()),
        summary="条文号没有核实的，只写文件名，不写条号。",
    )
    return answer_list(request, actor, lambda _: page, now=timezone.now(), conditions=asked.words())


def _holds(text: str, asked: Asked) -> bool:
    """Whether *text* holds every word of the filter."""
    return all(word in text for word in asked.values.get(WORDS.name, "").split())
