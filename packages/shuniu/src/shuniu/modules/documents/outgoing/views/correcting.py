"""签发后更正: the page on which a signed text is corrected (GW-14)."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.context import Work
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.flow.runner import run
from shuniu.kernel.flow.turn import why_not_turn
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.choosers import CHOOSERS, Asking
from shuniu.kernel.platform.ui import Link, Option, page_response, render_component
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing import correcting, editing
from shuniu.modules.documents.outgoing.desk import Desk, Typed
from shuniu.modules.documents.outgoing.queries import signed_content
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.outgoing.views.draft import typed_in

ACTION = "documents.outgoing.correct_text"


def _open(actor: Actor, pk: int, now: datetime) -> tuple[Work, Content] | Refusal:
    """The document and the text that was signed, or why the person may not correct it now."""
    work = editing.work_for(actor, pk)
    if isinstance(work, Refusal):
        return work
    transition = work.procedure.transitions[ACTIONS.get(ACTION).transition.rpartition(":")[2]]
    refusal, _ = why_not_turn(actor, work, transition, recorded_for=None)
    if refusal is not None:
        return refusal
    return reader_log.note(actor, work.matter, How.PAGE, now=now) or (work, signed_content(work.matter))


def _back(pk: int, refusal: Refusal) -> Link | None:
    """The document, where one may see it: its page says whose turn it is."""
    return None if refusal.code == Code.NOT_FOUND else Link("回办件", f"/matters/{pk}/")


@require_http_methods(["GET", "POST"])
@require_actor
def correct(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The form; pressed, it says what kind of change each place is, or hands the correction in."""
    now = timezone.now()
    found = _open(actor, pk, now)
    if isinstance(found, Refusal):
        return refused_page(request, found, _back(pk, found))
    work, signed = found
    desk = Desk(
        work.matter, document_of(work.matter), Typed.of(signed), now, document_of(work.matter).current
    )
    if request.method == "GET":
        return _page(request, actor, desk, signed)
    typed = typed_in(request).moved(request.POST.get("annex", ""))
    desk = replace(desk, typed=typed, command=request.POST.get("command_id", ""), unsaved=True)
    if request.POST.get("go") != "hand_in":
        return _page(request, actor, desk, signed)
    outcome = run(ACTION, actor=actor, data=_data(request, desk), now=now)
    if isinstance(outcome, Refusal):
        problems: dict[str, tuple[str, ...]] = {}
        for problem in outcome.problems:
            problems[problem.field] = (*problems.get(problem.field, ()), problem.message)
        return _page(request, actor, replace(desk, refusal=outcome, problems=problems), signed)
    proofreading = outcome.result["nature"] == "proofreading"
    messages.success(request, "已提交，等另一位同志确认。" if proofreading else "已提交，报原签发人复审。")
    return HttpResponseRedirect(f"/matters/{pk}/")


def _data(request: HttpRequest, desk: Desk) -> dict[str, Any]:
    post = request.POST
    return {
        **desk.typed.data(),
        "matter": desk.matter.pk,
        "draft": post.get("draft") or None,
        "reason": post.get("reason", ""),
        "confirmer": post.get("confirmer") or None,
        "nature": "substantive" if post.get("nature") else "judged",
        "declared_not_secret": post.get("declared_not_secret") == "1",
        **({"command_id": desk.command} if desk.command else {}),
    }


def _page(request: HttpRequest, actor: Actor, desk: Desk, signed: Content) -> HttpResponse:
    told = {name: request.POST.get(name, "") for name in ("reason", "confirmer")}
    told["nature"] = "substantive" if request.POST.get("nature") else ""
    asked = CHOOSERS.get("colleague")(Asking(actor, desk.now))
    colleagues = (Option("", "（实质性修改不用选）"), *asked)
    page = correcting.correct_page(desk, signed, colleagues=colleagues, told=told)
    return page_response(request, page, status=desk.refusal.status if desk.refusal else 200)


@require_POST
@require_actor
def check(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """What kind of change each place of the text in the form is."""
    now = timezone.now()
    found = _open(actor, pk, now)
    if isinstance(found, Refusal):
        return refused_page(request, found)
    work, signed = found
    desk = Desk(
        work.matter, document_of(work.matter), typed_in(request), now, document_of(work.matter).current
    )
    return HttpResponse(render_component(correcting.check_of(desk, signed), request))
