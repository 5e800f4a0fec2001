"""常用名单: what the office's lists of recipients are, and the form that makes or changes one."""

from __future__ import annotations

from uuid import uuid4

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
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
from shuniu.modules.documents.outgoing.sending_register import groups_of_county, kept_list, kept_lists

ADDRESS = "/outgoing/lists/"
NEW = Link("新建名单", f"{ADDRESS}new/")
RETIRE = BatchAction("停用", f"{ADDRESS}retire/", danger=True)
NOT_FOUND = Refusal(Code.NOT_FOUND, "没有这个名单，或者不归本单位管。", "请从名单页面打开。", "GW-17")
LEAD = (
    "名称写得和主送、抄送里的一样，核发时就按名单分送。各乡镇、县直各部门、县委各部门这些统称，"
    "按单位目录自动展开，不用建名单。"
)


@require_GET
@require_actor
def lists(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The office's lists, with the groups that the tree of units gives by itself."""
    now = timezone.now()
    found = kept_lists(actor)
    today = now.astimezone(COUNTY).date()

    def page(size: int | None) -> ListPage:
        rows = [
            Row(
                f"{ADDRESS}{one.pk}/",
                (
                    Cell(one.name),
                    Cell(f"{len(names)} 个"),
                    Cell("、".join(names[:12]) + ("……" if len(names) > 12 else "")),
                    Cell(day_text(one.changed_at.astimezone(COUNTY).date(), today)),
                ),
                key=str(one.pk),
            )
            for one, names in found
        ]
        rows += [
            Row(
                "",
                (
                    Cell(name),
                    Cell(f"{len(names)} 个"),
                    Cell("、".join(names[:12]) + ("……" if len(names) > 12 else "")),
                    Cell("自动"),
                ),
            )
            for name, names in groups_of_county(now).items()
        ]
        return ListPage(
            title="分送名单",
            columns=(
                Column("名称", "name"),
                Column("单位数", "muted"),
                Column("单位"),
                Column("改动", "muted", narrow=False),
            ),
            rows=tuple(rows),
            empty=Empty("还没有名单。", LEAD, NEW),
            main=NEW,
            summary=LEAD,
            row_actions=(RETIRE,),
            batch_hidden=(Hidden("batch", str(uuid4())),),
        )

    return answer_list(request, actor, page, now=now)


@require_http_methods(["GET", "POST"])
@require_actor
def new(request: HttpRequest, actor: Actor) -> HttpResponse:
    """The form of a new list."""
    return action_page(
        request,
        actor,
        "documents.outgoing.keep_list",
        title="新建名单",
        lead=LEAD,
        back=Link("分送名单", ADDRESS),
        done_href=ADDRESS,
        leave_out=frozenset({"which"}),
    )


@require_http_methods(["GET", "POST"])
@require_actor
def change(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The form of a list as it is."""
    found = kept_list(actor, pk)
    if found is None:
        return refused_page(request, NOT_FOUND)
    one, members = found
    values = {
        "name": one.name,
        "units": [str(m) for m in members if isinstance(m, int)],
        "outside": "、".join(m for m in members if isinstance(m, str)),
    }
    return action_page(
        request,
        actor,
        "documents.outgoing.keep_list",
        title="改名单",
        lead=LEAD,
        back=Link("分送名单", ADDRESS),
        done_href=ADDRESS,
        hidden={"which": str(pk)},
        values=values,
    )


@require_POST
@require_actor
def retire(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Use one list no more."""
    pk = row_id(request.POST.get("only", "") or request.POST.get("key", ""))
    data = {"which": pk, "command_id": press_id(request)} if pk is not None else {}
    outcome = run("documents.outgoing.retire_list", actor=actor, data=data, now=timezone.now())
    if isinstance(outcome, Refusal):
        messages.error(request, outcome.message)
    else:
        messages.success(request, "已停用名单。")
    return HttpResponseRedirect(ADDRESS)
