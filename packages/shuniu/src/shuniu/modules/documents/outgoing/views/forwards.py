"""传达范围: a recipient's request to pass its copy on, and the issuer's answer (GW-33)."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse
from django.views.decorators.http import require_http_methods

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.screens.action_page import action_page
from shuniu.kernel.platform.screens.answers import refused_page, require_actor
from shuniu.kernel.platform.ui import Link
from shuniu.modules.documents.outgoing.forwards import forward_for, received_for, whom_of

NOT_FOUND = Refusal(Code.NOT_FOUND, "没有这个申请，或者不归您办理。", "请从办件页面打开。", "CQ-06")
NOT_SENT = Refusal(
    Code.RULE, "这一件不是从本系统送来的公文，请直接与发文机关联系。", "请从办件页面打开。", "GW-33"
)


@require_http_methods(["GET", "POST"])
@require_actor
def answer(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """One request, and the form in which the issuer answers it."""
    asked = forward_for(actor, pk)
    if asked is None:
        return refused_page(request, NOT_FOUND)
    return action_page(
        request,
        actor,
        "documents.outgoing.answer_forward",
        lead=(
            f"{asked.unit.name}申请把{asked.matter.number}《{asked.matter.title}》转给{whom_of(asked)}。"
            f"理由：{asked.reason}"
        ),
        back=Link("办件", f"/matters/{asked.matter_id}/"),
        done_href=f"/matters/{asked.matter_id}/",
        hidden={"matter": str(asked.matter_id), "request": str(pk)},
    )


@require_http_methods(["GET", "POST"])
@require_actor
def ask(request: HttpRequest, actor: Actor, pk: int) -> HttpResponse:
    """The form in which a recipient asks."""
    found = received_for(actor, pk)
    if isinstance(found, Refusal):
        return refused_page(request, found)
    if found is None:
        return refused_page(request, NOT_SENT)
    back = f"/matters/{pk}/"
    return action_page(
        request,
        actor,
        "documents.incoming.ask_forward",
        lead=f"印发传达范围由发文机关定。要转给名单以外的单位，先报{found}同意。",
        back=Link("办件", back),
        done_href=back,
        hidden={"matter": str(pk)},
    )
