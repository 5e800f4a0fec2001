"""阅读记录 of 工作秘密 (BM-11): for whoever proposed it, and for the 保密员, who sees no title he may not see."""

from __future__ import annotations

from datetime import date
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.reader_log import SECRECY, SHOWN, Read, last_read, list_secrets_for, log_for
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.ui import Cell, Column, Empty, Link, ListPage, Row, moment_text, page_response

ADDRESS = "/readings/"
SIZE = 25
NOT_KEEPER = Refusal(
    Code.NOT_ALLOWED,
    "工作秘密的阅读记录由保密员查看，您现在的身份没有这项职责。",
    remedy="您提出定为工作秘密的件，请打开那一件，从“阅读记录”里看。",
    rule="BM-11",
)


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The 工作秘密 that the 保密员 looks after, by number, the newest first."""
    if not actor.holds(SECRECY):
        return refused_page(request, NOT_KEEPER)
    now = timezone.now()
    found = list_secrets_for(actor, now=now, after=row_id(request.GET.get("after", "")), size=SIZE + 1)
    shown, today = found[:SIZE], now.astimezone(COUNTY).date()
    last = last_read(shown)
    page = ListPage(
        title="工作秘密阅读记录",
        columns=(
            Column("编号", "title"),
            Column("单位"),
            Column("登记", "muted"),
            Column("最近一次阅读", "muted"),
        ),
        rows=tuple(
            Row(
                f"/matters/{m.pk}/readings/",
                (
                    Cell(m.number or "未编号", marks=("内部",)),
                    Cell(m.unit.short_name),
                    Cell(moment_text(m.opened_at.astimezone(COUNTY), today)),
                    Cell(moment_text(last[m.pk].astimezone(COUNTY), today) if m.pk in last else "没有人看过"),
                ),
                internal=True,
            )
            for m in shown
        ),
        empty=Empty("没有工作秘密。", "登记为工作秘密的件，谁在什么时候看过，都列在这里，不列标题。"),
        next_href=f"{ADDRESS}?{urlencode({'after': shown[-1].pk})}" if len(found) > SIZE else "",
    )
    return page_response(request, page)


@require_GET
@require_actor
def of_matter(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Who read one 工作秘密, the newest reading first."""
    now = timezone.now()
    log = log_for(actor, pk, now=now)
    if isinstance(log, Refusal):
        return refused_page(request, log)
    today = now.astimezone(COUNTY).date()
    more = f"只列最近 {SHOWN} 次。" if len(log.reads) == SHOWN else ""
    page = ListPage(
        title=f"阅读记录：{_name(log.matter, open_=log.open)}",
        columns=(Column("谁", "title"), Column("什么时候", "muted"), Column("看了什么")),
        rows=tuple(_row(read, today) for read in log.reads),
        empty=Empty("还没有人看过。"),
        main=Link("打开办件", f"/matters/{pk}/") if log.open else None,
        summary=f"知悉范围：{'、'.join(log.readers) or '没有登记'}。{more}",
    )
    return page_response(request, page)


def _name(matter: Matter, *, open_: bool) -> str:
    return f"{matter.number} {matter.title}".strip() if open_ else matter.number or "未编号"


def _row(read: Read, today: date) -> Row:
    what = f"{read.how.label}：{read.what}" if read.what else read.how.label
    cells = (Cell(read.who), Cell(moment_text(read.at.astimezone(COUNTY), today)), Cell(what))
    return Row("", cells, internal=True)
