"""View models become HTML here: one table says which template shows which dataclass."""

from __future__ import annotations

from functools import lru_cache
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.template import Context
from django.template.loader import render_to_string
from django.utils.safestring import SafeString, mark_safe

from shuniu.kernel.base.basis import Basis
from shuniu.kernel.platform.ui import (
    boards,
    desks,
    details,
    diagram,
    drafting,
    entrances,
    fields,
    forms,
    help,
    lists,
    messages,
    papers,
    twin,
)
from shuniu.kernel.platform.ui.cells import light_html
from shuniu.kernel.platform.ui.parts import Empty, Light

COMPONENTS: dict[type, str] = {
    lists.ListPage: "list",
    details.DetailPage: "detail",
    forms.FormPage: "form",
    forms.DropPage: "drop_page",
    forms.DropZone: "drop",
    forms.EntryDesk: "entry_desk",
    forms.UploadResult: "upload_result",
    desks.Workbench: "workbench",
    desks.Board: "board",
    boards.FigureBoard: "figure_board",
    desks.LeaderPage: "leader",
    diagram.DiagramPage: "diagram",
    drafting.DraftDesk: "draft_desk",
    drafting.DraftCheck: "draft_check",
    drafting.Redline: "redline",
    drafting.VersionsPage: "versions",
    drafting.ReturnedFile: "returned_file",
    help.HelpContents: "help_contents",
    twin.TwinPage: "twin",
    entrances.EntrancePage: "entrances",
    help.HelpPage: "help",
    messages.ErrorPage: "error",
    messages.Progress: "progress",
    messages.RefusalPanel: "refusal",
    messages.ConfirmDialog: "dialog",
    messages.Toast: "toast",
    fields.Field: "field",
    fields.PickerOptions: "picker_options",
    fields.Suggestions: "suggestions",
    fields.Echo: "echo",
    papers.Paper: "paper",
    papers.PaperHits: "paper_hits",
    details.TimelineEntry: "entry",
    Light: "light",
    Empty: "empty",
    Basis: "basis",
}
"""Each component's name: its template is `ui/<name>.html`, its tag `{% ui_<name> x %}`."""


def template_of(component: object) -> str:
    """The template that shows *component*. Raises TypeError for what is no component."""
    try:
        return f"ui/{COMPONENTS[type(component)]}.html"
    except KeyError:
        raise TypeError(f"{type(component).__name__} is no screen component") from None


@lru_cache(maxsize=2048)
def _still(component: Basis | fields.Field) -> SafeString:
    """What looks the same in every answer, rendered once: the forms of a matter's page have some twenty fields.

    Never a field that holds anything: what was typed is not kept in memory.
    """
    return render_to_string(template_of(component), {"it": component})


def render_inside(context: Context, component: object) -> SafeString:
    """*component* as HTML inside a template that is being rendered; nothing for None."""
    if component is None:
        return SafeString("")
    if isinstance(component, Light):
        return light_html(component)
    if isinstance(component, Basis) or (isinstance(component, fields.Field) and component.blank):
        return _still(component)
    assert context.template is not None
    template = context.template.engine.get_template(template_of(component))
    inner = context.new({"it": component})
    for shared in ("frame", "csrf_token"):
        if shared in context:
            inner[shared] = context[shared]
    return template.render(inner)


def render_component(component: object, request: HttpRequest | None = None) -> SafeString:
    """*component* alone, as htmx asks for it."""
    return mark_safe(render_to_string(template_of(component), {"it": component}, request))  # noqa: S308 (a template's own output)


def page_response(request: HttpRequest, page: object, **more: Any) -> HttpResponse:
    """The whole screen of *page* (any page component) inside the frame.

    *more* goes to the template: `body_class="entrance"` marks the sign-in page, so that a form sent after the
    session ended stays where it is. `status` is the HTTP status. The frame comes from the context processor.
    """
    status = more.pop("status", 200)
    template_of(page)
    return render(request, "ui/page.html", {"page": page, **more}, status=status)
