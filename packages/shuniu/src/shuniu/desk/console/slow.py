"""慢语句, for the 系统管理员: which statements keep people waiting, without what was asked for."""

from __future__ import annotations

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.slow_queries import SlowQuery, slow_queries
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import require_administrator
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import Cell, Column, Empty, ListPage, Row

MOST = 100
COLUMNS = (Column("语句", "title"), Column("最慢"), Column("次数"), Column("最近一次"))


@require_GET
@require_administrator("SYSTEM_ADMIN")
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Every slow statement, the worst first; at most `MOST`."""
    found = slow_queries()

    def page(size: int | None) -> ListPage:
        return ListPage(
            title="慢语句",
            columns=COLUMNS,
            rows=tuple(map(_row, found[:MOST])),
            empty=Empty(f"没有超过 {settings.SLOW_QUERY_MS} 毫秒的数据库语句。"),
            summary=f"超过 {settings.SLOW_QUERY_MS} 毫秒的数据库语句，最慢的在前，语句里的值已去掉。"
            "系统变慢时，导出这张表交给维护人员。",
            compact=True,
        )

    return answer_list(request, actor, page, now=timezone.now())


def _row(query: SlowQuery) -> Row:
    last = timezone.localtime(query.last)
    return Row(
        "",
        (
            Cell(query.sql),
            Cell(f"{query.worst:.0f} 毫秒"),
            Cell(f"{query.count} 次"),
            Cell(f"{last:%Y-%m-%d %H:%M}"),
        ),
    )
