"""换发一次性密码: the one screen of the 系统管理员, who has no post and sees no paper."""

from __future__ import annotations

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_http_methods

from shuniu.desk.signing_in.views import sign_out
from shuniu.kernel.base.refusals import Code, Refusal, Refused
from shuniu.kernel.people.actor import administrator_actor
from shuniu.kernel.people.importing import Slip
from shuniu.kernel.people.models import Account
from shuniu.kernel.platform.organisation.renewing import LONGEST_REASON, renew
from shuniu.kernel.platform.screens.answers import CHANGE_PASSWORD, RENEW_PASSWORD, SIGN_IN, refused_page
from shuniu.kernel.platform.session import current_account
from shuniu.kernel.platform.ui import (
    Field,
    FormPage,
    Hidden,
    Link,
    RefusalPanel,
    Section,
    page_response,
)

NOT_YOURS = Refusal(
    Code.NOT_ALLOWED, "换发一次性密码由系统管理员办理。", remedy="请带上工作证件，当面向系统管理员申请。"
)
LABELS = {"named": "用户名或者姓名", "reason": "谁申请的、为什么"}
OWN = Link("修改自己的密码", CHANGE_PASSWORD)
OUT = (("sign_out", "退出"),)


@require_http_methods(["GET", "POST"])
def renew_password(request: HttpRequest) -> HttpResponse:
    """Whose and why; then the slip, shown once."""
    account = current_account(request)
    if account is None:
        return HttpResponseRedirect(f"{SIGN_IN}?next={RENEW_PASSWORD}")
    if account.must_change_password:
        return HttpResponseRedirect(CHANGE_PASSWORD)
    if request.POST.get("sign_out"):
        return sign_out(request)
    if account.kind != Account.Kind.SYSTEM:
        return refused_page(request, NOT_YOURS)
    if request.POST.get("next"):
        return HttpResponseRedirect(RENEW_PASSWORD)
    return _renewed(request, account) if request.method == "POST" else _form(request)


def _renewed(request: HttpRequest, account: Account) -> HttpResponse:
    try:
        slip = renew(
            request.POST.get("named", ""),
            reason=request.POST.get("reason", ""),
            actor=administrator_actor(account),
            now=timezone.now(),
            of_people=True,
        )
    except Refused as refused:
        return _form(request, refused.refusal)
    answer = page_response(request, _slip(slip), body_class="entrance")
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
        action=RENEW_PASSWORD,
        submit="换发",
        sections=(Section(fields),),
        lead="先核实本人身份。换发以后原来的密码作废，用它登录的都退出；新密码只显示一次。",
        refusal=RefusalPanel.of(refusal, LABELS) if refusal else None,
        other_submits=OUT,
        cancel=OWN,
        id="renew-form",
    )
    return page_response(request, page, status=refusal.status if refusal else 200, body_class="entrance")


def _slip(slip: Slip) -> FormPage:
    shown = (
        Field("unit", "单位", "static", value=slip.unit or "现在没有岗位"),
        Field("name", "姓名", "static", value=slip.name),
        Field("username", "用户名", "static", value=slip.username),
        Field("password", "一次性密码", "static", value=slip.password),
    )
    return FormPage(
        title="一次性密码条",
        action=RENEW_PASSWORD,
        submit="已经交给本人，换下一位",
        sections=(Section(shown),),
        lead="只显示这一次。抄在纸上，或者按 Ctrl+P 打印这一页，当面交给本人，交付后销毁；登录后必须改成自己的密码。",
        hidden=(Hidden("next", "1"),),
        other_submits=OUT,
        id="slip-form",
    )
