"""在岗与代理: who serves in the unit with which duties, who is away, and who acts for him."""

from __future__ import annotations

from datetime import datetime
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.people.duties import label
from shuniu.kernel.people.models import Post, StandIn
from shuniu.kernel.people.queries import duties_of, serving
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.standing_in import KEEPERS, arrangements, looked_after, who_acts_for
from shuniu.kernel.platform.ui import (
    BatchAction,
    Cell,
    Column,
    Empty,
    Hidden,
    Link,
    ListPage,
    Row,
    Tab,
)
from shuniu.kernel.platform.ui.dates import day_text, moment_text

ADDRESS = "/people/"
BACK = Link("在岗与代理", f"{ADDRESS}?view=away")


def _tabs(view: str, away: int) -> tuple[Tab, ...]:
    return (
        Tab("在岗人员", ADDRESS, current=view != "away"),
        Tab("外出与代理", f"{ADDRESS}?view=away", count=str(away) if away else "", current=view == "away"),
    )


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The posts of the unit (an office also shows its leaders), or the arrangements for absence."""
    now, view = timezone.now(), request.GET.get("view", "")
    away = arrangements(actor, now=now)
    keeps = actor.holds(*KEEPERS)
    main = Link("登记外出和代理", f"{ADDRESS}away/") if keeps else None
    if view == "away":
        absences = _away_page(away, now, main, keeps=keeps)
        return answer_list(request, actor, lambda _: absences, now=now)
    posts = list(serving(now).filter(looked_after(actor)))
    page = ListPage(
        title="在岗与代理",
        columns=(
            Column("姓名", "name"),
            Column("单位和职务"),
            Column("职责"),
            Column("现在", label_narrow=True),
        ),
        rows=_rows(posts, now, keeps=keeps),
        empty=Empty("本单位还没有登记人员。", "请系统管理员用 shuniu import-org 导入单位和人员。"),
        main=main,
        tabs=_tabs(view, len(away)),
        compact=True,
    )
    return answer_list(request, actor, lambda _: page, now=now)


def _rows(posts: list[Post], now: datetime, *, keeps: bool) -> tuple[Row, ...]:
    acting, duties = who_acts_for(posts, now=now), duties_of(posts, on=now)
    return tuple(
        Row(
            href=f"{ADDRESS}away/?{urlencode({'absent': post.pk})}" if keeps else ADDRESS,
            cells=(
                Cell(post.person.name),
                Cell(f"{post.unit.short_name}{post.title}"),
                Cell("、".join(label(code) for code in duties.get(post.pk, ()))),
                Cell(_standing(acting.get(post.pk), now)),
            ),
        )
        for post in posts
    )


def _standing(arrangement: StandIn | None, now: datetime) -> str:
    if arrangement is None:
        return "在岗"
    until = day_text(arrangement.until.astimezone(COUNTY).date(), now.astimezone(COUNTY).date())
    return f"外出，由{arrangement.stand_in.person.name}代理到{until}"


def _away_page(away: list[StandIn], now: datetime, main: Link | None, *, keeps: bool) -> ListPage:
    today = now.astimezone(COUNTY).date()
    rows = tuple(
        Row(
            href=f"{ADDRESS}?view=away",
            key=str(row.pk) if keeps else "",
            cells=(
                Cell(row.absent.person.name, note=f"{row.absent.unit.short_name}{row.absent.title}"),
                Cell(f"{row.stand_in.person.name}（{row.stand_in.unit.short_name}{row.stand_in.title}）"),
                Cell(moment_text(row.since.astimezone(COUNTY), today)),
                Cell(moment_text(row.until.astimezone(COUNTY), today)),
                Cell(row.reason),
            ),
        )
        for row in away
    )
    return ListPage(
        title="在岗与代理",
        columns=(
            Column("谁外出", "name"),
            Column("由谁代理", label_narrow=True),
            Column("从", "muted", label_narrow=True),
            Column("到", "muted", label_narrow=True),
            Column("事由"),
        ),
        rows=rows,
        empty=Empty("现在没有人外出。", "领导或同志外出前，登记由谁代理，文件就会同时送到代理人手里。"),
        main=main,
        tabs=_tabs("away", len(away)),
        batch=(BatchAction("已经回来，结束代理", f"{ADDRESS}back/"),) if keeps and rows else (),
        batch_hidden=(Hidden("command_id", str(uuid4())),),
    )


@require_http_methods(["GET", "POST"])
@require_actor
def away(request: HttpRequest, actor: Actor) -> HttpResponse:
    """登记外出和代理."""
    return action_page(
        request,
        actor,
        "platform.begin_stand_in",
        title="登记外出和代理",
        submit="登记",
        lead="期间送给外出同志的文件，代理人也能办，写下的意见注明“AB岗代”；到时间自动停止。",
        back=BACK,
        values={"absent": request.GET.get("absent", "")}
        if request.GET.get("absent", "").isdecimal()
        else None,
    )


@require_POST
@require_actor
def back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """End the chosen arrangements."""
    data = {"key": request.POST.getlist("key"), "command_id": request.POST.get("command_id", "")}
    outcome = run("platform.end_stand_in", actor=actor, data=data, now=timezone.now())
    if isinstance(outcome, Refusal):
        return refused_page(request, outcome)
    messages.success(request, "已结束代理。")
    return HttpResponseRedirect(BACK.href)
