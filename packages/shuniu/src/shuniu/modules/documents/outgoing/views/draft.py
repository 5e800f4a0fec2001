"""The desk at which an outgoing document is written: it is shown, saved, checked, put aside."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import asdict, dataclass, replace
from datetime import datetime
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.context import Work
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.flow.reading import mark_seen
from shuniu.kernel.flow.runner import run
from shuniu.kernel.flow.turn import now_with
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.session import away_key
from shuniu.kernel.platform.ui import (
    Link,
    Suggestion,
    Suggestions,
    moment_text,
    page_response,
    render_component,
)
from shuniu.modules.documents.models import OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import desk, editing, looking
from shuniu.modules.documents.outgoing.addressing import choices_for
from shuniu.modules.documents.outgoing.desk import Desk, Typed
from shuniu.modules.documents.outgoing.elements import LABELS, Elements, seen
from shuniu.modules.documents.outgoing.parting import parted
from shuniu.modules.documents.outgoing.patterns import pattern_of
from shuniu.modules.documents.outgoing.phrases import offered_to
from shuniu.modules.documents.outgoing.queries import version_of

SAVE, HAND_IN, CHECK, PART = "save", "hand_in", "check", "part"


@dataclass(frozen=True)
class _At:
    """Where the person stands: the document in his hands."""

    actor: Actor
    work: Work
    now: datetime

    @property
    def pk(self) -> int:
        return self.work.matter.pk

    @property
    def here(self) -> str:
        return f"/outgoing/{self.pk}/draft/"


def _at(actor: Actor, pk: int) -> _At | Refusal:
    """The desk of the document, or why the person may not write there."""
    work = editing.work_for(actor, pk)
    if isinstance(work, Refusal):
        return work
    if not editing.may_edit(actor, work):
        return Refusal(
            Code.NOT_YOUR_TURN,
            f"现在是“{work.state.label}”，稿子不在您手里，不能改。",
            remedy=f"{now_with(work.matter)}要看稿子，请打开办件或者各稿对比。",
            rule="GW-10",
        )
    now = timezone.now()
    return reader_log.note(actor, work.matter, How.PAGE, now=now) or _At(actor, work, now)


@require_http_methods(["GET", "POST"])
@require_actor
def draft(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The desk; a press on it saves, hands in, checks, or moves an annex."""
    at = _at(actor, pk)
    if isinstance(at, Refusal):
        return refused_page(request, at)
    return _show(request, at) if request.method == "GET" else _press(request, at)


def _show(request: HttpRequest, at: _At) -> HttpResponse:
    document = document_of(at.work.matter)
    mark_seen(at.actor, at.work.open_tasks, now=at.now)
    stands = Elements.of(document)
    found = _desk(at, Typed.of(desk.content_of(version_of(document), document), stands))
    buffer = editing.kept_for(at.pk, at.actor.person_id)
    if buffer is not None and request.GET.get("kept") == "1":
        moment = moment_text(buffer.at.astimezone(COUNTY), found.today)
        said = f"已经放回{moment}没有保存的改动，请看过再保存。"
        found = replace(found, typed=Typed.kept(buffer.typed, stands), restored=said)
    pattern = pattern_of(request.GET.get("pattern", ""))
    if pattern is not None:
        found = replace(found, typed=found.typed.begun(pattern), unsaved=True)
    return page_response(request, desk.desk_page(replace(found, buffer=buffer)))


def _desk(at: _At, typed: Typed, **more: Any) -> Desk:
    document = document_of(at.work.matter)
    return Desk(
        at.work.matter,
        document,
        typed,
        at.now,
        phrases=offered_to(at.actor, at.now.astimezone(COUNTY).date()),
        **{"over": document.current, "reviewing": at.work.matter.state != "drafting", **more},
    )


def typed_in(request: HttpRequest, document: OutgoingDocument | None = None) -> Typed:
    """The form as it was sent; the elements that it does not hold are those of *document*, where it may change any."""
    post = request.POST
    elements = None
    if document is not None:
        drafting = "genre" in post and document.matter.state == "drafting"
        elements = Elements.of(document).sent(post.dict(), post.getlist("joint") if drafting else None)
    titles, texts = post.getlist("annex_title"), post.getlist("annex_text")
    return Typed(
        title=post.get("title", ""),
        addressees=post.get("addressees", ""),
        body=post.get("body", "").replace("\r\n", "\n"),
        annexes=tuple(zip(titles, (t.replace("\r\n", "\n") for t in texts), strict=False)),
        copy_to=post.get("copy_to", ""),
        note=post.get("note", ""),
        length_reason=post.get("length_reason", ""),
        elements=elements,
    )


def seen_elements(request: HttpRequest) -> dict[str, Any]:
    """The elements as they stood when the page was opened; empty where the form does not say."""
    try:
        found = json.loads(request.POST.get("elements_seen", ""))
    except ValueError:
        return {}
    return {name: found[name] for name in LABELS if name in found} if isinstance(found, dict) else {}


def _changed(request: HttpRequest, document: OutgoingDocument, typed: Typed) -> dict[str, Any]:
    """The elements that the person changed since the page was opened."""
    stands = Elements.of(document)
    return (typed.elements or stands).changes_from(stands.with_(seen_elements(request)))


def _press(request: HttpRequest, at: _At) -> HttpResponse:
    document = document_of(at.work.matter)
    typed, wish = typed_in(request, document), request.POST.get("annex", "")
    over = request.POST.get("draft", "")
    if wish or request.POST.get("go") in {CHECK, PART}:
        written_over = int(over) if over.isdecimal() and len(over) < 9 else document.current
        command = request.POST.get("command_id", "")
        same: dict[str, Any] = {
            "elements_seen": seen_elements(request),
            "window": request.POST.get("window", ""),
        }
        typed, said = parted(typed) if request.POST.get("go") == PART else (typed.moved(wish), "")
        same |= {"over": written_over, "command": command, "restored": said}
        found = _desk(at, typed, unsaved=True, **same)
        return page_response(request, desk.desk_page(found))
    refusal, saved = _save(request, at, typed)
    if refusal is None and request.POST.get("go") == HAND_IN:
        return _hand_in(request, at, typed, saved)
    if request.headers.get("X-Quiet") == "1":
        return _quietly(refusal, saved, at)
    if refusal is not None:
        return _refused(request, at, typed, refusal)
    messages.success(request, f"已保存第 {saved} 稿。" if saved else "没有改动，不用保存。")
    return HttpResponseRedirect(at.here)


def _save(request: HttpRequest, at: _At, typed: Typed) -> tuple[Refusal | None, int]:
    """Save what was typed: the refusal if there is one, and the number of the version that was made or whose elements
    were changed (0: nothing was changed)."""
    document = document_of(at.work.matter)
    last = version_of(document)
    changed = _changed(request, document, typed)
    data = {
        **typed.data(),
        "elements": changed,
        "elements_seen": seen_elements(request) if changed else {},
        "matter": at.pk,
        "draft": request.POST.get("draft") or None,
        "declared_not_secret": request.POST.get("declared_not_secret") == "1",
        **_command(request),
    }
    same = last is not None and request.POST.get("draft") == str(last.number) and _same(last.content, typed)
    if same and not changed:
        return None, 0
    outcome = run("documents.outgoing.save_draft", actor=at.actor, data=data, now=at.now)
    if isinstance(outcome, Refusal):
        return outcome, 0
    return None, int(outcome.result["draft"])


def _same(content: Mapping[str, Any], typed: Typed) -> bool:
    return desk.tidy(typed) == content


def _command(request: HttpRequest) -> dict[str, str]:
    given = request.POST.get("command_id", "")
    return {"command_id": given} if given else {}


def _hand_in(request: HttpRequest, at: _At, typed: Typed, saved: int) -> HttpResponse:
    fresh = editing.work_for(at.actor, at.pk)
    number = saved or document_of(at.work.matter).current
    data = {"matter": at.pk, "draft": number, "length_reason": typed.length_reason}
    outcome = run("documents.outgoing.hand_in", actor=at.actor, data=data, now=at.now)
    if isinstance(outcome, Refusal):
        matter = fresh.matter if isinstance(fresh, Work) else at.work.matter
        document = document_of(matter)
        found = _desk(at, typed, window=request.POST.get("window", ""))
        found = replace(found, document=document, over=document.current, refusal=outcome)
        return page_response(request, desk.desk_page(found), status=outcome.status)
    messages.success(request, "已保存并送审。" if saved else "已送审。")
    return HttpResponseRedirect(f"/matters/{at.pk}/")


def _quietly(refusal: Refusal | None, saved: int, at: _At) -> HttpResponse:
    """The answer to Ctrl+S: the page stays as it is and learns which version it holds now."""
    if refusal is not None:
        return JsonResponse({"why": refusal.message}, status=refusal.status)
    number = saved or document_of(at.work.matter).current
    time = f"{at.now.astimezone(COUNTY):%H:%M}"
    return JsonResponse(
        {
            "draft": number,
            "version": f"第 {number} 稿",
            "said": f"{time} 已保存第 {number} 稿" if saved else "没有改动，不用保存",
            "elements_seen": json.dumps(_stands(at), ensure_ascii=False),
            "command_id": str(uuid4()),
        }
    )


def _stands(at: _At) -> dict[str, Any]:
    """The elements as the record has them now."""
    fresh = editing.work_for(at.actor, at.pk)
    matter = fresh.matter if isinstance(fresh, Work) else at.work.matter
    return Elements.of(document_of(matter)).kept()


def _refused(request: HttpRequest, at: _At, typed: Typed, refusal: Refusal) -> HttpResponse:
    """The desk with everything that was typed. When somebody else saved meanwhile it is written over his version from
    now on, and the comparison is offered."""
    links: tuple[Link, ...] = ()
    document = document_of(at.work.matter)
    before = request.POST.get("draft", "")
    if refusal.code is Code.STALE and before.isdecimal():
        seen, address = int(before), f"/outgoing/{at.pk}/versions/"
        links = (
            Link(
                f"看第 {seen} 稿与第 {document.current} 稿的对比", f"{address}?a={seen}&b={document.current}"
            )
            if seen
            else Link(f"看第 {document.current} 稿", address),
        )
        refusal = replace(
            refusal,
            remedy=f"您写的都在下面。请先看{'对比' if seen else '那一稿'}，把那里改的并进来，再保存，"
            "就是新的一稿；两稿都留着。",
        )
    problems: dict[str, tuple[str, ...]] = {}
    for problem in refusal.problems:
        problems[problem.field] = (*problems.get(problem.field, ()), problem.message)
    same: dict[str, Any] = {"window": request.POST.get("window", "")}
    if refusal.code is not Code.STALE:
        same["elements_seen"] = seen_elements(request)
    found = _desk(at, typed, refusal=refusal, links=links, problems=problems, unsaved=True, **same)
    return page_response(request, desk.desk_page(found), status=refusal.status)


@require_POST
@require_actor
def check(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What is to be said of the text as it stands in the form."""
    at = _at(actor, pk)
    if isinstance(at, Refusal):
        return refused_page(request, at)
    today = at.now.astimezone(COUNTY).date()
    document = document_of(at.work.matter)
    found = desk.check_of(document, typed_in(request, document), today)
    return HttpResponse(render_component(found, request))


@require_POST
@require_actor
def look(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The pages of the text as it stands in the form; `known` are the digests of those the browser has."""
    at = _at(actor, pk)
    if isinstance(at, Refusal):
        # The page may still be open when the draft has gone on: that is told, and is no fault.
        told = at.code is Code.NOT_YOUR_TURN
        return JsonResponse({"why": at.message}) if told else refused_page(request, at)
    document = document_of(at.work.matter)
    typed = typed_in(request, document)
    looked = seen(document, typed.elements) if typed.elements is not None else document
    try:
        found = looking.look(looked, desk.tidy_content(typed), request.POST.get("known", "").split(","))
    except ValueError as error:
        return JsonResponse({"why": f"版面排不出来：{error}。"}, status=422)
    return JsonResponse(asdict(found))


@require_POST
@require_actor
def keep(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Put aside what is typed; the answer says when it was, or why it was not (`gate`: the browser is to keep none of
    it either)."""
    now, over = timezone.now(), request.POST.get("draft", "")
    work = editing.work_for(actor, pk)
    if isinstance(work, Refusal):
        return JsonResponse({"why": work.message}, status=work.status)
    document = document_of(work.matter)
    typed = typed_in(request, document)
    data = {**typed.data(), "document": pk, "over": over if over.isdecimal() else 0}
    data["annexes"] = [{**annex, "title": annex["title"] or "未命名"} for annex in data["annexes"]]
    data["elements"] = _changed(request, document, typed)
    data["declared_not_secret"] = request.POST.get("declared_not_secret") == "1"
    data["window"], data["opened"] = request.POST.get("window", ""), request.POST.get("opened") or None
    outcome = run("documents.outgoing.keep_draft", actor=actor, data=data, now=now)
    if isinstance(outcome, Refusal):
        stopped = outcome.code is Code.SECRET
        return JsonResponse({"why": outcome.message, "gate": stopped}, status=outcome.status)
    return JsonResponse({"at": f"{now.astimezone(COUNTY):%H:%M}"})


@require_POST
@require_actor
def drop(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """Throw away what was put aside."""
    outcome = run("documents.outgoing.drop_kept", actor=actor, data={"document": pk}, now=timezone.now())
    if isinstance(outcome, Refusal):
        return refused_page(request, outcome)
    messages.success(request, "没保存的改动已经去掉。")
    return HttpResponseRedirect(f"/outgoing/{pk}/draft/")


@require_GET
@require_actor
def away(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The key of this sign-in for what is written while the network is away; no cache keeps it."""
    return JsonResponse({"key": away_key(request)}, headers={"Cache-Control": "no-store"})


@require_GET
@require_actor
def organs(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The names that an addressee may have, in the order of a line; with the lists of the office that issues *document*,
    where the actor may see it."""
    today = timezone.now().astimezone(COUNTY).date()
    pk = row_id(request.GET.get("document", ""))
    work = editing.work_for(actor, pk) if pk is not None else None
    offices = (work.matter.unit_id,) if isinstance(work, Work) else ()
    found = tuple(
        Suggestion(one.name, one.note, usual=bool(one.members), part=one.part, members=one.members)
        for one in choices_for(today, offices)
    )
    return HttpResponse(render_component(Suggestions(found), request))
