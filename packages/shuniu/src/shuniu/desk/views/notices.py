"""消息: what one was told, newest first; opening the page counts as having read it."""

from __future__ import annotations

from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.notices.queries import count_words, mark_read, newest, page, unread_count
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.session import current_actor
from shuniu.kernel.platform.ui import Cell, Column, Empty, ListPage, Row, Tab, page_response
from shuniu.kernel.platform.ui.dates import moment_text

ADDRESS = "/notices/"
COLUMNS = (Column("内容", "title"), Column("时间", "code"))
TOLD_AT_ONCE = 3


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One page of notices."""
    now, unread = timezone.now(), request.GET.get("view") == "unread"
    found = page(actor, before=row_id(request.GET.get("before", "")), unread=unread)
    today = now.astimezone(COUNTY).date()
    rows = tuple(
        Row(
            line.url or "/",
            (
                Cell(line.text, urgent="急" if line.urgent else ""),
                Cell(moment_text(line.at.astimezone(COUNTY), today)),
            ),
            unread=line.unread,
        )
        for line in found.lines
    )
    more = {"view": "unread"} if unread else {}
    count = count_words(unread_count(actor))
    listing = ListPage(
        title="消息",
        columns=COLUMNS,
        rows=rows,
        empty=Empty("没有未读的消息。")
        if unread
        else Empty("没有消息。", "有新的待办、批示、催办时，会在这里告诉您。"),
        tabs=(
            Tab("全部", ADDRESS, current=not unread),
            Tab("未读", f"{ADDRESS}?view=unread", count=count, current=unread),
        ),
        next_href=f"{ADDRESS}?{urlencode({**more, 'before': found.before})}" if found.before else "",
    )
    mark_read(actor, [line.id for line in found.lines if line.unread], now=now)
    return page_response(request, listing)


@require_GET
def new(request: HttpRequest) -> HttpResponse:
    """What an open page asks every few seconds: the unread count, and what came in since the id `?after=`.

    Without `after` it tells only where to go on from. Nothing counts as read by being asked for.
    """
    actor = current_actor(request, timezone.now())
    if isinstance(actor, Refusal):
        return HttpResponse(status=204)
    asked = request.GET.get("after")
    last, lines = newest(actor, after=None if asked is None else row_id(asked) or 0, size=TOLD_AT_ONCE)
    answer = JsonResponse(
        {
            "last": last,
            "count": count_words(unread_count(actor)),
            "told": [{"text": line.text, "href": line.url or "/", "urgent": line.urgent} for line in lines],
        }
    )
    answer.headers["Cache-Control"] = "no-store"
    return answer
