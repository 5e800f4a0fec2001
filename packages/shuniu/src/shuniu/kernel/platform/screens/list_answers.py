"""One list, three answers: on the screen, as Excel, on paper. Every list of the house goes through here.

A list is a function that builds its page with at most so many rows; what leaves the house keeps to the row cap
(BM-07), carries the name of who took it, leaves out every 工作秘密 and says how many (BM-08), and is recorded.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse

from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform import papers
from shuniu.kernel.platform.screens import exporting
from shuniu.kernel.platform.screens.answers import refused_page
from shuniu.kernel.platform.ui import Link, ListPage, page_response

AS = "as"
OF_THE_SCREEN = (AS, "after", "seen")
WIDE = {"title": 60, "name": 28, "text": 34, "pair": 38, "code": 26, "light": 16, "muted": 26, "number": 16}
MIDDLE = frozenset({"light", "code", "muted", "number"})


@dataclass(frozen=True, slots=True)
class PrintedColumn:
    """One column of a printed list: its head, its share of the width, whether its values stand in the middle."""

    label: str
    width: float
    centred: bool


@dataclass(frozen=True, slots=True)
class ListData:
    """A list as it is printed; *said* stands at the foot of every page."""

    title: str
    conditions: str
    columns: tuple[PrintedColumn, ...]
    rows: tuple[tuple[str, ...], ...]
    said: str


PAPER = papers.declare(
    papers.Paper(
        "platform.list", "清单", Path(papers.__file__).parent / "list.typ", landscape=True,
        roles=(papers.Role.FANGSONG, papers.Role.XIAOBIAOSONG, papers.Role.HEITI),
    )
)  # fmt: skip
"""The one printed form of every list that has none of its own."""


def answer_list(
    request: HttpRequest,
    actor: Actor,
    build: Callable[[int | None], ListPage],
    *,
    now: datetime,
    conditions: str = "",
) -> HttpResponse:
    """The list as the address asks for it. *build* is called with the most rows to give; None: a page's worth.

    *conditions* are the filters in words.
    """
    form = request.GET.get(AS, "")
    if form not in {"xlsx", "pdf"}:
        page = build(None)
        ways = (
            Link("导出 Excel", _address(request, "xlsx"), icon="export"),
            Link("打印", _address(request, "pdf"), icon="print"),
        )
        return page_response(request, replace(page, exports=(*page.exports, *ways)))
    limit = exporting.row_limit(now)
    page = build(limit + 1)
    if len(page.rows) > limit:
        return refused_page(request, exporting.too_many(limit))
    rows = tuple(row for row in page.rows if not row.internal)
    kept_back = len(page.rows) - len(rows)
    note = f"另有内部件 {kept_back} 件，按规定不导出。" if kept_back else ""
    if page.next_href:
        note += "更早的没有查找。"
    title = page.title if _tab(page) in {"", page.title} else f"{page.title}（{_tab(page)}）"
    if form == "xlsx":
        named = f"{title}：{conditions}" if conditions else title
        table = replace(exporting.table_of(title, page.columns, rows), title=named[:100])
        return exporting.sheet_response(request, actor, table, now=now, note=note)
    data = ListData(
        title=title,
        conditions=conditions,
        columns=tuple(PrintedColumn(c.label, WIDE[c.kind], c.kind in MIDDLE) for c in page.columns),
        rows=tuple(tuple(map(exporting.cell_text, row.cells)) for row in rows),
        said=exporting.watermark(actor, now, note),
    )
    refusal = exporting.leave_record(actor, f"打印{title}", len(rows), now=now)
    if refusal is not None:
        return refused_page(request, refusal)
    return exporting.paper_response(request, PAPER, data, now=now, name=title, back=_address(request, ""))


def _tab(page: ListPage) -> str:
    return next((tab.label for tab in page.tabs if tab.current), "")


def _address(request: HttpRequest, form: str) -> str:
    """The same list in another form, from its beginning."""
    query = [(k, v) for k, values in request.GET.lists() if k not in OF_THE_SCREEN for v in values]
    said = urlencode([*query, *([(AS, form)] if form else [])])
    return f"{request.path}?{said}" if said else request.path
