"""年度总量: what paper registers say, the written explanations and their paper (JW-02)."""

from __future__ import annotations

from datetime import datetime

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import leave_record, paper_response, row_limit
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import Cell, Column, Empty, Link, ListPage, Row, Tab
from shuniu.kernel.platform.ui.dates import day_text
from shuniu.modules.documents.models import CeilingExplanation, IssueTally
from shuniu.modules.documents.outgoing import ceilings
from shuniu.modules.documents.outgoing.who import APPROVERS, KEEPERS
from shuniu.modules.documents.papers import lean as papers

ADDRESS = "/outgoing/ceiling/"
BACK = Link("年度总量", ADDRESS)
NOT_FOR_YOU = Refusal(
    Code.NOT_ALLOWED,
    "书面说明和纸质登记簿的数由办公室的文书和负责人办理。",
    remedy="请找本单位文书。",
    rule="JW-02",
)
GONE = Refusal(
    Code.NOT_FOUND, "没有这份书面说明，或者不是本办公室的。", remedy="请从“年度总量”里打开。", rule="JW-02"
)
EXPLAINED = (
    Column("年度", "code"),
    Column("说明", "title"),
    Column("报送", label_narrow=True),
    Column("增加", "number", label_narrow=True),
    Column("上年", "number", label_narrow=True),
    Column("报送日期", "muted", label_narrow=True),
    Column("登记", "muted"),
)
COUNTED = (
    Column("年度", "code"),
    Column("依据", "title"),
    Column("起草单位"),
    Column("形式、文种", label_narrow=True),
    Column("月份", "muted", label_narrow=True),
    Column("件数", "number", label_narrow=True),
)


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The written explanations, or what was entered from paper; the newest first."""
    if not actor.holds(*KEEPERS):
        return refused_page(request, NOT_FOR_YOU)
    now = timezone.now()
    paper = request.GET.get("view") == "paper"
    today = now.astimezone(COUNTY).date()
    room = ceilings.room_of(actor.unit_id, today.year, on=today)

    def page(size: int | None) -> ListPage:
        most = size or row_limit(now)
        return ListPage(
            title="年度总量",
            summary=f"{actor.unit_name}{room.words}",
            columns=COUNTED if paper else EXPLAINED,
            rows=tuple(map(_count, ceilings.paper_counts_of(actor)[:most]))
            if paper
            else tuple(_explained(e, now) for e in ceilings.explanations_of(actor)[:most]),
            empty=Empty("没有录入纸质登记簿的数。", "第一年使用的，录入去年的发文数，今年才知道还可发几件。")
            if paper
            else Empty(
                "没有书面说明。", "发文数到了上年总数还要发的，先向上级办公厅室书面说明，再在这里登记。"
            ),
            main=_main(actor, paper=paper),
            tabs=(
                Tab("书面说明", ADDRESS, current=not paper),
                Tab("纸质登记簿的数", f"{ADDRESS}?view=paper", current=paper),
            ),
            exports=(Link("发文总量", "/outgoing/board/"),),
            compact=True,
        )

    return answer_list(request, actor, page, now=now)


def _main(actor: Actor, *, paper: bool) -> Link | None:
    if paper:
        return Link("录入", f"{ADDRESS}paper/")
    return Link("登记书面说明", f"{ADDRESS}explain/") if actor.holds(*APPROVERS) else None


def _explained(found: CeilingExplanation, now: datetime) -> Row:
    today = now.astimezone(COUNTY).date()
    return Row(
        href=f"{ADDRESS}{found.pk}.pdf",
        cells=(
            Cell(f"{found.year}年"),
            Cell(found.text, brief=found.text[:40] + ("……" if len(found.text) > 40 else "")),
            Cell(found.sent_to, note=found.paper),
            Cell(f"{found.extra}"),
            Cell(f"{found.last_year}"),
            Cell(day_text(found.sent_on, today)),
            Cell(found.unit.short_name if found.unit is not None else "全办", note=found.person_name),
        ),
    )


def _count(found: IssueTally) -> Row:
    return Row(
        href=f"{ADDRESS}paper/?year={found.year}&month={found.month}&form={found.form}",
        cells=(
            Cell(f"{found.year}年"),
            Cell(found.source),
            Cell(found.unit.short_name if found.unit is not None else "不分单位"),
            Cell(found.get_form_display(), note=found.genre),
            Cell(f"{found.month}月" if found.month else "全年"),
            Cell(str(found.issued)),
        ),
    )


@require_http_methods(["GET", "POST"])
@require_actor
def explain(request: HttpRequest, actor: Actor) -> HttpResponse:
    """登记书面说明."""
    return action_page(
        request,
        actor,
        "documents.outgoing.explain_ceiling",
        lead="发文只减不增。确需超过上年的，先向上级办公厅（室）书面说明，报出以后在这里登记，可以打印存档。登记以后不能改。",
        back=BACK,
    )


@require_http_methods(["GET", "POST"])
@require_actor
def paper(request: HttpRequest, actor: Actor) -> HttpResponse:
    """录入纸质登记簿的发文数."""
    today = timezone.now().astimezone(COUNTY).date()
    asked = {k: request.GET[k] for k in ("year", "month", "form") if k in request.GET}
    return action_page(
        request,
        actor,
        "documents.outgoing.enter_paper_count",
        lead="开始使用以前的发文数，照登记簿录入：全年一个数，或者按月、按单位、按文种分开录。再录一次就换掉，录 0 就去掉。",
        back=Link("年度总量", f"{ADDRESS}?view=paper"),
        values={"year": today.year - 1, **asked},
    )


@require_GET
@require_actor
def pdf(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """A written explanation on paper."""
    now = timezone.now()
    found = ceilings.explanations_of(actor).filter(pk=pk).first()
    if found is None:
        return refused_page(request, GONE)
    title = f"关于{found.year}年发文数量超过上年的说明"
    refusal = leave_record(actor, f"打印{title}", 1, now=now)
    if refusal is not None:
        return refused_page(request, refusal)
    data = papers.ExplanationData(
        title=title,
        sent_to=found.sent_to,
        paper=found.paper,
        office=found.office.name,
        unit=found.unit.name if found.unit is not None else "",
        year=found.year,
        last_year=found.last_year,
        issued=found.issued,
        extra=found.extra,
        text=found.text,
        person=found.person_name,
        sent_on=found.sent_on,
    )
    return paper_response(request, papers.EXPLANATION, data, now=now, name=title, back=ADDRESS)
