"""我的登录: where one is signed in, and ending it there."""

from __future__ import annotations

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from shuniu.desk.signing_in.entering import leave_record
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people import second_factor, sign_ins
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import SignIn
from shuniu.kernel.platform.screens.answers import CHANGE_PASSWORD, SET_UP_CODE, SIGN_IN
from shuniu.kernel.platform.session import SET_UP, current_account
from shuniu.kernel.platform.ui import (
    BatchAction,
    Cell,
    Column,
    Empty,
    Link,
    ListPage,
    Row,
    moment_text,
    page_response,
)

ADDRESS = "/sign-ins/"
END = "/sign-ins/end/"
COLUMNS = (
    Column("在哪里", "title"),
    Column("网络地址"),
    Column("登录时间", "muted"),
    Column("最近操作", "muted"),
)


@require_GET
def show(request: HttpRequest) -> HttpResponse:
    """Every place where one is signed in, this one first named as such."""
    account, now = current_account(request), timezone.now()
    if account is None:
        return HttpResponseRedirect(f"{SIGN_IN}?next={ADDRESS}")
    if account.must_change_password:
        return HttpResponseRedirect(CHANGE_PASSWORD)
    if request.session.get(SET_UP):
        return HttpResponseRedirect(SET_UP_CODE)
    today, here = now.astimezone(COUNTY).date(), request.session.session_key

    def row(one: SignIn) -> Row:
        mine = one.session_key == here
        return Row(
            "",
            (
                Cell(one.browser or "浏览器", marks=("本机",) if mine else ()),
                Cell(one.address or "没有记下"),
                Cell(moment_text(one.begun_at.astimezone(COUNTY), today)),
                Cell("现在" if mine else moment_text(one.seen_at.astimezone(COUNTY), today)),
            ),
            key="" if mine else str(one.pk),
        )

    in_use = second_factor.is_set_up(account)
    page = ListPage(
        title="我的登录",
        columns=COLUMNS,
        rows=tuple(map(row, sign_ins.living(account))),
        empty=Empty("没有登录记录。"),
        main=Link("停用动态口令" if in_use else "启用动态口令", SET_UP_CODE),
        summary="有不认识的，退出那一处，再改密码。" + ("动态口令已启用。" if in_use else ""),
        batch=(BatchAction("退出选中的", END),),
        row_actions=(BatchAction("退出", END),),
        exports=(Link("修改密码", CHANGE_PASSWORD),),
    )
    return page_response(request, page)


@require_POST
def end(request: HttpRequest) -> HttpResponse:
    """End the chosen sign-ins of one's own; the one this page is in stays."""
    account = current_account(request)
    if account is None:
        return HttpResponseRedirect(SIGN_IN)
    chosen = request.POST.getlist("only") or request.POST.getlist("key")
    ids = [pk for pk in map(row_id, chosen) if pk]
    count = sign_ins.end(account, ids, but=request.session.session_key or "")
    if count:
        leave_record(request, account, timezone.now(), name="people.end_sign_ins")
    messages.success(request, f"已退出 {count} 处登录。" if count else "没有选中别处的登录，没有改动。")
    return HttpResponseRedirect(ADDRESS)
