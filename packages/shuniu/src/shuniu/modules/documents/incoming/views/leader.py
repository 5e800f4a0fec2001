"""A leader's page for a tablet or phone: one document at a time, three presses at most.

Off until the county turns it on (parameter `incoming.leader_phone`; docs/decisions say why), and never for a
matter of 工作秘密. No time is counted, nothing is ranked, nobody is made to open it (国办函〔2026〕12号).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace
from enum import StrEnum
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base import parameters
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.models import Entry, Level, Matter
from shuniu.kernel.flow.offers import offers
from shuniu.kernel.flow.reading import Reading, confirmable_by, mark_seen, read_matter
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.detail import Attempt, detail_page, urgent_mark
from shuniu.kernel.platform.screens.presentation import Scene
from shuniu.kernel.platform.ui import (
    Fact,
    Field,
    Hidden,
    LeaderPage,
    Link,
    RefusalPanel,
    Reply,
    TimelineEntry,
    page_response,
)
from shuniu.modules.documents.incoming.folder import Leader, desk_of, folder_of
from shuniu.modules.documents.leaders import ASKED as ASKED_OF_OTHERS
from shuniu.modules.documents.models import line_of

OFF = Refusal(
    Code.NOT_ALLOWED,
    "本县没有开通领导平板、手机批阅页面。",
    remedy="请在工作台办理；需要开通的，由县政府办公室研究后请系统管理员设置参数。",
    rule="JF-01",
)
NOT_HERE = Refusal(Code.NOT_ALLOWED, "这一件不能在平板、手机上批阅，请在办公室的电脑上办理。", rule="BM-08")
REPLIES = (
    Reply("圈阅", "reply", "circle"),
    Reply("同意拟办", "reply", "agree", filled=True),
    Reply("批示", "reply", "instruct", needs_words=True),
    Reply("退回", "reply", "return", needs_words=True),
)
CONFIRM_REPLIES = (Reply("确认代录", "reply", "confirm", filled=True),)
READ_REPLIES = (
    Reply("已阅", "reply", "circle", filled=True),
    Reply("写意见", "reply", "instruct", needs_words=True),
)


class Ask(StrEnum):
    """What the leader is asked for here; what is something else is done on the matter's own page."""

    INSTRUCT = "instruct"
    READ = "read"
    CONFIRM = "confirm"
    NOTHING = "nothing"


ASKED: Mapping[Ask, tuple[Reply, ...]] = {
    Ask.INSTRUCT: REPLIES,
    Ask.READ: READ_REPLIES,
    Ask.CONFIRM: CONFIRM_REPLIES,
    Ask.NOTHING: (),
}


def _off() -> bool:
    return not parameters.value("incoming.leader_phone", on=timezone.now().astimezone(COUNTY).date())


@require_GET
@require_actor
def first(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The first document of the leader's folder."""
    if _off():
        return refused_page(request, OFF)
    desk = _desk(actor)
    return HttpResponseRedirect(f"/leader/{desk[0][1].pk}/" if desk else "/")


def _desk(actor: Actor) -> list[tuple[Leader, Matter]]:
    """What the leader is to decide on, one after another: his own, then as AB岗 of those who are away; a paper that
    lies with both stands once."""
    found: dict[int, tuple[Leader, Matter]] = {}
    for leader in desk_of(actor):
        others = (m for asked in ASKED_OF_OTHERS.values() for m in asked.waiting(leader))
        for matter in (*folder_of(leader), *others):
            found.setdefault(matter.pk, (leader, matter))
    return list(found.values())


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One document of the folder."""
    return _show(request, actor, pk, None)


def _show(request: HttpRequest, actor: Actor, pk: int, attempt: Attempt | None) -> HttpResponse:
    if _off():
        return refused_page(request, OFF)
    reading = read_matter(actor, pk)
    if isinstance(reading, Refusal):
        return refused_page(request, reading)
    if reading.matter.level != Level.ORDINARY:
        return refused_page(request, NOT_HERE)
    mark_seen(actor, reading.work.open_tasks, now=timezone.now())
    status = attempt.refusal.status if attempt else 200
    return page_response(request, _page(actor, reading, attempt), status=status)


def _page(actor: Actor, reading: Reading, attempt: Attempt | None) -> LeaderPage:
    """The page of the document, in its place among those that wait for the leader."""
    matter, desk = reading.matter, _desk(actor)
    ids = [m.pk for _, m in desk]
    place = ids.index(matter.pk) if matter.pk in ids else -1
    of_other = matter.kind in ASKED_OF_OTHERS
    make = ASKED_OF_OTHERS.get(matter.kind).page if of_other else _incoming
    return replace(
        make(actor, reading, attempt),
        position=_position(actor, desk, place),
        prev_href=f"/leader/{ids[place - 1]}/" if place > 0 else "",
        next_href=f"/leader/{ids[place + 1]}/" if 0 <= place < len(ids) - 1 else "",
    )


def _incoming(actor: Actor, reading: Reading, attempt: Attempt | None) -> LeaderPage:
    now, matter, line = timezone.now(), reading.matter, line_of(reading.matter)
    common = detail_page(Scene(actor, now, reading))
    ask, recorded = asked_of(actor, reading), unconfirmed(actor, reading)
    return LeaderPage(
        title=matter.title,
        number=matter.number,
        position="",
        light=common.standing.light,
        summary=tuple(p for p in line.summary.split("\n") if p)[:6] or ("没有摘要，请看原文。",),
        facts=tuple(f for f in common.facts if f.label in {"来文单位", "来文字号", "文种"})
        + _due(common.standing.due),
        proposal=_last(common.timeline, "proposal"),
        paper=common.paper,
        action=f"/leader/{matter.pk}/answer/",
        replies=ASKED[ask],
        opinion=_opinion(ask, attempt),
        note=_note(ask, recorded, common.next_note or "这一步请打开办件办理。"),
        whole=Link("打开办件", f"/matters/{matter.pk}/"),
        hidden=(
            Hidden("version", str(matter.version)),
            *_command(common.next),
            *((Hidden("entry", str(recorded.pk)),) if recorded and ask is Ask.CONFIRM else ()),
        ),
        hand=common.next.hand if common.next else "",
        earlier=tuple(e for e in common.timeline if e.kind == "instruction"),
        urgent=urgent_mark(matter),
        refusal=RefusalPanel.of(attempt.refusal) if attempt else None,
    )


def _position(actor: Actor, desk: Sequence[tuple[Leader, Matter]], place: int) -> str:
    if place < 0:
        return ""
    leader = desk[place][0]
    behalf = "" if leader.person_id == actor.person_id else f"（代{leader.name}）"
    return f"第 {place + 1} 件，共 {len(desk)} 件{behalf}"


def _opinion(ask: Ask, attempt: Attempt | None) -> Field | None:
    if ask not in {Ask.INSTRUCT, Ask.READ}:
        return None
    typed = str(attempt.values.get("text", "")) if attempt else ""
    label = "意见" if ask is Ask.READ else "批示"
    return Field("text", label, "textarea", value=typed, phrases=_phrases())


def _note(ask: Ask, recorded: Entry | None, otherwise: str) -> str:
    if ask is Ask.CONFIRM and recorded is not None:
        words = f"“{recorded.text}”" if recorded.text else recorded.label
        return f"代录您的话：{words}（代录人{recorded.person_name}）。与纸上一致的请确认；不一致的，请告诉代录的人更正。"
    return otherwise if ask is Ask.NOTHING else ""


def _command(next_action: Any) -> tuple[Hidden, ...]:
    return tuple(h for h in next_action.hidden if h.name == "command_id") if next_action else ()


def _due(due: str) -> tuple[Fact, ...]:
    return (Fact("期限", due),) if due else ()


def _last(timeline: tuple[TimelineEntry, ...], kind: str) -> TimelineEntry | None:
    return next((e for e in timeline if e.kind == kind), None)


def _phrases() -> tuple[str, ...]:
    return parameters.texts("incoming.phrases_instruction", on=timezone.now().astimezone(COUNTY).date())


def asked_of(actor: Actor, reading: Reading) -> Ask:
    """What *actor* is asked for on this matter: to read, to write a 批示, or to confirm what was recorded for him."""
    steps = {
        o.action.name
        for o in offers(actor, reading)
        if o.step and o.refusal is None and o.recorded_for is None
    }
    if "flow.read" in steps:
        return Ask.READ
    if "documents.incoming.instruct" in steps:
        return Ask.INSTRUCT
    confirms = "flow.confirm_recorded" in steps and unconfirmed(actor, reading) is not None
    return Ask.CONFIRM if confirms else Ask.NOTHING


@require_POST
@require_actor
def answer(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One press: circled, agreed, in words, or back with a reason; then the next document."""
    if _off():
        return refused_page(request, OFF)
    reading = read_matter(actor, pk)
    if isinstance(reading, Refusal):
        return refused_page(request, reading)
    if reading.matter.level != Level.ORDINARY:
        return refused_page(request, NOT_HERE)
    if reading.matter.kind in ASKED_OF_OTHERS:
        name, data = ASKED_OF_OTHERS.get(reading.matter.kind).answer(actor, reading, request.POST.dict())
    else:
        name, data = _action(request, asked_of(actor, reading))
    outcome = run(name, actor=actor, data={**data, "matter": pk}, now=timezone.now())
    if isinstance(outcome, Refusal):
        typed = {"text": request.POST.get("text", "")}
        return _show(request, actor, pk, Attempt(name, typed, outcome))
    messages.success(request, "已办好，转到下一件。")
    return HttpResponseRedirect("/leader/")


def _action(request: HttpRequest, ask: Ask) -> tuple[str, dict[str, Any]]:
    """The action that a reply stands for, and its data."""
    reply, text = request.POST.get("reply", ""), request.POST.get("text", "").strip()
    data: dict[str, Any] = {k: request.POST[k] for k in ("version", "command_id") if request.POST.get(k)}
    if reply == "return":
        return "flow.return", {**data, "reason": text}
    if reply == "confirm":
        return "flow.confirm_recorded", {**data, "entry": request.POST.get("entry", "")}
    if ask is Ask.READ:
        return "flow.read", {**data, "text": text, "result": "opinion" if reply == "instruct" else "read"}
    return "documents.incoming.instruct", {**data, "text": text, "manner": reply or "instruct"}


def unconfirmed(actor: Actor, reading: Reading) -> Entry | None:
    """The oldest of the leader's words that were recorded for him and that nobody has confirmed."""
    mine = (e for e in confirmable_by(actor, reading) if e.behalf_person_id == actor.person_id)
    return next(mine, None)
