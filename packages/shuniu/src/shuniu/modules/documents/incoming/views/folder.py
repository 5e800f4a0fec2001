"""批阅夹 of the leader whom the actor serves: put in order by the liaison, printed with a cover."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.detail import in_days, matter_light, yellow_days
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.listing import title_cell
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
)
from shuniu.modules.documents.incoming.folder import Item, Leader, folder_of, items_of, leaders_of, moved
from shuniu.modules.documents.incoming.presentation import beside_source, source_cell
from shuniu.modules.documents.incoming.queries import lines_of

NOBODY = Refusal(
    Code.NOT_ALLOWED,
    "您不是领导，也不是哪位领导的联络员，没有批阅夹；另有岗位的，请换一个身份。",
    rule="CQ-01",
)
COLUMNS = (
    Column("次序", "number", narrow=False),
    Column("状态", "light"),
    Column("收文号", "code"),
    Column("标题", "title"),
    Column("来文", "pair"),
    Column("请领导", "code", label_narrow=True),
    Column("期限", "muted", label_narrow=True),
)


def find_leader(actor: Actor, person_id: int | None) -> Leader | None:
    """The leader *person_id* (None: the first) whose folder *actor* may open."""
    return next((x for x in leaders_of(actor) if person_id in {None, x.person_id}), None)


def serves(actor: Actor, leader: Leader) -> bool:
    """Whether *actor* is the liaison of *leader*, who alone puts the folder in order."""
    return any(s.person_id == leader.person_id for s in actor.liaison_for)


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor, person_id: int | None = None) -> HttpResponse:
    """What lies with the leader, in its order."""
    leader = find_leader(actor, person_id)
    if leader is None:
        return refused_page(request, NOBODY)
    now = timezone.now()
    return answer_list(request, actor, lambda size: _page(actor, leader, now), now=now)


def _page(actor: Actor, leader: Leader, now: datetime) -> ListPage:
    address, mine = f"/incoming/folder/{leader.person_id}/", serves(actor, leader)
    return ListPage(
        title=f"{leader.name}批阅夹",
        columns=COLUMNS,
        rows=_rows(items_of(leader), now),
        empty=Empty("批阅夹是空的。", "送这位领导批示、传阅的文件会出现在这里。"),
        summary="按这个次序给领导看；标有“内部”的不进批阅夹。",
        tabs=tuple(
            Tab(x.name, f"/incoming/folder/{x.person_id}/", current=x == leader) for x in leaders_of(actor)
        ),
        exports=(Link("打印批阅夹封面", f"{address}cover.pdf", icon="print"),),
        batch=(BatchAction("代录批示", f"{address}record/"), BatchAction("排到最前", f"{address}first/"))
        if mine
        else (),
        batch_hidden=(Hidden("command_id", str(uuid4())),),
        row_actions=(BatchAction("上移", f"{address}up/"), BatchAction("下移", f"{address}down/"))
        if mine
        else (),
    )


def _rows(items: Sequence[Item], now: datetime) -> tuple[Row, ...]:
    lines = lines_of([i.matter for i in items])
    today, days = now.astimezone(COUNTY).date(), yellow_days(now)
    return tuple(
        Row(
            f"/matters/{m.pk}/",
            (
                Cell(str(place)),
                Cell("", light=in_days(matter_light(m, now=now, yellow_days=days), m.due_at, today)),
                Cell(m.number),
                beside_source(title_cell(m), lines.get(m.pk)),
                source_cell(lines.get(m.pk)),
                Cell(task.verb),
                Cell(day_text(m.due_at.astimezone(COUNTY).date(), today) if m.due_at else ""),
            ),
            key=str(m.pk),
            unread=task.seen_at is None,
        )
        for place, (m, task) in enumerate(((i.matter, i.task) for i in items), start=1)
    )


@require_POST
@require_actor
def put_first(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """The chosen papers come first, in the order in which they lie now; the others follow."""
    leader = find_leader(actor, person_id)
    if leader is None:
        return refused_page(request, NOBODY)
    chosen = {row_id(key) for key in request.POST.getlist("key")}
    ids = [m.pk for m in folder_of(leader)]
    return _arrange(
        request, actor, leader, [pk for pk in ids if pk in chosen] + [pk for pk in ids if pk not in chosen]
    )


@require_POST
@require_actor
def move(request: HttpRequest, actor: Actor, person_id: int, step: int) -> HttpResponse:
    """One paper goes one place up or down."""
    leader, only = find_leader(actor, person_id), request.POST.get("only", "")
    if leader is None:
        return refused_page(request, NOBODY)
    ids = [m.pk for m in folder_of(leader)]
    return _arrange(request, actor, leader, moved(ids, row_id(only) or 0, step))


def _arrange(request: HttpRequest, actor: Actor, leader: Leader, order: list[int]) -> HttpResponse:
    outcome = run(
        "documents.folder.arrange",
        actor=actor,
        data={
            "leader": leader.person_id,
            "order": order,
            "command_id": request.POST.get("command_id") or uuid4(),
        },
        now=timezone.now(),
    )
    if isinstance(outcome, Refusal):
        return refused_page(request, outcome)
    messages.success(request, "已重新排好。")
    return HttpResponseRedirect(f"/incoming/folder/{leader.person_id}/")
