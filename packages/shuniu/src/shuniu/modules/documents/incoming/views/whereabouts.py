"""文件去向: on whose desk the sheets of the unit lie; many handed on or given back at once (GW-06, GW-36)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import uuid4, uuid5

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Level
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import home, press_id, require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.listing import UPWARDS, title_cell, turning
from shuniu.kernel.platform.screens.narrowing import Asked, Filter, contains, until
from shuniu.kernel.platform.screens.room import nothing_found
from shuniu.kernel.platform.ui import (
    BatchAction,
    Cell,
    Column,
    Empty,
    Field,
    FilterForm,
    Hidden,
    Link,
    ListPage,
    Option,
    Row,
    Tab,
    count_text,
)
from shuniu.kernel.platform.ui.dates import brief_text
from shuniu.modules.documents.incoming.queries import keeps
from shuniu.modules.documents.incoming.sheets import chosen_sheets, count_out, holders_of_sheets, sheets_out
from shuniu.modules.documents.models import PaperCopy

ADDRESS = "/incoming/whereabouts/"
LONG = timedelta(days=7)
MOST = 100
NAMED = 6
HAND = BatchAction("交给", f"{ADDRESS}hand/")
GIVE_BACK = BatchAction("清退", f"{ADDRESS}give-back/")
TO = Field("post", "交给", "picker", search_href="/choose/anyone/", placeholder="交给谁：姓名中的任意几个字")


@dataclass(frozen=True)
class View:
    """A saved view: a label and the condition behind it."""

    key: str
    label: str
    empty: Empty
    counted: bool = False

    def condition(self, actor: Actor, now: datetime) -> Q | None:
        conditions: dict[str, Q] = {
            "back": Q(must_return=True),
            "long": Q(since__lt=now - LONG),
            "mine": Q(holder_id=actor.person_id),
        }
        return conditions.get(self.key)


VIEWS = (
    View(
        "all", "全部", Empty("没有在外的纸质件。", "在办件页面右侧“相关”里登记纸质件，就能看到它在谁桌上。")
    ),
    View("back", "需要清退", Empty("没有需要清退的。"), counted=True),
    View("long", "一周没动", Empty("没有停了一周以上的。")),
    View("mine", "在我桌上", Empty("您桌上没有登记的纸质件。")),
)


def _filters(actor: Actor) -> tuple[Filter, ...]:
    people = tuple(Option(str(pk), name) for pk, name in holders_of_sheets(actor)) if keeps(actor) else ()
    known = {o.value for o in people}
    return (
        Filter(
            "person",
            "在谁桌上",
            lambda value: Q(holder_id=int(value)) if value in known else None,
            "select",
            people,
            said="在{}桌上",
        ),
        contains("title", "标题", "matter__title"),
        contains("number", "收文号", "matter__number"),
        until("since", "不晚于", "since"),
    )


@dataclass(frozen=True)
class _List:
    """The sheets that are out, narrowed and turned as the address asks."""

    actor: Actor
    view: View
    asked: Asked
    after: int | None
    now: datetime

    def page(self, size: int | None) -> ListPage:
        asked, view, actor = self.asked, self.view, self.actor
        wanted = [q for q in (view.condition(actor, self.now), asked.condition) if q]
        found = sheets_out(
            actor,
            Q(*wanted) if wanted else None,
            after=self.after,
            upwards=asked.keep.get("order") != UPWARDS,
            size=size or lists.PAGE,
        )
        person = asked.values.get("person", "")
        return ListPage(
            title="文件去向",
            columns=(
                turning(Column("收文号", "code"), asked, soonest=True),
                Column("标题", "title"),
                Column("哪一份"),
                Column("在谁桌上", label_narrow=True),
                Column("从何时起", "muted", label_narrow=True),
                Column("清退", "muted"),
            ),
            rows=tuple(self._row(sheet) for sheet in found.sheets),
            empty=nothing_found(asked) if asked.values else view.empty,
            tabs=self._tabs(),
            chips=asked.chips(),
            filter=FilterForm(ADDRESS, asked.fields(), (Hidden("view", view.key),)),
            exports=(
                Link("清退单", f"/incoming/papers/{person}/clearance.pdf", icon="print"),
                Link("离岗交接单", f"/incoming/papers/{person}/handover.pdf", icon="print"),
            )
            if person
            else (),
            next_href=asked.href(after=str(found.sheets[-1].pk)) if found.more else "",
            batch=(HAND, GIVE_BACK) if keeps(actor) else (HAND,),
            batch_fields=(TO,),
            batch_hidden=(Hidden("batch", str(uuid4())), Hidden("next", asked.href())),
        )

    def _tabs(self) -> tuple[Tab, ...]:
        found = []
        for view in VIEWS:
            condition = view.condition(self.actor, self.now)
            count = count_out(self.actor, condition) if view.counted and condition is not None else 0
            shown = count_text(count) if count else ""
            found.append(
                Tab(view.label, f"{ADDRESS}?view={view.key}", count=shown, current=view is self.view)
            )
        return tuple(found)

    def _row(self, sheet: PaperCopy) -> Row:
        today = self.now.astimezone(COUNTY).date()
        return Row(
            f"/p/{sheet.code}/",
            (
                Cell(sheet.matter.number),
                title_cell(sheet.matter),
                Cell(sheet.label),
                Cell(f"{sheet.holder.name}（{sheet.holder_unit.short_name}）"),
                Cell(brief_text(sheet.since.astimezone(COUNTY), today)),
                Cell("需要清退" if sheet.must_return else ""),
            ),
            key=str(sheet.pk),
            internal=sheet.matter.level == Level.WORK_SECRET,
        )


@require_GET
@require_actor
def whereabouts(request: HttpRequest, actor: Actor) -> HttpResponse:
    """On whose desk the sheets of the unit lie, and since when."""
    now, after = timezone.now(), request.GET.get("after", "")
    view = next((v for v in VIEWS if v.key == request.GET.get("view", "all")), VIEWS[0])
    asked = Asked.of(request.GET, ADDRESS, _filters(actor))
    found = _List(actor, view, asked, row_id(after), now)
    return answer_list(request, actor, found.page, now=now, conditions=asked.words())


@require_POST
@require_actor
def hand(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The chosen sheets lie on another desk now."""
    post = request.POST.get("post", "")
    if row_id(post) is None:
        messages.error(request, "没有选交给谁，纸质件的去向没有变。")
        return HttpResponseRedirect(home(request.POST.get("next", ""), ADDRESS))
    return _each(request, actor, "documents.paper.hand_over", "已交出", {"post": post})


@require_POST
@require_actor
def give_back(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The chosen sheets came back for good."""
    return _each(request, actor, "documents.paper.give_back", "已清退", {})


def _each(request: HttpRequest, actor: Actor, name: str, done: str, data: dict[str, str]) -> HttpResponse:
    """Run the action *name* on every chosen sheet; what could not be done is said one by one."""
    now, ids = (
        timezone.now(),
        [pk for pk in map(row_id, request.POST.getlist("key")[:MOST]) if pk is not None],
    )
    moved, batch = list[str](), press_id(request)
    for sheet in chosen_sheets(actor, ids):
        command = uuid5(batch, f"{name}/{sheet.pk}/{data.get('post', '')}")
        said = {**data, "matter": sheet.matter_id, "paper": sheet.pk, "command_id": command}
        outcome = run(name, actor=actor, data=said, now=now)
        if isinstance(outcome, Refusal):
            messages.error(request, f"{sheet.matter.number}{sheet.label}没有动：{outcome.message}")
        elif not outcome.repeated:
            moved.append(f"{sheet.matter.number}{sheet.label}")
    if moved:
        named = "、".join(moved[:NAMED]) + (f"等 {len(moved)} 份" if len(moved) > NAMED else "")
        messages.success(request, f"{done} {len(moved)} 份：{named}。")
    elif not ids:
        messages.error(request, "没有选中纸质件。")
    return HttpResponseRedirect(home(request.POST.get("next", ""), ADDRESS))
