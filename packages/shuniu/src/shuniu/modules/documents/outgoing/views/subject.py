"""What the 发文稿纸 says beside the text, put right on a page of its own."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.ui import Link
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing import entry_forms
from shuniu.modules.documents.outgoing.actions.amend import LABELS
from shuniu.modules.documents.outgoing.views.word import held


@require_http_methods(["GET", "POST"])
@require_actor
def subject(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The form of 改发文要素, filled with what stands now."""
    work = held(actor, pk)
    if isinstance(work, Refusal):
        return refused_page(request, work)
    document = document_of(work.matter)
    return action_page(
        request,
        actor,
        "documents.outgoing.amend",
        lead="立项时填的，起草、核稿时发现不对，在这里改；改了什么都写进办理记录。",
        back=Link("稿子", f"/outgoing/{pk}/draft/"),
        hidden={"matter": str(pk)},
        values=None if request.method == "POST" else {name: getattr(document, name) for name in LABELS},
        done_href=f"/outgoing/{pk}/draft/",
        arranged=entry_forms.subject_sections,
    )
