"""催办台, 传阅 and 文件去向: what is late, where every reader's paper is, on whose desk the sheets lie."""

from __future__ import annotations

from typing import Any
from urllib.parse import urlencode
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.lists import Cursor, Range
from shuniu.kernel.flow.models import RoundMember
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.detail import matter_light, yellow_days
from shuniu.kernel.platform.screens.listing import matters_in_order, title_cell
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
    day_text,
    page_response,
)
from shuniu.kernel.platform.ui.dates import brief_text
from shuniu.modules.documents.incoming.queries import (
    PaperFilter,
    find_paper,
    holders_of_papers,
    open_rounds,
    papers_out,
    reminders_of,
    seats_of,
)

REMINDERS = "/incoming/reminders/"
NO_PAPER = "没有这个编码的纸质件，或者您无权查看。"


@require_GET
@require_actor
def reminders(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open matters of the unit in the order in which they fall due, with what was reminded so far."""
    now = timezone.now()
    after = Cursor.parse(request.GET.get("after", ""))
    page = lists.read_page(actor.own_principals, ["incoming.open"], part=Range(after=after))
    matters = matters_in_order(page.ids)
    told, today, days = reminders_of(matters), now.astimezone(COUNTY).date(), yellow_days(now)
    rows = tuple(
        Row(
            f"/matters/{m.pk}/",
            (
                Cell("", light=matter_light(m, now=now, yellow_days=days)),
                Cell(m.number or "待登记"),
                title_cell(m),
                Cell(m.standing),
                Cell(day_text(m.due_at.astimezone(COUNTY).date(), today) if m.due_at else ""),
                Cell(_told(told[m.pk], today) if m.pk in told else "没有催过"),
            ),
            key=str(m.pk),
        )
        for m in matters
    )
    return page_response(
        request,
        ListPage(
            title="催办台",
            columns=(
                Column("状态", "light"),
                Column("收文号", "code"),
                Column("标题", "title"),
                Column("现在在谁手里", label_narrow=True),
                Column("期限", "muted", label_narrow=True),
                Column("催办", "muted", label_narrow=True),
            ),
            rows=rows,
            empty=Empty("没有在办的收文。", "登记的文件办结之前，都会按到期先后列在这里。"),
            next_href=f"{REMINDERS}?{urlencode({'after': str(page.next)})}" if page.next else "",
            batch=(BatchAction("催办", f"{REMINDERS}send/"),),
            batch_hidden=(Hidden("batch", str(uuid4())),),
        ),
    )


def _told(reminded: Any, today: Any) -> str:
    last = brief_text(reminded.last.astimezone(COUNTY), today) if reminded.last else ""
    return f"催过 {reminded.times} 次，上次 {last}"


@require_POST
@require_actor
def send_reminders(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Remind the holders of every chosen matter; what could not be done is said one by one."""
    now, sent = timezone.now(), 0
    for key in request.POST.getlist("key")[:100]:
        if not key.isdecimal():
            continue
        outcome = run("flow.remind", actor=actor, data={"matter": int(key)}, now=now)
        if isinstance(outcome, Refusal):
            messages.error(request, f"第 {key} 号办件没有催：{outcome.message}")
        else:
            sent += 1
    if sent:
        messages.success(request, f"已催办 {sent} 件。")
    return HttpResponseRedirect(REMINDERS)


@require_GET
@require_actor
def circulating(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open rounds of 传阅 with every reader's live place."""
    asked = request.GET.get("after", "")
    found = open_rounds(actor, after=int(asked) if asked.isdecimal() else 0, size=26)
    shown, more = found[:25], len(found) > 25
    seats, now = seats_of(shown), timezone.now()
    today = now.astimezone(COUNTY).date()
    rows = tuple(
        Row(
            f"/matters/{r.matter_id}/",
            (
                Cell(r.matter.number),
                title_cell(r.matter),
                Cell(_names(seats[r.pk], RoundMember.State.ACTIVE)),
                Cell(_names(seats[r.pk], RoundMember.State.DONE)),
                Cell(_names(seats[r.pk], RoundMember.State.WAITING)),
                Cell(brief_text(r.opened_at.astimezone(COUNTY), today)),
            ),
        )
        for r in shown
    )
    return page_response(
        request,
        ListPage(
            title="传阅",
            columns=(
                Column("收文号", "code"),
                Column("标题", "title"),
                Column("正在阅", label_narrow=True),
                Column("已阅", label_narrow=True),
                Column("还没送到", label_narrow=True),
                Column("开始", "muted", narrow=False),
            ),
            rows=rows,
            empty=Empty("没有正在传阅的文件。", "在办件页面的“其他办法”里发起传阅。"),
            next_href=f"/incoming/circulating/?{urlencode({'after': shown[-1].pk})}" if more else "",
        ),
    )


def _names(seats: list[RoundMember], state: str) -> str:
    found = [s.person.name if s.person else s.unit.short_name for s in seats if s.state == state]
    return "、".join(found) or "—"


@require_GET
@require_actor
def whereabouts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """文件去向: on whose desk the sheets of the unit lie, and since when."""
    asked = request.GET.get("person", "")
    person = int(asked) if asked.isdecimal() else None
    sheets = papers_out(actor, PaperFilter(person=person), size=200)
    today = timezone.now().astimezone(COUNTY).date()
    address = "/incoming/whereabouts/"
    tabs = [Tab("全部", address, current=person is None)]
    tabs += [
        Tab(name, f"{address}?person={pk}", current=person == pk) for pk, name in holders_of_papers(actor)[:8]
    ]
    exports = (
        (
            Link("清退单", f"/incoming/papers/{person}/clearance.pdf", icon="print"),
            Link("离岗交接单", f"/incoming/papers/{person}/handover.pdf", icon="print"),
        )
        if person is not None
        else ()
    )
    return page_response(
        request,
        ListPage(
            title="文件去向",
            columns=(
                Column("收文号", "code"),
                Column("标题", "title"),
                Column("哪一份"),
                Column("在谁桌上", label_narrow=True),
                Column("从何时起", "muted", label_narrow=True),
                Column("清退", "muted"),
            ),
            rows=tuple(
                Row(
                    f"/matters/{s.matter_id}/",
                    (
                        Cell(s.matter.number),
                        title_cell(s.matter),
                        Cell(s.label),
                        Cell(f"{s.holder.name}（{s.holder_unit.short_name}）"),
                        Cell(brief_text(s.since.astimezone(COUNTY), today)),
                        Cell("需要清退" if s.must_return else ""),
                    ),
                )
                for s in sheets
            ),
            empty=Empty("没有在外的纸质件。", "在办件页面的“其他办法”里登记纸质件，就能看到它在谁手里。"),
            tabs=tuple(tabs) if len(tabs) > 1 else (),
            exports=exports,
        ),
    )


@require_GET
@require_actor
def by_code(request: HttpRequest, actor: Actor, code: str) -> HttpResponse:
    """The code on a sheet opens its matter, for those who may see it."""
    if code[:1] == "M" and code[1:].isdecimal():
        return HttpResponseRedirect(f"/matters/{code[1:]}/")
    sheet = find_paper(actor, code.upper())
    if sheet is None:
        return refused_page(request, Refusal(Code.NOT_FOUND, NO_PAPER, rule="CQ-06"))
    return HttpResponseRedirect(f"/matters/{sheet.matter_id}/")
