"""搜索: by number, title and text, newest first, never more than one may see."""

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow.models import Level
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.detail import matter_light, yellow_days
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.listing import title_cell
from shuniu.kernel.platform.search.queries import Hit, search
from shuniu.kernel.platform.ui import Cell, Column, Empty, ListPage, Row
from shuniu.kernel.platform.ui.dates import brief_text

COLUMNS = (
    Column("状态", "light"),
    Column("编号", "code"),
    Column("标题", "title"),
    Column("现在在谁手里"),
    Column("更新", "muted"),
)


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The matters that hold every word of the query."""
    query, now = request.GET.get("q", "").strip()[:100], timezone.now()
    if query.startswith("/p/") or (len(query) == 8 and query.isalnum() and query.isupper()):
        return HttpResponseRedirect(f"/p/{query.removeprefix('/p/')}/")
    before = request.GET.get("before", "")
    found = _Found(actor, query, row_id(before), now)
    return answer_list(request, actor, found.page, now=now)


@dataclass(frozen=True)
class _Found:
    """What holds every word of the query, newest first."""

    actor: Actor
    query: str
    before: int | None
    now: datetime

    def page(self, size: int | None) -> ListPage:
        query = self.query
        found = search(self.actor, query, before=self.before, **({"size": size} if size else {}))
        return ListPage(
            title=f"搜索“{query}”" if query else "搜索",
            columns=COLUMNS,
            rows=_rows(found.hits, self.now),
            empty=_empty(query),
            next_href=f"/search/?{urlencode({'q': query, 'before': found.before})}" if found.before else "",
        )


def _rows(hits: Sequence[Hit], now: datetime) -> tuple[Row, ...]:
    days, today = yellow_days(now), now.astimezone(COUNTY).date()
    return tuple(
        Row(
            hit.url,
            (
                Cell("", light=matter_light(hit.matter, now=now, yellow_days=days)),
                Cell(hit.matter.number, segments=hit.number),
                _title(hit),
                Cell(hit.matter.standing),
                Cell(brief_text(hit.matter.updated_at.astimezone(COUNTY), today)),
            ),
            internal=hit.matter.level == Level.WORK_SECRET,
        )
        for hit in hits
    )


def _title(hit: Hit) -> Cell:
    """The title with what was found in it; the passage only where neither it nor the number shows why."""
    shown = any(found for _, found in (*hit.number, *hit.title))
    passage = () if shown else hit.snippet
    cell = title_cell(hit.matter, note="".join(text for text, _ in passage))
    return replace(cell, segments=hit.title, note_segments=passage)


def _empty(query: str) -> Empty:
    if not query:
        return Empty(
            "请在上方输入要找的字。", "可以输收文号、文号、标题、来文单位或者正文中的任意几个字，用空格分开。"
        )
    return Empty(f"没有找到含有“{query}”的办件。", "请减少几个字再试；不在您知悉范围内的不会出现在这里。")
