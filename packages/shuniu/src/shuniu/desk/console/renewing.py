"""换发一次性密码: by the 系统管理员, face to face; the slip is shown once."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shuniu.kernel.base.refusals import Refusal, Refused
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.people.importing import Slip
from shuniu.kernel.platform.organisation.renewing import LONGEST_REASON, renew
from shuniu.kernel.platform.screens.answers import require_administrator
from shuniu.kernel.platform.ui import Field, FormPage, Hidden, RefusalPanel, Section, page_response

ADDRESS = "/console/new-password/"
LABELS = {"named": "用户名或者姓名", "reason": "谁申请的、为什么"}


@require_http_methods(["GET", "POST"])
@require_administrator("SYSTEM_ADMIN")
def renew_password(request: HttpRequest, actor: Actor) -> HttpResponse:
    """Whose and why; then the slip, shown once."""
    if request.POST.get("next"):
        return HttpResponseRedirect(ADDRESS)
    return _renewed(request, actor) if request.method == "POST" else _form(request)


def _renewed(request: HttpRequest, actor: Actor) -> HttpResponse:
    try:
        slip = renew(
            request.POST.get("named", ""),
            reason=request.POST.get("reason", ""),
            actor=actor,
            now=timezone.now(),
            of_people=True,
        )
    except Refused as refused:
        return _form(request, refused.refusal)
    answer = page_response(request, _slip(slip))
    answer["Cache-Control"] = "no-store"
    return answer


def _form(request: HttpRequest, refusal: Refusal | None = None) -> HttpResponse:
    fields = (
        Field("named", LABELS["named"], value=request.POST.get("named", ""), required=True, autofocus=True),
        Field(
            "reason",
            LABELS["reason"],
            value=request.POST.get("reason", ""),
            required=True,
            hint=f"例如：本人遗失密码条；最多 {LONGEST_REASON} 个字，记入操作记录",
        ),
    )
    page = FormPage(
        title="换发一次性密码",
        action=ADDRESS,
        submit="换发",
        sections=(Section(fields),),
        lead="先核实本人身份。换发以后原来的密码作废，用它登录的都退出；新密码只显示一次。",
        refusal=RefusalPanel.of(refusal, LABELS) if refusal else None,
        id="renew-form",
    )
    return page_response(request, page, status=refusal.status if refusal else 200)


def _slip(slip: Slip) -> FormPage:
    shown = (
        Field("unit", "单位", "static", value=slip.unit or "现在没有岗位"),
        Field("name", "姓名", "static", value=slip.name),
        Field("username", "用户名", "static", value=slip.username),
        Field("password", "一次性密码", "static", value=slip.password),
    )
    return FormPage(
        title="一次性密码条",
        action=ADDRESS,
        submit="已经交给本人，换下一位",
        sections=(Section(shown),),
        lead="只显示这一次。抄在纸上，或者按 Ctrl+P 打印这一页，当面交给本人，交付后销毁；登录后必须改成自己的密码。",
        hidden=(Hidden("next", "1"),),
        id="slip-form",
    )
