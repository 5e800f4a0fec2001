"""常用语: the list of one's own and the unit's, the form of one, and keeping a passage from the desk."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import COUNTY, Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import press_id, refused_page, require_actor
from shuniu.kernel.platform.screens.list_answers import answer_list
from shuniu.kernel.platform.ui import BatchAction, Cell, Column, Empty, Hidden, Link, ListPage, Row, day_text
from shuniu.modules.documents.outgoing.phrases import may_change, may_share, one_for, readable_by, whose

ADDRESS = "/outgoing/phrases/"
KEEP = "documents.outgoing.keep_phrase"
NEW = Link("新建常用语", f"{ADDRESS}new/")
PRESSES = (
    BatchAction("上移", f"{ADDRESS}up/"),
    BatchAction("下移", f"{ADDRESS}down/"),
    BatchAction("删去", f"{ADDRESS}drop/", danger=True),
)
NOT_FOUND = Refusal(Code.NOT_FOUND, "没有这一条常用语，或者不归您管。", "请从常用语页面打开。", "GW-10")
LEAD = (
    "写稿时选中一段话，按 Alt+6 就存成自己的常用语；按 Alt+5 找出来写进稿子。"
    "本单位共用的，由本单位的文书、办公室负责人改。"
)
BACK = Link("常用语", ADDRESS)


@require_GET
@require_actor
def phrases(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One's own and the unit's, in order; those one may change are chosen and moved."""
    now = timezone.now()
    found, today = readable_by(actor), now.astimezone(COUNTY).date()

    def page(size: int | None) -> ListPage:
        return ListPage(
            title="常用语",
            columns=(
                Column("常用语", "name"),
                Column("谁用", "muted"),
                Column("改动", "muted", narrow=False),
            ),
            rows=tuple(
                Row(
                    f"{ADDRESS}{one.pk}/" if may_change(actor, one) else "",
                    (
                        Cell(one.text),
                        Cell(whose(one)),
                        Cell(day_text(one.changed_at.astimezone(COUNTY).date(), today)),
                    ),
                    key=str(one.pk) if may_change(actor, one) else "",
                )
                for one in found
            ),
            empty=Empty("还没有自己的常用语。", LEAD, NEW),
            main=NEW,
            summary=LEAD,
            row_actions=PRESSES,
            batch_hidden=(Hidden("batch", str(uuid4())),),
            back=Link("发文", "/outgoing/"),
        )

    return answer_list(request, actor, page, now=now)


def _left_out(actor: Actor) -> frozenset[str]:
    return frozenset({"which", "document"} if may_share(actor) else {"which", "document", "shared"})


@require_http_methods(["GET", "POST"])
@require_actor
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of a new one."""
    return action_page(
        request,
        actor,
        KEEP,
        title="新建常用语",
        lead=LEAD,
        back=BACK,
        done_href=ADDRESS,
        leave_out=_left_out(actor),
    )


@require_http_methods(["GET", "POST"])
@require_actor
def change(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The form of one as it is."""
    found = one_for(actor, pk)
    if found is None:
        return refused_page(request, NOT_FOUND)
    return action_page(
        request,
        actor,
        KEEP,
        title="改常用语",
        lead=LEAD,
        back=BACK,
        done_href=ADDRESS,
        hidden={"which": str(pk)},
        values=None if request.method == "POST" else {"text": found.text, "shared": found.person_id is None},
        leave_out=_left_out(actor),
    )


@require_POST
@require_actor
def keep(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep a passage chosen at the desk as one's own; the answer says that it was, or why it was not."""
    data = {"text": request.POST.get("text", ""), "document": request.POST.get("document") or None}
    if request.POST.get("declared_not_secret") == "1":
        data["declared_not_secret"] = "1"
    outcome = run(KEEP, actor=actor, data=data, now=timezone.now())
    if isinstance(outcome, Refusal):
        return JsonResponse({"why": f"{outcome.message}{outcome.remedy}"}, status=outcome.status)
    return JsonResponse({"text": outcome.result["text"]})


def _press(request: HttpRequest, actor: Actor, name: str, said: str, **more: str) -> HttpResponse:
    pk = row_id(request.POST.get("only", "") or request.POST.get("key", ""))
    data = {"which": pk, "command_id": press_id(request), **more} if pk is not None else {}
    outcome = run(f"documents.outgoing.{name}", actor=actor, data=data, now=timezone.now())
    if isinstance(outcome, Refusal):
        messages.error(request, outcome.message)
    else:
        messages.success(request, said)
    return HttpResponseRedirect(ADDRESS)


@require_POST
@require_actor
def up(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One place up."""
    return _press(request, actor, "move_phrase", "已上移。", way="up")


@require_POST
@require_actor
def down(request: HttpRequest, actor: Actor) -> HttpResponse:
    """One place down."""
    return _press(request, actor, "move_phrase", "已下移。", way="down")


@require_POST
@require_actor
def drop(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Keep one no more."""
    return _press(request, actor, "drop_phrase", "已删去。")
