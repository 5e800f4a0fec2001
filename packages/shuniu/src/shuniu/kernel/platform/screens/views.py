"""The views every kind of matter shares: its page, the one door for presses, choosers, the procedure's picture.

A view parses, calls one action or query, and renders.
"""

from __future__ import annotations

from typing import Any

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base.actions import ACTIONS
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow import reader_log
from shuniu.kernel.flow.reader_log import How
from shuniu.kernel.flow.reading import Reading, mark_seen, read_matter
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.papers import QrCode
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.screens.answers import home, refused_page, require_actor
from shuniu.kernel.platform.screens.choosers import CHOOSERS, Asking
from shuniu.kernel.platform.screens.detail import Attempt, detail_page
from shuniu.kernel.platform.screens.exporting import paper_response
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS, Scene
from shuniu.kernel.platform.screens.uploads import with_uploads
from shuniu.kernel.platform.ui import PickerOptions, page_response, render_component


@require_GET
@require_actor
def matter(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The page of one matter; opening it counts as having seen one's task."""
    return show_matter(request, actor, pk)


def show_matter(request: HttpRequest, actor: Actor, pk: int, attempt: Attempt | None = None) -> HttpResponse:
    """The matter's page, again with what was typed when *attempt* was refused."""
    now = timezone.now()
    reading = read_matter(actor, pk)
    if isinstance(reading, Refusal):
        return refused_page(request, reading)
    if unrecorded := reader_log.note(actor, reading.matter, How.PAGE, now=now):
        return refused_page(request, unrecorded)
    if attempt is None:
        mark_seen(actor, reading.work.open_tasks, now=now)
    status = attempt.refusal.status if attempt else 200
    return page_response(request, detail_page(Scene(actor, now, reading), attempt), status=status)


@require_POST
@require_actor
def act(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """The one door for presses on a matter's page: run the action, then show the matter again."""
    if name not in ACTIONS:
        return refused_page(request, Refusal(Code.NOT_FOUND, "没有这个操作，请刷新页面。"))
    action, now = ACTIONS.get(name), timezone.now()
    data: dict[str, Any] = forms.data_of(request.POST, action.input)
    outcome: Any = with_uploads(request, actor, action.input, data, now=now)
    if not isinstance(outcome, Refusal):
        outcome = run(name, actor=actor, data=data, now=now)
    if isinstance(outcome, Refusal):
        pk = row_id(request.POST.get("matter", ""))
        if outcome.code is Code.NOT_FOUND or pk is None:
            return refused_page(request, outcome)
        return show_matter(request, actor, pk, Attempt(name, data, outcome))
    number = f"：{outcome.result['number']}" if outcome.result.get("number") else ""
    messages.success(
        request,
        f"刚才已经{action.label}，没有重复办理。" if outcome.repeated else f"已{action.label}{number}。",
    )
    return HttpResponseRedirect(_where_next(request, outcome.matter_id))


def _where_next(request: HttpRequest, matter_id: int | None) -> str:
    """Back to the list one came from when asked to, else to the matter."""
    return home(request.POST.get("next", ""), f"/matters/{matter_id}/" if matter_id else "/")


@require_GET
@require_actor
def choose(request: HttpRequest, actor: Actor, name: str) -> HttpResponse:
    """The options of a picker for the words typed so far."""
    if name not in CHOOSERS:
        return refused_page(request, Refusal(Code.NOT_FOUND, "这一栏没有可选的内容，请刷新页面。"))
    about = row_id(request.GET.get("matter", ""))
    reading = read_matter(actor, about) if about is not None else None
    asking = Asking(
        actor,
        timezone.now(),
        query=request.GET.get("q", "")[:40],
        reading=reading if isinstance(reading, Reading) else None,
    )
    return HttpResponse(render_component(PickerOptions(tuple(CHOOSERS.get(name)(asking))), request))


@require_GET
@require_actor
def print_form(request: HttpRequest, actor: Actor, pk: int, form: str) -> HttpResponse:
    """A printed form of one matter."""
    now, reading = timezone.now(), read_matter(actor, pk)
    if isinstance(reading, Refusal):
        return refused_page(request, reading)
    offered = PRESENTATIONS.get(reading.matter.kind).printed
    printed = next((p for p in offered if p.form.id == form), None)
    if printed is None:
        return refused_page(request, Refusal(Code.NOT_FOUND, "这一件没有这种打印件，请从办件页面打印。"))
    back = f"/matters/{pk}/"
    code = QrCode(request.build_absolute_uri(back))
    data = printed.data(Scene(actor, now, reading), code)
    if isinstance(data, Refusal):
        return refused_page(request, data)
    if unrecorded := reader_log.note(actor, reading.matter, How.PRINT, now=now, what=printed.form.title):
        return refused_page(request, unrecorded)
    name = f"{printed.form.title} {reading.matter.number}".strip()
    return paper_response(request, printed.form, data, now=now, name=name, back=back)
