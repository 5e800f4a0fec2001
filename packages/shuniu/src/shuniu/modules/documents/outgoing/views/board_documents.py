"""The documents that a figure of the board counts, each once."""

from __future__ import annotations

from datetime import date

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Level
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import Cell, Chip, Column, Empty, Link, ListPage, Row
from shuniu.kernel.platform.ui.dates import brief_day
from shuniu.modules.documents.incoming.printing import titled
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing import board
from shuniu.modules.documents.outgoing.board import WHATS, Wanted
from shuniu.modules.documents.outgoing.views.board import BEHIND, Asked, asked_board

COLUMNS = (
    Column("发文字号", "code"),
    Column("标题", "title"),
    Column("起草单位"),
    Column("文种", "muted", label_narrow=True),
    Column("计数日期", "muted", label_narrow=True),
    Column("字数", "number", label_narrow=True),
    Column("提示", "muted"),
)


def asked_documents(request: HttpRequest, year: int) -> Wanted:
    """What the address narrows the list by; what it does not understand it leaves out."""
    given = request.GET
    month = given.get("month", "")
    forms = dict(OutgoingDocument.Form.choices)
    return Wanted(
        year,
        int(month) if month.isdecimal() and 1 <= int(month) <= 12 else None,
        row_id(given.get("unit", "")),
        given.get("form", "") if given.get("form", "") in forms else "",
        given.get("genre", "")[:10],
        given.get("what", "") if given.get("what", "") in WHATS else "",
    )


@require_GET
@require_actor
def documents(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The documents that a figure counts, each once, in the order of the days on which they were counted."""
    now = timezone.now()
    asked = asked_board(request, actor, now)
    if isinstance(asked, Refusal):
        return refused_page(request, asked)
    wanted = asked_documents(request, asked.year)
    day, _, matter = request.GET.get("after", "").partition(".")
    after = (date.fromisoformat(day), int(matter)) if _cursor(day, matter) else None
    narrowed = {
        "month": wanted.month,
        "unit": wanted.unit,
        "form": wanted.form,
        "genre": wanted.genre,
        "what": wanted.what,
    }

    paper = board.on_paper(asked.scope, wanted)

    def page(size: int | None) -> ListPage:
        limit = size or lists.PAGE
        found = board.read_counted(asked.scope, actor, wanted, after=after, size=limit + 1)
        shown, more = found[:limit], len(found) > limit
        last = shown[-1] if shown else None
        return ListPage(
            title=f"{asked.title}：{_words(wanted, shown)}",
            summary=f"另有 {paper.count} 件只有总数：{'；'.join(paper.sources)}" if paper.count else "",
            columns=COLUMNS,
            rows=tuple(_row(document, asked) for document in shown),
            empty=Empty("没有这样的文件。", "在系统里编号、核发的才列得出来；纸质登记簿的数只有总数。"),
            chips=_chips(asked, narrowed, wanted, shown),
            exports=(Link("发文总量", asked.href()),),
            next_href=asked.href(BEHIND, **narrowed, after=f"{last.counted_on}.{last.matter_id}")
            if more and last is not None
            else "",
            compact=True,
        )

    return answer_list(request, actor, page, now=now)


def _cursor(day: str, matter: str) -> bool:
    try:
        date.fromisoformat(day)
    except ValueError:
        return False
    return matter.isdecimal() and len(matter) < 19


def _words(wanted: Wanted, shown: list[OutgoingDocument]) -> str:
    parts = [f"{wanted.month}月"] if wanted.month else []
    if wanted.unit:
        parts.append(shown[0].drafting_unit.short_name if shown else "一个单位")
    parts += [dict(OutgoingDocument.Form.choices)[wanted.form]] if wanted.form else []
    parts += [wanted.genre] if wanted.genre else []
    parts += [WHATS[wanted.what][0]] if wanted.what else []
    return "、".join(parts) or "全部"


def _chips(
    asked: Asked, narrowed: dict[str, object], wanted: Wanted, shown: list[OutgoingDocument]
) -> tuple[Chip, ...]:
    words = {
        "month": f"{wanted.month}月",
        "unit": shown[0].drafting_unit.short_name if shown else "起草单位",
        "form": dict(OutgoingDocument.Form.choices).get(wanted.form, ""),
        "genre": wanted.genre,
        "what": WHATS[wanted.what][0] if wanted.what else "",
    }
    return tuple(
        Chip(words[name], asked.href(BEHIND, **{**narrowed, name: None}))
        for name, value in narrowed.items()
        if value
    )


def _row(document: OutgoingDocument, asked: Asked) -> Row:
    hidden = board.withheld(document)
    hints = []
    if document.over_long:
        hints.append("超长：" + (document.length_reason or "没有写理由"))
    if document.burdens:
        hints.append(f"增负要求 {document.burdens} 处")
    if document.disguised:
        hints.append("便函、白头发正式文种")
    if not document.planned:
        hints.append("计划外")
    return Row(
        href=f"/matters/{document.matter_id}/" if document.shown else asked.href(),  # type: ignore[attr-defined]
        internal=document.matter.level == Level.WORK_SECRET,
        cells=(
            Cell(document.number or "没有字号"),
            Cell("内部件（工作秘密）" if hidden else titled(document.matter)),
            Cell(document.drafting_unit.short_name),
            Cell(document.genre, note="" if document.form == "formal" else document.get_form_display()),
            Cell(brief_day(document.counted_on, asked.today) if document.counted_on else ""),
            Cell(str(document.words)),
            Cell("；".join(hints)),
        ),
    )
