"""发文计划: the rows of a year by their state, decided many at a time; to Excel and on paper like every list."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.contrib import messages
from django.db.models import Exists, OuterRef, Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import home, press_id, refused_page, require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.narrowing import Asked, Filter, contains, one_of
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
)
from shuniu.modules.documents.models import IssuePlan, OutgoingDocument
from shuniu.modules.documents.outgoing import plans
from shuniu.modules.documents.outgoing.planning import using
from shuniu.modules.documents.outgoing.plans import Holding, PlanPart, may_decide, may_read_plan
from shuniu.modules.documents.outgoing.who import DRAFTERS, KEEPERS

ADDRESS = "/outgoing/plan/"
PLAN = Link("发文计划", ADDRESS)
MOST = 200
GONE = Refusal(
    Code.NOT_FOUND, "没有这个计划项目，或者不是本单位的。", remedy="请从发文计划里打开。", rule="JW-01"
)
NOT_FOR_YOU = Refusal(
    Code.NOT_ALLOWED,
    "发文计划由起草人、文书和负责人查看。",
    remedy="如果您另有岗位，请在右上角换一个身份。",
    rule="JW-01",
)
APPROVE = BatchAction("批准立项", f"{ADDRESS}approve/")
REFUSE = BatchAction("不予立项", f"{ADDRESS}refuse/", danger=True)
DROP = BatchAction("取消", f"{ADDRESS}drop/", danger=True)
CARRY = BatchAction("结转到下一年", f"{ADDRESS}carry/")
WORDS = Field("words", "意见、理由", placeholder="意见；不予立项、取消要写理由", max_length=400)
USED = Exists(using(OuterRef("pk")))
COLUMNS = (
    Column("立项号", "code"),
    Column("拟发文件", "title"),
    Column("起草单位"),
    Column("文种", "muted", label_narrow=True),
    Column("月份", "muted", label_narrow=True),
    Column("来源", "muted", narrow=False),
    Column("情况", label_narrow=True),
    Column("文件", "code", narrow=False),
)


@dataclass(frozen=True)
class View:
    """A saved view: its condition, and what may be done with many of its rows."""

    key: str
    label: str
    condition: Q | None
    empty: Empty
    batch: tuple[BatchAction, ...] = ()


S = IssuePlan.State
VIEWS = (
    View(
        "asked",
        "待立项",
        Q(state=S.ASKED),
        Empty("没有等着立项的。", "各单位申报的会列在这里。"),
        (APPROVE, REFUSE),
    ),
    View("free", "已立项未起草", Q(~USED, state=S.APPROVED), Empty("没有立了项还没起草的。"), (CARRY, DROP)),
    View("used", "已起草", Q(USED, state=S.APPROVED), Empty("还没有照计划起草的。")),
    View("ended", "不予立项、取消", Q(state__in=(S.REFUSED, S.DROPPED)), Empty("没有不予立项或者取消的。")),
    View("all", "全部", None, Empty("这一年还没有计划。", "各单位申报，或者整份导入。"), ()),
)
FILTERS: tuple[Filter, ...] = (
    contains("subject", "拟发文件", "subject"),
    contains("unit", "起草单位", "unit__short_name"),
    one_of("form", "文件形式", "form", OutgoingDocument.Form.choices),
    one_of("origin", "来源", "origin", IssuePlan.Origin.choices),
    Filter(
        "month",
        "计划月份",
        lambda v: Q(month=int(v)) if v in MONTHS else None,
        "select",
        tuple(Option(str(m), f"{m}月") for m in range(1, 13)),
    ),
)
MONTHS = frozenset(str(m) for m in range(1, 13))


def asked_year(request: HttpRequest, now: datetime) -> int:
    """The year that the address asks for; this one when it says nothing."""
    text = request.GET.get("year", "")
    return int(text) if text.isdecimal() and 2000 <= int(text) <= 2100 else now.astimezone(COUNTY).year


@dataclass(frozen=True)
class _List:
    actor: Actor
    part: PlanPart
    view: View
    asked: Asked
    after: int | None
    now: datetime

    def page(self, size: int | None) -> ListPage:
        """The rows of the view, with at most *size* of them."""
        conditions = [q for q in (self.view.condition, self.asked.condition) if q]
        limit = size or lists.PAGE
        found = plans.read_plan(
            self.actor, self.part, Q(*conditions) if conditions else None, after=self.after, size=limit + 1
        )
        shown, more = found[:limit], len(found) > limit
        held = plans.holdings(self.actor, shown)
        decides = may_decide(self.actor) and self.part.office
        empty = nothing_found(self.asked) if self.asked.values else self.view.empty
        return ListPage(
            title=f"{self.part.year}年发文计划" + ("" if self.part.office else "（本单位申报）"),
            columns=COLUMNS,
            rows=tuple(self._row(plan, held.get(plan.pk)) for plan in shown),
            empty=empty,
            main=Link("申报", f"{ADDRESS}new/?year={self.part.year}")
            if self.actor.holds(*DRAFTERS)
            else None,
            tabs=self._tabs(),
            chips=self.asked.chips(),
            filter=FilterForm(ADDRESS, self._fields(), self._hidden()),
            next_href=self.asked.href(after=str(shown[-1].pk)) if more else "",
            exports=self._exports(),
            batch=self.view.batch if decides else (),
            batch_fields=(WORDS,),
            batch_hidden=(Hidden("batch", str(uuid4())), Hidden("next", self.asked.href())),
            compact=True,
        )

    def _hidden(self) -> tuple[Hidden, ...]:
        return (Hidden("view", self.view.key), Hidden("of", "office" if self.part.office else "unit"))

    def _fields(self) -> tuple[Field, ...]:
        return (Field("year", "年度", "number", value=str(self.part.year), width=6), *self.asked.fields())

    def _tabs(self) -> tuple[Tab, ...]:
        counts = plans.count_by_state(self.actor, self.part)
        waiting = counts.get(S.ASKED, 0)
        of = "office" if self.part.office else "unit"
        tabs = [
            Tab(
                v.label,
                f"{ADDRESS}?year={self.part.year}&of={of}&view={v.key}",
                count=str(waiting) if v.key == "asked" and waiting else "",
                current=v is self.view,
            )
            for v in VIEWS
        ]
        return tuple(tabs)

    def _exports(self) -> tuple[Link, ...]:
        if not self.actor.holds(*KEEPERS):
            return ()
        other = (
            Link("本单位申报的", f"{ADDRESS}?year={self.part.year}&of=unit")
            if self.part.office
            else Link("本办公室的计划", f"{ADDRESS}?year={self.part.year}")
        )
        return (
            other,
            Link("上一年", f"{ADDRESS}?year={self.part.year - 1}&view={self.view.key}"),
            Link("下一年", f"{ADDRESS}?year={self.part.year + 1}&view={self.view.key}"),
            Link("导入", f"{ADDRESS}import/?year={self.part.year}"),
        )

    def _row(self, plan: IssuePlan, held: Holding | None) -> Row:
        state = plan.get_state_display() if held is None else "已起草"
        return Row(
            href=self._href(plan, held),
            key=str(plan.pk) if self.view.batch else "",
            voided=plan.state in {S.REFUSED, S.DROPPED},
            internal=plan.internal,
            cells=(
                Cell(plan.number or "未立项"),
                Cell(plan.subject, note=plan.decision or plan.reason),
                Cell(plan.unit.short_name),
                Cell(
                    f"{plan.genre}" if plan.form == "formal" else f"{plan.genre}（{plan.get_form_display()}）"
                ),
                Cell(f"{plan.month}月" if plan.month else "未定"),
                Cell(plan.get_origin_display()),
                Cell(state),
                Cell(held.words if held else ""),
            ),
        )

    def _href(self, plan: IssuePlan, held: Holding | None) -> str:
        if held is not None and held.seen:
            return f"/matters/{held.matter}/"
        if held is None and plan.state == S.APPROVED and plan.unit_id == self.actor.unit_id:
            return f"/outgoing/new/?plan={plan.pk}&issuer={plan.office_id}"
        return f"{ADDRESS}{plan.pk}/"


@require_GET
@require_actor
def plan(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The plan of a year: the office's, or what the actor's unit asked for."""
    if not may_read_plan(actor):
        return refused_page(request, NOT_FOR_YOU)
    now = timezone.now()
    office = request.GET.get("of", "office") == "office" and actor.holds(*KEEPERS)
    part = PlanPart(asked_year(request, now), office)
    view = next((v for v in VIEWS if v.key == request.GET.get("view", "all")), VIEWS[-1])
    asked = Asked.of(request.GET, ADDRESS, FILTERS, keep=("view", "year", "of"))
    found = _List(actor, part, view, asked, row_id(request.GET.get("after", "")), now)
    return answer_list(request, actor, found.page, now=now, conditions=asked.words())


@require_http_methods(["GET", "POST"])
@require_actor
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """A row for the plan."""
    year = asked_year(request, timezone.now())
    return action_page(
        request,
        actor,
        "documents.outgoing.ask_plan",
        lead="年底前报下一年要发的文件；年中临时要发的也可以先报计划，会标明是年中追加。能不发的不报，能合并的合并。",
        back=PLAN,
        values={"year": year},
        done_href=f"{ADDRESS}?year={year}&of=unit&view=asked",
    )


@require_http_methods(["GET", "POST"])
@require_actor
def show(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A row: mended while it is not decided, else read."""
    found = plans.row_for(actor, pk)
    if found is None:
        return refused_page(request, GONE)
    if found.state != S.ASKED or not actor.holds(*DRAFTERS):
        said = f"{found.number or '未立项'}“{found.subject}”：{found.get_state_display()}"
        why = found.decision or "没有附意见。"
        return refused_page(request, Refusal(Code.CLOSED, f"{said}，不能再改。", remedy=why, rule="JW-01"))
    return action_page(
        request,
        actor,
        "documents.outgoing.change_plan",
        lead=f"{found.unit.name}报{found.office.short_name}{found.year}年计划，还没有立项，可以改。",
        back=Link("发文计划", f"{ADDRESS}?year={found.year}&view=asked"),
        hidden={"plan": str(pk)},
        values={
            "subject": found.subject,
            "genre": found.genre,
            "form": found.form,
            "month": found.month,
            "reason": found.reason,
        },
    )


def _many(request: HttpRequest, actor: Actor, name: str, done: str, words: str) -> HttpResponse:
    """Run the action *name* on the chosen rows together: all of them, or none."""
    back = home(request.POST.get("next", ""), ADDRESS)
    rows = [pk for pk in map(row_id, request.POST.getlist("key")[:MOST]) if pk is not None]
    if not rows:
        messages.error(request, "没有选中计划项目。")
        return HttpResponseRedirect(back)
    said = request.POST.get("words", "").strip()
    data = {"rows": rows, "command_id": press_id(request), **({words: said} if said else {})}
    outcome = run(name, actor=actor, data=data, now=timezone.now())
    if isinstance(outcome, Refusal):
        messages.error(request, f"没有办成：{outcome.message}{outcome.remedy}")
    elif not outcome.repeated:
        numbers = f"，{outcome.result['first']}—{outcome.result['last']}" if "first" in outcome.result else ""
        messages.success(request, f"{done} {outcome.result['rows']} 项{numbers}。")
    return HttpResponseRedirect(back)


@require_POST
@require_actor
def approve(request: HttpRequest, actor: Actor) -> HttpResponse:
    """批准立项, each with the next number."""
    return _many(request, actor, "documents.outgoing.approve_rows", "已批准立项", "text")


@require_POST
@require_actor
def refuse(request: HttpRequest, actor: Actor) -> HttpResponse:
    """不予立项, with the reason."""
    return _many(request, actor, "documents.outgoing.refuse_rows", "不予立项", "reason")


@require_POST
@require_actor
def drop(request: HttpRequest, actor: Actor) -> HttpResponse:
    """取消, with the reason."""
    return _many(request, actor, "documents.outgoing.drop_rows", "已取消", "reason")


@require_POST
@require_actor
def carry(request: HttpRequest, actor: Actor) -> HttpResponse:
    """结转到下一年, each with a number of that year."""
    return _many(request, actor, "documents.outgoing.carry_rows", "已结转", "text")
