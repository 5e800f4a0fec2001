"""消息: what one was told, newest first; opening the page counts as having read it."""

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.notices.queries import mark_read, page
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.ui import Cell, Column, Empty, ListPage, Row, page_response
from shuniu.kernel.platform.ui.dates import moment_text

COLUMNS = (Column("内容", "title"), Column("时间", "muted"))


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page of notices."""
    now = timezone.now()
    found = page(actor, before=row_id(request.GET.get("before", "")))
    today = now.astimezone(COUNTY).date()
    rows = tuple(
        Row(
            line.url or "/",
            (
                Cell(line.text, urgent="催" if line.urgent else ""),
                Cell(moment_text(line.at.astimezone(COUNTY), today)),
            ),
            unread=line.unread,
        )
        for line in found.lines
    )
    listing = ListPage(
        title="消息",
        columns=COLUMNS,
        rows=rows,
        empty=Empty("没有消息。", "有新的待办、批示、催办时，会在这里告诉您。"),
        next_href=f"/notices/?{urlencode({'before': found.before})}" if found.before else "",
    )
    mark_read(actor, [line.id for line in found.lines if line.unread], now=now)
    return page_response(request, listing)
