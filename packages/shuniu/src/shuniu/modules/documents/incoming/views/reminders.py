"""催办台: what is late or soon due, with whom it lies, and one press to ask whoever holds it to go on (GW-07)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta
from uuid import uuid4, uuid5

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.hands import first_of
from shuniu.kernel.flow.lists import Cursor, Range
from shuniu.kernel.flow.models import Level, Matter
from shuniu.kernel.flow.runner import run
from shuniu.kernel.flow.visibility import NO_DUE, seconds
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import home, press_id, require_actor
from shuniu.kernel.platform.screens.detail import in_days, matter_light, yellow_days
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.listing import UPWARDS, title_cell, turning
from shuniu.kernel.platform.screens.narrowing import (
    DUE,
    FURTHER,
    TITLE,
    URGENCY,
    WINDOWS_OUT,
    Asked,
    contains,
    read_narrowed,
)
from shuniu.kernel.platform.screens.room import nothing_found
from shuniu.kernel.platform.ui import (
    Cell,
    Column,
    Empty,
    FilterForm,
    Hidden,
    ListPage,
    Row,
    Tab,
    count_text,
    day_text,
)
from shuniu.kernel.platform.ui.dates import brief_text
from shuniu.modules.documents.incoming.queries import (
    Reminded,
    hands_of,
    never_reminded,
    reminders_of,
)
from shuniu.modules.documents.incoming.views.lists import REMIND, REMIND_WORDS

ADDRESS = "/incoming/reminders/"
SOON = timedelta(days=3)
MOST = 100
NAMED = 6
LIST = ["incoming.open"]
FILTERS = (
    TITLE,
    contains("holder", "在谁手里", "standing"),
    contains("lead", "主办", "incoming__lead"),
    contains("source", "来文单位", "incoming__source"),
    URGENCY,
    DUE,
)


@dataclass(frozen=True)
class View:
    """A saved view of the board: a range of due dates, and a condition beside it."""

    key: str
    label: str
    empty: Empty
    alarming: bool = False
    low: timedelta | None = None
    high: timedelta | None = None
    counted: bool = False

    def part(self, now: datetime, after: Cursor | None = None, *, upwards: bool = False) -> Range:
        """The due dates of this view: `low` is the latest, `high` the earliest, both from *now*."""
        low = NO_DUE - seconds(now + self.low) + 1 if self.low is not None else None
        high = NO_DUE - seconds(now + self.high) + 1 if self.high is not None else None
        return Range(after=after, low=low, high=high, upwards=upwards)

    def condition(self, actor: Actor) -> Q | None:
        """What this view asks beside the due date."""
        if self.key == "mine":
            return Q(incoming__reminder_id=actor.person_id)
        return never_reminded() if self.key == "fresh" else None


VIEWS = (
    View("late", "逾期", Empty("没有逾期的。", "各件都在时限以内。"), True, low=timedelta(0), counted=True),
    View("soon", "三天内到期", Empty("三天内没有到期的。"), low=SOON, high=timedelta(0), counted=True),
    View("fresh", "还没催过", Empty("到期、将到期的都催过了。"), low=SOON),
    View("mine", "我催办的", Empty("没有指定您催办的文件。", "交办时写明您是催办人的，会列在这里。")),
    View("all", "全部在办", Empty("没有在办的收文。", "登记的文件办结之前，都会按到期先后列在这里。")),
)


@dataclass(frozen=True)
class _Board:
    """One view of the board, narrowed and turned as the address asks."""

    actor: Actor
    view: View
    asked: Asked
    after: Cursor | None
    now: datetime

    def page(self, size: int | None) -> ListPage:
        asked, view, now = self.asked, self.view, self.now
        wanted = [q for q in (view.condition(self.actor), asked.condition) if q is not None]
        found = read_narrowed(
            self.actor.principals,
            LIST,
            Q(*wanted) if wanted else None,
            part=view.part(now, self.after, upwards=asked.keep.get("order") == UPWARDS),
            **({"size": size, "windows": WINDOWS_OUT} if size else {}),
        )
        matters = lists.matters_in_order(found.ids)
        return ListPage(
            title="催办台",
            columns=(
                Column("状态", "light"),
                Column("收文号", "code"),
                Column("标题", "title"),
                Column("现在在谁手里", label_narrow=True),
                turning(Column("期限", "muted", label_narrow=True), asked, soonest=True),
                Column("催办", label_narrow=True),
            ),
            rows=_rows(matters, now),
            empty=nothing_found(asked) if asked.values else view.empty,
            tabs=_tabs(self.actor, view, now),
            chips=asked.chips(),
            filter=FilterForm(ADDRESS, asked.fields(), (Hidden("view", view.key),)),
            next_href=asked.href(after=str(found.next)) if found.next else "",
            next_label="下一页" if len(matters) >= lists.PAGE else FURTHER,
            batch=(REMIND,),
            batch_fields=(REMIND_WORDS,),
            batch_hidden=(Hidden("batch", str(uuid4())), Hidden("next", asked.href())),
            row_actions=(REMIND,),
        )


def _tabs(actor: Actor, current: View, now: datetime) -> tuple[Tab, ...]:
    found = []
    for view in VIEWS:
        count = lists.count(actor.principals, LIST, part=view.part(now)) if view.counted else 0
        found.append(
            Tab(
                view.label,
                f"{ADDRESS}?view={view.key}",
                count=count_text(count) if count else "",
                current=view is current,
                alarming=view.alarming,
            )
        )
    return tuple(found)


def _rows(matters: Sequence[Matter], now: datetime) -> tuple[Row, ...]:
    told, hands = reminders_of(matters), hands_of(matters)
    today, days = now.astimezone(COUNTY).date(), yellow_days(now)
    return tuple(
        Row(
            f"/matters/{m.pk}/",
            (
                Cell("", light=in_days(matter_light(m, now=now, yellow_days=days), m.due_at, today)),
                Cell(m.number or "待登记"),
                title_cell(m),
                Cell(first_of(hands[m.pk].below) or m.standing),
                Cell(day_text(m.due_at.astimezone(COUNTY).date(), today) if m.due_at else ""),
                _told(told.get(m.pk), today),
            ),
            key=str(m.pk),
            internal=m.level == Level.WORK_SECRET,
        )
        for m in matters
    )


def _told(reminded: Reminded | None, today: date) -> Cell:
    if reminded is None:
        return Cell("没有催过")
    last = brief_text(reminded.last.astimezone(COUNTY), today) if reminded.last else ""
    return Cell(f"催过 {reminded.times} 次", note=f"上次 {last}")


@require_GET
@require_actor
def reminders(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Open matters of the unit in the order in which they fall due, with what was reminded so far."""
    now = timezone.now()
    view = next((v for v in VIEWS if v.key == request.GET.get("view", "late")), VIEWS[0])
    asked = Asked.of({"view": view.key, **request.GET.dict()}, ADDRESS, FILTERS)
    board = _Board(actor, view, asked, Cursor.parse(request.GET.get("after", "")), now)
    return answer_list(request, actor, board.page, now=now, conditions=asked.words())


@dataclass
class _Sent:
    """What became of the reminders of one press."""

    told: list[str] = field(default_factory=list)
    refused: list[str] = field(default_factory=list)
    repeated: int = 0


@require_POST
@require_actor
def send_reminders(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Remind the holders of the row that was pressed, or of every chosen matter.

    There is nothing to take back: whoever holds it has been told. So what was said, and to whom, is shown.
    """
    only = request.POST.get("only", "")
    keys = [only] if only else request.POST.getlist("key")[:MOST]
    words = request.POST.get("text", "").strip()
    batch = press_id(request)
    sent, now = _Sent(), timezone.now()
    ids = [pk for pk in map(row_id, keys) if pk is not None]
    matters = {m.pk: m for m in lists.matters_in_order(ids)}
    for pk in ids:
        data = {"matter": pk, "text": words, "command_id": uuid5(batch, f"{pk}/{words}")}
        outcome = run("flow.remind", actor=actor, data=data, now=now)
        if isinstance(outcome, Refusal):
            sent.refused.append(f"{_name(matters.get(pk), outcome)}没有催：{outcome.message}")
        elif outcome.repeated:
            sent.repeated += 1
        else:
            sent.told.append(f"{matters[pk].number or '待登记'}（{matters[pk].standing}）")
    _say(request, sent, words)
    return HttpResponseRedirect(home(request.POST.get("next", ""), ADDRESS))


def _name(matter: Matter | None, refusal: Refusal) -> str:
    """The number of a matter that may be named; what the actor does not see has none."""
    return (
        matter.number
        if matter is not None and refusal.code is not Code.NOT_FOUND and matter.number
        else "有一件"
    )


def _say(request: HttpRequest, sent: _Sent, words: str) -> None:
    for line in sent.refused[:NAMED]:
        messages.error(request, line)
    if sent.told:
        named = "、".join(sent.told[:NAMED]) + (f"等 {len(sent.told)} 件" if len(sent.told) > NAMED else "")
        said = f"，说的是：“{words}”" if words else ""
        messages.success(request, f"已催办 {len(sent.told)} 件：{named}{said}。")
    elif sent.repeated:
        messages.success(request, "刚才已经催过，没有重复催办。")
    elif not sent.refused:
        messages.error(request, "没有选中要催办的文件。")
