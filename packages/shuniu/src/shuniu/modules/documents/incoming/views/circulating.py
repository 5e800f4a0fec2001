"""传阅: open rounds of the unit with every reader's live place (GW-06)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import uuid4

from django.db.models import Q
from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_GET

from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import lists
from shuniu.kernel.flow.models import Level, Round, RoundMember, Urgency
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.listing import UPWARDS, title_cell, turning
from shuniu.kernel.platform.screens.narrowing import Asked, Filter, contains, one_of
from shuniu.kernel.platform.screens.room import nothing_found
from shuniu.kernel.platform.ui import (
    BatchAction,
    Cell,
    Column,
    Empty,
    FilterForm,
    Hidden,
    ListPage,
    Row,
    Tab,
)
from shuniu.kernel.platform.ui.dates import brief_text
from shuniu.modules.documents.incoming.queries import open_rounds, read_by, resting_since, seats_of
from shuniu.modules.documents.incoming.views.lists import REMIND, REMIND_WORDS

ADDRESS = "/incoming/circulating/"
RESTING = timedelta(days=3)
ASK = BatchAction("催阅", REMIND.action)
NOBODY = "—"
FILTERS = (
    contains("title", "标题", "matter__title"),
    Filter("reader", "正在阅的人", read_by, said="在{}手里"),
    one_of("urgency", "紧急程度", "matter__urgency", ((str(u.value), u.label) for u in reversed(Urgency))),
)
VIEWS = (("all", "正在传阅"), ("resting", "停了三天以上"))


@dataclass(frozen=True)
class _List:
    """The open rounds, narrowed and turned as the address asks."""

    actor: Actor
    asked: Asked
    after: int | None
    now: datetime

    def page(self, size: int | None) -> ListPage:
        asked, resting = self.asked, self.asked.keep.get("view") == "resting"
        wanted = [q for q in (resting_since(self.now - RESTING) if resting else None, asked.condition) if q]
        found = open_rounds(
            self.actor,
            Q(*wanted) if wanted else None,
            after=self.after,
            upwards=asked.keep.get("order") != UPWARDS,
            size=size or lists.PAGE,
        )
        empty = Empty("没有正在传阅的文件。", "在办件页面的“其他操作”里发起传阅。")
        return ListPage(
            title="传阅",
            columns=(
                Column("收文号", "code"),
                Column("标题", "title"),
                Column("正在阅", label_narrow=True),
                Column("送达", "muted", narrow=False),
                Column("已阅", label_narrow=True),
                Column("还没送到", label_narrow=True),
                Column("进度", "number", label_narrow=True),
                turning(Column("开始", "muted", narrow=False), asked, soonest=True),
            ),
            rows=_rows(found.rounds, self.now),
            empty=nothing_found(asked) if asked.values else empty,
            tabs=tuple(
                Tab(label, f"{ADDRESS}?view={key}", current=(key == "resting") == resting)
                for key, label in VIEWS
            ),
            chips=asked.chips(),
            filter=FilterForm(ADDRESS, asked.fields(), (Hidden("view", asked.keep.get("view", "all")),)),
            next_href=asked.href(after=str(found.rounds[-1].pk)) if found.more else "",
            batch=(ASK,),
            batch_fields=(REMIND_WORDS,),
            batch_hidden=(Hidden("batch", str(uuid4())), Hidden("next", asked.href())),
            row_actions=(ASK,),
        )


def _rows(rounds: Sequence[Round], now: datetime) -> tuple[Row, ...]:
    seats, today = seats_of(rounds), now.astimezone(COUNTY).date()
    return tuple(
        Row(
            f"/matters/{r.matter_id}/",
            (
                Cell(r.matter.number),
                title_cell(r.matter),
                Cell(_names(seats[r.pk], RoundMember.State.ACTIVE)),
                Cell(_arrived(seats[r.pk], today)),
                Cell(_names(seats[r.pk], RoundMember.State.DONE)),
                Cell(_names(seats[r.pk], RoundMember.State.WAITING)),
                Cell(_progress(seats[r.pk])),
                Cell(brief_text(r.opened_at.astimezone(COUNTY), today)),
            ),
            key=str(r.matter_id),
            internal=r.matter.level == Level.WORK_SECRET,
        )
        for r in rounds
    )


def _names(seats: Sequence[RoundMember], state: str) -> str:
    found = [s.person.name if s.person else s.unit.short_name for s in seats if s.state == state]
    return "、".join(found) or NOBODY


def _arrived(seats: Sequence[RoundMember], today: date) -> str:
    """Since when the one who has had it longest has it."""
    sent = [s.sent_at for s in seats if s.state == RoundMember.State.ACTIVE and s.sent_at is not None]
    return brief_text(min(sent).astimezone(COUNTY), today) if sent else NOBODY


def _progress(seats: Sequence[RoundMember]) -> str:
    done = sum(s.state == RoundMember.State.DONE for s in seats)
    return f"{done}/{len(seats)}"


@require_GET
@require_actor
def circulating(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The open 传阅 of the unit."""
    now, after = timezone.now(), request.GET.get("after", "")
    asked = Asked.of(request.GET, ADDRESS, FILTERS)
    found = _List(actor, asked, row_id(after), now)
    return answer_list(request, actor, found.page, now=now, conditions=asked.words())
