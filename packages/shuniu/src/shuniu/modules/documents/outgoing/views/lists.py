"""发文: the lists, and the form that begins one."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import require_actor
from shuniu.kernel.platform.screens.room import Room, Saved, room_view
from shuniu.kernel.platform.ui import Empty, Link
from shuniu.modules.documents.outgoing import entry_forms, lean_shown
from shuniu.modules.documents.outgoing.who import DRAFTERS

NEW = Link("发文立项", "/outgoing/new/")
EMPTY = {
    "todo": Empty("没有等您办的发文。", "轮到您拟稿、核稿、签发、编号的会出现在这里。", NEW),
    "overdue": Empty("没有逾期的发文。", "各件都在时限以内。"),
    "portfolio": Empty("您分管的单位现在没有发文在办。", "这些单位起草、由县办印发的会列在这里。"),
    "all": Empty("还没有发文。", "先立项，再起草。", NEW),
}


def _drafts(actor: Actor) -> Link | None:
    return NEW if actor.holds(*DRAFTERS) else None


def _saved(actor: Actor) -> tuple[Saved, ...]:
    mine = (Saved("我起草的", "all", {"drafter": actor.person_name}),) if actor.holds(*DRAFTERS) else ()
    return (
        *mine,
        Saved("待签发", "open", {"stage": "signing"}),
        Saved("已印发", "all", {"stage": "issued"}),
    )


outgoing_list = room_view(Room("outgoing", "发文", "/outgoing/", main=_drafts, empty=EMPTY, saved=_saved))


@require_http_methods(["GET", "POST"])
@require_actor
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of 发文立项, as the 发文稿纸 has it."""
    return action_page(
        request,
        actor,
        "documents.outgoing.open",
        lead="先立项，再起草。急件、答复来文的，可以先起草，随后补立项。"
        + lean_shown.how_the_year_stands(actor, timezone.now()),
        back=Link("发文", "/outgoing/"),
        values={k: request.GET[k] for k in ("plan", "issuer") if request.GET.get(k, "").isdecimal()},
        arranged=entry_forms.subject_sections,
        id="subject-form",
    )
