"""回执: who has signed for what the office sent, of one document and across all of them; asking, taking back, slips."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from uuid import uuid4, uuid5

from django.contrib import messages
from django.db.models import Q
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow.models import Level
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import home, press_id, refused_page, require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.screens.narrowing import Asked, Filter, contains, since, until
from shuniu.kernel.platform.screens.room import nothing_found
from shuniu.kernel.platform.ui import (
    BatchAction,
    Cell,
    Column,
    Empty,
    Field,
    FilterForm,
    FormPage,
    Hidden,
    Link,
    ListPage,
    Row,
    Tab,
    count_text,
    day_text,
    moment_text,
    page_response,
)
from shuniu.kernel.platform.ui.dates import brief_text
from shuniu.modules.documents.models import Delivery
from shuniu.modules.documents.outgoing.receipts import (
    VIEWS,
    Receipt,
    count_waiting,
    delivery_for,
    own_document,
    receipts,
    tally_of,
    view_condition,
)

ADDRESS = "/outgoing/receipts/"
SIZE = 25
MOST = 400
NAMED = 6
NOT_OURS = Refusal(
    Code.NOT_FOUND,
    "没有这份发文的分送记录，或者不归您办理。",
    "分送、回执由发文机关的办公室办理。",
    "CQ-06",
)
SENDING = {
    False: "先打印送文回执，或者下载文件和回执一并送去；",
    True: "内部件（工作秘密）只送纸质件：打印送文回执，由专人送达；",
}
"""What to do first for a recipient outside, by whether the document is a 工作秘密 (BM-08)."""
REMIND = BatchAction("催办签收", f"{ADDRESS}remind/")
RECALL = BatchAction("撤回", f"{ADDRESS}recall/", danger=True)
WORDS = Field("text", "说明", placeholder="催办要求，或者撤回的原因（撤回必填）", max_length=400)
COUNTED = frozenset({"waiting", "late", "back"})


FILTERS: tuple[Filter, ...] = (
    Filter(
        "unit",
        "单位",
        lambda value: (
            Q(unit__short_name__contains=value) | Q(unit__name__contains=value) | Q(outside__contains=value)
        ),
        said="单位含“{}”",
    ),
    contains("number", "发文字号", "matter__number"),
    contains("title", "标题", "matter__title"),
    since("from", "送出从", "sent_at"),
    until("to", "到", "sent_at"),
)


@dataclass(frozen=True)
class _List:
    """The receipts of one document, or across all of the office's; narrowed as the address asks."""

    actor: Actor
    view: str
    asked: Asked
    after: int | None
    now: datetime
    matter: int | None = None
    named: str = ""

    @property
    def address(self) -> str:
        return f"/outgoing/{self.matter}/receipts/" if self.matter is not None else ADDRESS

    def page(self, size: int | None) -> ListPage:
        wanted = [q for q in (view_condition(self.view, self.now), self.asked.condition) if q]
        count = size or SIZE
        found = receipts(
            self.actor,
            Q(*wanted) if wanted else None,
            matter_id=self.matter,
            after=self.after,
            size=count + 1,
            now=self.now,
            upwards=self.matter is not None,
        )
        shown, today = found[:count], self.now.astimezone(COUNTY).date()
        # The title of a document on whose own page one is needs no column.
        titled = self.matter is None
        return ListPage(
            title="分送与回执" if self.matter is not None else "回执",
            columns=(
                *((Column("发文字号", "code"), Column("标题", "title")) if titled else ()),
                Column("送往", "name" if not titled else "text", label_narrow=titled),
                *(() if titled else (Column("份数", "muted", label_narrow=True),)),
                Column("送出", "muted", label_narrow=True),
                Column("回执", "pair", label_narrow=True),
                Column("催办", "muted", label_narrow=True),
            ),
            rows=tuple(self._row(one, today) for one in shown),
            empty=nothing_found(self.asked) if self.asked.values else self._empty(),
            tabs=self._tabs(),
            chips=self.asked.chips(),
            filter=FilterForm(self.address, self.asked.fields(), (Hidden("view", self.view),)),
            summary=self._summary(),
            main=Link("补送", f"/outgoing/{self.matter}/send/") if self.matter is not None else None,
            back=Link("发文", f"/matters/{self.matter}/") if self.matter is not None else None,
            next_href=self.asked.href(after=str(shown[-1].id)) if len(found) > count else "",
            batch=(REMIND, RECALL),
            batch_fields=(WORDS,),
            batch_hidden=(Hidden("batch", str(uuid4())), Hidden("next", self.asked.href())),
        )

    def _summary(self) -> str:
        tally = tally_of(self.matter) if self.matter is not None else None
        named = f"{self.named}：" if self.named else ""
        return f"{named}{tally.words}。" if tally is not None else self.named

    def _empty(self) -> Empty:
        if self.view in {"waiting", "late"}:
            return Empty("没有等着签收的。", "送出的文件都已经签收，回执都已经收到。")
        return Empty("这里现在没有。", "核发以后，各单位的签收情况会列在这里。")

    def _tabs(self) -> tuple[Tab, ...]:
        made = []
        for key, (label, _) in VIEWS.items():
            condition = view_condition(key, self.now)
            counted = key in COUNTED and condition is not None
            count = (
                count_waiting(self.actor, condition, matter_id=self.matter) if counted and condition else 0
            )
            made.append(
                Tab(
                    label,
                    f"{self.address}?view={key}",
                    count=count_text(count) if count else "",
                    current=key == self.view,
                    alarming=key == "late",
                )
            )
        return tuple(made)

    def _row(self, one: Receipt, today: date) -> Row:
        marks = (one.mark,) if one.mark else ()
        titled = self.matter is None
        copies = f"{one.copies} 份" + (f"（{one.copy_numbers}）" if one.copy_numbers else "")
        return Row(
            self._href(one),
            (
                *((Cell(one.number), Cell(one.title, marks=marks)) if titled else ()),
                Cell(one.to, note="抄送" if one.role == "抄送" else ""),
                *(() if titled else (Cell(copies),)),
                Cell(brief_text(one.sent_at.astimezone(COUNTY), today)),
                _state(one, today),
                Cell(
                    f"催过，{brief_text(one.reminded_at.astimezone(COUNTY), today)}"
                    if one.reminded_at
                    else ""
                ),
            ),
            key=str(one.id) if one.waits else "",
            internal=one.secret,
        )

    def _href(self, one: Receipt) -> str:
        """One of somebody outside opens its slip; in the list of all, the receipts of its document."""
        if self.matter is None:
            return f"/outgoing/{one.matter}/receipts/"
        return f"/outgoing/receipts/{one.id}/" if not one.inside else f"/matters/{one.matter}/"


def _state(one: Receipt, today: date) -> Cell:
    # Of a paper receipt only the day is known.
    at = one.at.astimezone(COUNTY) if one.at else None
    when = (moment_text(at, today) if one.inside else day_text(at.date(), today)) if at else ""
    said = "，".join(part for part in (one.who, when, one.note) if part)
    return Cell(f"逾期{one.word}" if one.late else one.word, note=said)


@require_GET
@require_actor
def everything(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The receipts of everything the office sent; those that are missing first."""
    now = timezone.now()
    view = request.GET.get("view", "waiting")
    view = view if view in VIEWS else "waiting"
    asked = Asked.of({**request.GET.dict(), "view": view}, ADDRESS, FILTERS)
    found = _List(actor, view, asked, row_id(request.GET.get("after", "")), now)
    return answer_list(request, actor, found.page, now=now, conditions=asked.words())


@require_GET
@require_actor
def of_document(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Who got this document, and how far each has come."""
    document, now = own_document(actor, pk), timezone.now()
    if document is None:
        return refused_page(request, NOT_OURS)
    view = request.GET.get("view", "all")
    view = view if view in VIEWS else "all"
    asked = Asked.of({**request.GET.dict(), "view": view}, f"/outgoing/{pk}/receipts/", FILTERS[:1])
    named = f"{document.number}《{document.matter.title}》"
    found = _List(actor, view, asked, row_id(request.GET.get("after", "")), now, matter=pk, named=named)
    conditions = "，".join(filter(None, (named, asked.words())))
    return answer_list(request, actor, found.page, now=now, conditions=conditions)


@require_POST
@require_actor
def remind(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Ask the chosen recipients to sign; one entry for each document."""
    words = request.POST.get("text", "").strip()
    return _each(request, actor, "documents.outgoing.remind_receipts", {"text": words}, "已催办", "reminded")


@require_POST
@require_actor
def recall(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Take it back from the chosen recipients; refused where one has signed."""
    words = request.POST.get("text", "").strip()
    if not words:
        messages.error(request, "没有撤回：请先写明撤回的原因。")
        return HttpResponseRedirect(home(request.POST.get("next", ""), ADDRESS))
    return _each(request, actor, "documents.outgoing.recall", {"reason": words}, "已撤回", "recalled")


def _each(
    request: HttpRequest, actor: Actor, name: str, said: dict[str, str], done: str, key: str
) -> HttpResponse:
    """Run the action *name* once for each document of the chosen deliveries; what was not done is said."""
    now, batch = timezone.now(), press_id(request)
    ids = [pk for pk in map(row_id, request.POST.getlist("key")[:MOST]) if pk is not None]
    chosen: dict[int, list[int]] = {}
    for one in receipts(actor, Q(pk__in=ids), size=MOST, now=now):
        chosen.setdefault(one.matter, []).append(one.id)
    count, failed = 0, 0
    for matter, deliveries in chosen.items():
        data = {**said, "matter": matter, "deliveries": deliveries}
        command = uuid5(batch, f"{name}/{matter}/{sorted(deliveries)}/{said}")
        outcome = run(name, actor=actor, data={**data, "command_id": command}, now=now)
        if isinstance(outcome, Refusal):
            failed += 1
            if failed <= NAMED:
                messages.error(request, f"{outcome.message}{outcome.remedy}")
        else:
            count += int(outcome.result.get(key, 0))
    if count:
        messages.success(request, f"{done} {count} 个单位。")
    elif not failed:
        messages.error(request, "没有选中单位。")
    return HttpResponseRedirect(home(request.POST.get("next", ""), ADDRESS))


@require_http_methods(["GET", "POST"])
@require_actor
def send_more(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The form of 补送."""
    document = own_document(actor, pk)
    if document is None:
        return refused_page(request, NOT_OURS)
    back = f"/outgoing/{pk}/receipts/"
    return action_page(
        request,
        actor,
        "documents.outgoing.send_more",
        lead=f"{document.number}《{document.matter.title}》送给名单以外的单位。",
        back=Link("分送与回执", back),
        done_href=back,
        hidden={"matter": str(pk)},
    )


@require_http_methods(["GET", "POST"])
@require_actor
def outside(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One recipient outside: its slip and files, and the form in which the receipt that came back is entered."""
    one = delivery_for(actor, pk)
    if one is None or one.unit_id is not None:
        return refused_page(request, NOT_OURS)
    back = f"/outgoing/{one.matter_id}/receipts/"
    title = f"{one.outside}的送文回执"
    secret = one.matter.level == Level.WORK_SECRET
    slip = Link("打印送文回执", f"{ADDRESS}{pk}/slip.pdf", icon="print")
    files = Link("下载文件和回执", f"{ADDRESS}{pk}/files.zip", icon="export", download=True)
    tools = (slip,) if secret else (slip, files)
    if request.method == "GET" and (done := _done(one, timezone.now().astimezone(COUNTY).date())):
        lead = f"{one.matter.number}《{one.matter.title}》。{done}"
        return page_response(
            request, FormPage(title, "", "", (), lead, back=Link("分送与回执", back), tools=tools)
        )
    return action_page(
        request,
        actor,
        "documents.outgoing.enter_receipt",
        title=title,
        lead=f"{one.matter.number}《{one.matter.title}》。{SENDING[secret]}送文回执交回以后，照上面签的填写，可以附扫描件。",
        back=Link("分送与回执", back),
        tools=tools,
        done_href=back,
        hidden={"matter": str(one.matter_id), "delivery": str(pk)},
    )


def _done(one: Delivery, today: date) -> str:
    """Why there is nothing left to enter, and what comes next; empty while the receipt is awaited."""
    if one.state != Delivery.State.SENT:
        return f"这一份{one.get_state_display()}，不用再等回执。"
    if one.received_at is None:
        return ""
    day = day_text(one.received_at.astimezone(COUNTY).date(), today)
    return f"{one.received_by}已于{day}签收，回执已经录入，不用再办；扫描件在文件的办理记录里。"
