"""The form of one action as a page of its own: for what opens matters or writes beside the flow."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from shuniu.kernel.base.actions import ACTIONS, Action
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.flow.runner import run, why_not_scope
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens import forms
from shuniu.kernel.platform.screens.answers import refused_page
from shuniu.kernel.platform.screens.choosers import Asking
from shuniu.kernel.platform.screens.uploads import file_fields, with_uploads
from shuniu.kernel.platform.ui import Field, FormPage, Hidden, Link, RefusalPanel, Section, page_response


def action_page(
    request: HttpRequest,
    actor: Actor,
    name: str,
    *,
    lead: str,
    back: Link,
    title: str = "",
    submit: str = "",
    hidden: Mapping[str, str] | None = None,
    values: Mapping[str, Any] | None = None,
    leave_out: frozenset[str] = frozenset(),
    done_href: str = "",
    arranged: Callable[[tuple[Field, ...]], tuple[Section, ...]] = lambda fields: (Section(fields),),
    tools: tuple[Link, ...] = (),
    id: str = "form",
) -> HttpResponse:
    """The form of the action *name*; pressed, it runs the action and goes on to *done_href*, to the matter, or
    *back*. Files in the form pass the secrecy gate first. Whoever may not do it is told so instead of being asked.

    A refused form keeps what was typed and its command id, so that a second press counts once. *arranged* puts the
    fields into sections.
    """
    now, action, refusal = timezone.now(), ACTIONS.get(name), None
    barred = None if action.transition else why_not_scope(action, actor)
    if barred is not None and request.method == "GET":
        return refused_page(request, barred, back)
    if request.method == "POST":
        values = forms.data_of(request.POST, action.input)
        stopped = with_uploads(request, actor, action.input, values, now=now)
        outcome = stopped or run(name, actor=actor, data=values, now=now)
        if not isinstance(outcome, Refusal):
            messages.success(request, f"已{submit or action.label}。")
            matter = f"/matters/{outcome.matter_id}/" if outcome.matter_id else ""
            return HttpResponseRedirect(done_href or matter or back.href)
        refusal = outcome
    kept = {**(hidden or {}), "command_id": str((values or {}).get("command_id") or uuid4())}
    page = FormPage(
        title=title or action.label,
        lead=lead,
        action=request.get_full_path(),
        submit=submit or action.label,
        sections=arranged(_fields(action, Asking(actor, now), values, refusal, leave_out | set(kept))),
        hidden=tuple(Hidden(k, v) for k, v in kept.items()),
        refusal=RefusalPanel.of(refusal, forms.labels_of(action.input)) if refusal else None,
        back=back,
        tools=tools,
        multipart=bool(file_fields(action.input)),
        id=id,
    )
    return page_response(request, page, status=refusal.status if refusal else 200)


def _fields(
    action: Action,
    asking: Asking,
    values: Mapping[str, Any] | None,
    refusal: Refusal | None,
    leave_out: frozenset[str],
) -> tuple[Field, ...]:
    """The fields of the form; one that was left out appears when the refusal asks for it."""
    made = forms.fields_of(action, asking, values=values, refusal=refusal)
    asked = {p.field for p in refusal.problems} if refusal else set()
    shown = tuple(f for f in made if f.name not in leave_out or f.name in asked)
    return forms.chosen_options(shown, asking)
