"""收文: the lists."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import uuid4

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.flow import lists
from shuniu.kernel.flow.lists import Cursor
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.listing import (
    UPWARDS,
    View,
    columns_of,
    matters_in_order,
    rows_of,
    tabs,
    view_of,
)
from shuniu.kernel.platform.screens.narrowing import FURTHER, WINDOWS_OUT, Asked, read_narrowed
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS
from shuniu.kernel.platform.ui import BatchAction, Empty, Field, FilterForm, Hidden, Link, ListPage
from shuniu.modules.documents.incoming.presentation import FILTERS
from shuniu.modules.documents.incoming.queries import keeps

ADDRESS = "/incoming/"
REMIND = BatchAction("催办", "/incoming/reminders/send/")
REMIND_WORDS = Field("text", "催办要求", placeholder="催办要求（可不填）", max_length=400)
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


@dataclass(frozen=True)
class _List:
    """One view of 收文, narrowed and turned as the address asks."""

    actor: Actor
    view: View
    asked: Asked
    after: Cursor | None
    now: datetime

    def page(self, size: int | None) -> ListPage:
        shown, view, asked = PRESENTATIONS.get("incoming"), self.view, self.asked
        part = view.part(self.now, self.after, upwards=asked.keep.get("order") == UPWARDS)
        found = read_narrowed(
            view.principals(self.actor),
            [f"incoming.{view.list_name}"],
            asked.condition,
            part=part,
            **({"size": size, "windows": WINDOWS_OUT} if size else {}),
        )
        rows = rows_of(matters_in_order(found.ids), shown, now=self.now)
        reminds = keeps(self.actor) and view.list_name in {"open", "doing"}
        return ListPage(
            title="收文",
            columns=columns_of(shown, view, asked),
            rows=rows,
            empty=nothing_found(asked) if asked.values else EMPTY.get(view.key, Empty("这里现在没有文件。")),
            main=Link("收文登记", "/incoming/new/") if self.actor.holds("CLERK", "LIAISON") else None,
            tabs=tabs(self.actor, "incoming", view, ADDRESS, now=self.now),
            chips=asked.chips(),
            filter=FilterForm(ADDRESS, asked.fields(), (Hidden("view", view.key),)),
            next_href=asked.href(after=str(found.next)) if found.next else "",
            next_label="下一页" if len(rows) >= lists.PAGE else FURTHER,
            batch=(REMIND,) if reminds else (),
            batch_fields=(REMIND_WORDS,) if reminds else (),
            batch_hidden=(Hidden("batch", str(uuid4())), Hidden("next", asked.href())) if reminds else (),
        )


def nothing_found(asked: Asked) -> Empty:
    """The empty state of a list that filters have emptied."""
    return Empty(
        f"没有符合条件的：{asked.words()}。", "去掉一个条件再看。", Link("去掉全部条件", asked.bare())
    )


@require_GET
@require_actor
def incoming_list(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One view of 收文, by keyset: on the screen, as Excel, on paper."""
    now, view = timezone.now(), view_of(request.GET.get("view", "todo"))
    asked = Asked.of(request.GET, ADDRESS, FILTERS)
    found = _List(actor, view, asked, Cursor.parse(request.GET.get("after", "")), now)
    return answer_list(request, actor, found.page, now=now, conditions=asked.words())
