"""批阅夹 of the leader whom the actor serves: put in order by the liaison, printed with a cover."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.flow.runner import run
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.screens.listing import columns_of, rows_of
from shuniu.kernel.platform.screens.presentation import PRESENTATIONS
from shuniu.kernel.platform.ui import BatchAction, Empty, Hidden, Link, ListPage, Tab, page_response
from shuniu.modules.documents.incoming.folder import Leader, folder_of, leaders_of

NOBODY = Refusal(
    Code.NOT_ALLOWED,
    "您不是领导，也不是哪位领导的联络员，没有批阅夹；另有岗位的，请换一个身份。",
    rule="CQ-01",
)


def _leader(actor: Actor, person_id: int | None) -> Leader | None:
    leaders = leaders_of(actor)
    return next((x for x in leaders if person_id in {None, x.person_id}), None)


@require_GET
@require_actor
def show(request: HttpRequest, actor: Actor, person_id: int | None = None) -> HttpResponse:
    """What lies with the leader, in its order."""
    leader = _leader(actor, person_id)
    if leader is None:
        return refused_page(request, NOBODY)
    now, shown = timezone.now(), PRESENTATIONS.get("incoming")
    serves = any(s.person_id == leader.person_id for s in actor.liaison_for)
    address = f"/incoming/folder/{leader.person_id}/"
    return page_response(
        request,
        ListPage(
            title=f"{leader.name}批阅夹",
            columns=columns_of(shown),
            rows=rows_of(folder_of(leader), shown, now=now),
            empty=Empty("批阅夹是空的。", "送这位领导批示、传阅的文件会出现在这里。"),
            tabs=tuple(
                Tab(x.name, f"/incoming/folder/{x.person_id}/", current=x == leader)
                for x in leaders_of(actor)
            ),
            exports=(Link("打印批阅夹封面", f"{address}cover.pdf", icon="print"),),
            batch=(BatchAction("排到最前", f"{address}first/"),) if serves else (),
            batch_hidden=(Hidden("command_id", str(uuid4())),),
        ),
    )


@require_POST
@require_actor
def put_first(request: HttpRequest, actor: Actor, person_id: int) -> HttpResponse:
    """The chosen papers come first, in the order in which they lie now; the others follow."""
    leader = _leader(actor, person_id)
    if leader is None:
        return refused_page(request, NOBODY)
    chosen = {row_id(key) for key in request.POST.getlist("key")}
    ids = [m.pk for m in folder_of(leader)]
    order = [pk for pk in ids if pk in chosen] + [pk for pk in ids if pk not in chosen]
    outcome = run(
        "documents.folder.arrange",
        actor=actor,
        data={"leader": person_id, "order": order, "command_id": request.POST.get("command_id") or uuid4()},
        now=timezone.now(),
    )
    if isinstance(outcome, Refusal):
        return refused_page(request, outcome)
    messages.success(request, "已重新排好。")
    return HttpResponseRedirect(f"/incoming/folder/{person_id}/")
