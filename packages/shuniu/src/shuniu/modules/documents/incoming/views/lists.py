"""收文: the lists."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.flow import lists
from shuniu.kernel.flow.lists import Cursor
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.exporting import (
    row_limit,
    sheet_response,
    table_of,
    too_many,
    without_work_secrets,
)
from shuniu.kernel.platform.screens.listing import columns_of, matters_in_order, rows_of, tabs, view_of
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS
from shuniu.kernel.platform.ui import Empty, Link, ListPage, page_response

ADDRESS = "/incoming/"
EMPTY = {
    "todo": Empty(
        "没有等您办的收文。",
        "新到的文件会出现在这里；刚收到纸质件的，请登记。",
        Link("收文登记", "/incoming/new/"),
    ),
    "overdue": Empty("没有逾期的收文。", "各件都在时限以内。"),
    "portfolio": Empty(
        "您分管的单位现在没有收文在办。", "县办转给您分管单位、或者这些单位报来的件会列在这里。"
    ),
    "all": Empty(
        "还没有收文。", "拖入文件或者扫描件，就可以登记第一件。", Link("收文登记", "/incoming/new/")
    ),
}


@require_GET
@require_actor
def incoming_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One view of 收文, by keyset."""
    now = timezone.now()
    default = "todo"
    view = view_of(request.GET.get("view", default), default)
    after = Cursor.parse(request.GET.get("after", ""))
    page = lists.read_page(view.principals(actor), [f"incoming.{view.list_name}"], part=view.part(now, after))
    shown = PRESENTATIONS.get("incoming")
    matters = matters_in_order(page.ids)
    return page_response(
        request,
        ListPage(
            title="收文",
            columns=columns_of(shown),
            rows=rows_of(matters, shown, now=now),
            empty=EMPTY.get(view.key, Empty("这里现在没有文件。")),
            main=Link("收文登记", "/incoming/new/") if actor.holds("CLERK", "LIAISON") else None,
            tabs=tabs(actor, "incoming", view, ADDRESS, now=now),
            next_href=f"{ADDRESS}?{urlencode({'view': view.key, 'after': str(page.next)})}"
            if page.next
            else "",
            exports=(
                Link("导出 Excel", f"{ADDRESS}export.xlsx?{urlencode({'view': view.key})}", icon="export"),
            ),
        ),
    )


@require_GET
@require_actor
def export(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One view of 收文 as Excel, within the cap of BM-07."""
    now = timezone.now()
    view, shown = view_of(request.GET.get("view", "todo")), PRESENTATIONS.get("incoming")
    limit = row_limit(now)
    page = lists.read_page(
        view.principals(actor), [f"incoming.{view.list_name}"], part=view.part(now), size=limit + 1
    )
    if len(page.ids) > limit:
        return refused_page(request, too_many(limit))
    matters, note = without_work_secrets(matters_in_order(page.ids))
    table = table_of(f"收文（{view.label}）", columns_of(shown), rows_of(matters, shown, now=now))
    return sheet_response(request, actor, table, now=now, note=note)
