"""登录, 退出, 换身份, 大字: every way in and out of a session, each recorded, no password ever."""

from __future__ import annotations

from urllib.parse import quote

from django.conf import settings
from django.contrib import messages
from django.contrib.auth import login, logout
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST

from shuniu.desk.signing_in.codes import ask_for_code
from shuniu.desk.signing_in.entering import BACKEND, enter, leave_record, next_of, wait_words
from shuniu.kernel.base.refusals import Refusal
from shuniu.kernel.base.values import row_id
from shuniu.kernel.people import second_factor, sign_ins
from shuniu.kernel.people.models import Account
from shuniu.kernel.people.passwords import (
    claim_attempt,
    forget_attempts,
    normal_username,
    password_faults,
    password_fits,
    renew_password,
)
from shuniu.kernel.platform.screens.answers import CHANGE_PASSWORD
from shuniu.kernel.platform.screens.frame import ENTRANCE, FOLDED
from shuniu.kernel.platform.session import MUST_CHANGE, SET_UP, current_account, wear
from shuniu.kernel.platform.ui import Field, FormPage, Hidden, Link, Section, page_response
from shuniu.kernel.records.models import Record

WRONG = "用户名或者密码不对。"


@require_http_methods(["GET", "POST"])
def sign_in(request: HttpRequest) -> HttpResponse:
    """Username and password; after failures in a row the next try has to wait."""
    if request.method == "GET":
        # Nobody in the demo has a password.
        return HttpResponseRedirect(ENTRANCE) if settings.DEMO_ENTRANCE else _entrance(request, "", "")
    now, username = timezone.now(), request.POST.get("username", "")
    pause = claim_attempt(username, now=now)
    if pause:
        return _entrance(request, username, wait_words(pause), status=429)
    account = Account.objects.filter(username=normal_username(username)).first()
    if not password_fits(account, request.POST.get("password", "")) or account is None:
        leave_record(request, account, now, outcome=Record.Outcome.REFUSED)
        return _entrance(request, username, WRONG, status=422)
    forget_attempts(username)
    if second_factor.is_set_up(account):
        return ask_for_code(request, account, next_of(request), now=now)
    return enter(request, account, next_of(request), now=now)


def _entrance(request: HttpRequest, username: str, error: str, *, status: int = 200) -> HttpResponse:
    form = FormPage(
        title="登录枢纽",
        action="/sign-in/",
        submit="登录",
        sections=(
            Section(
                (
                    Field("username", "用户名", value=username, required=True, autofocus=not username),
                    Field("password", "密码", "password", required=True, autofocus=bool(username)),
                )
            ),
        ),
        lead="本系统不得存储、处理、传输国家秘密。",
        hidden=(Hidden("next", next_of(request)),),
        errors=(error,) if error else (),
        cancel=Link("登录不了怎么办", f"/help/{quote('登录与密码')}/"),
        id="sign-in-form",
    )
    return page_response(request, form, status=status, body_class="entrance")


@require_http_methods(["GET", "POST"])
def change_password(request: HttpRequest) -> HttpResponse:
    """A new password of one's own choice, at the first sign-in and whenever wished."""
    account = current_account(request)
    if account is None:
        return HttpResponseRedirect("/sign-in/")
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        new = request.POST.get("new", "")
        # Whoever finds a seat left open does not get to guess either.
        pause = claim_attempt(account.username, now=timezone.now())
        fits = not pause and password_fits(account, request.POST.get("old", ""))
        if fits:
            forget_attempts(account.username)
        if pause:
            errors = (wait_words(pause),)
        elif not fits:
            errors = ("现在的密码不对。",)
        elif new != request.POST.get("again", ""):
            errors = ("两次输入的新密码不一样。",)
        else:
            errors = password_faults(new, account)
        if not errors:
            renew_password(account, new, now=timezone.now())
            must_set_up = request.session.get(SET_UP, False)
            login(request, account, backend=BACKEND)
            request.session[SET_UP] = must_set_up
            leave_record(request, account, timezone.now(), name="people.change_password")
            messages.success(request, "密码已改。")
            return HttpResponseRedirect("/")
    fields = (
        Field("old", "现在的密码", "password", required=True),
        Field("new", "新密码", "password", required=True, hint="至少 8 个字符，字母、数字、符号用两种以上"),
        Field("again", "再输一次新密码", "password", required=True),
    )
    lead = MUST_CHANGE.message if account.must_change_password else ""
    if lead and account.password_since:
        lead = "这个密码已经到期，请先换一个新的。"
    form = FormPage(
        "修改密码", CHANGE_PASSWORD, "修改", (Section(fields),), lead=lead, errors=errors, id="password-form"
    )
    return page_response(request, form, status=422 if errors else 200, body_class="entrance")


@require_POST
def sign_out(request: HttpRequest) -> HttpResponse:
    """End this session; the browser keeps nothing that was written in it."""
    account = current_account(request)
    if account is not None:
        leave_record(request, account, timezone.now(), name="people.sign_out")
        sign_ins.forget(request.session.session_key or "")
    logout(request)
    return HttpResponseRedirect("/sign-in/", headers={"Clear-Site-Data": '"storage"'})


@require_POST
def change_hat(request: HttpRequest) -> HttpResponse:
    """Put on another of one's own hats; somebody else's changes nothing."""
    outcome = wear(request, row_id(request.POST.get("hat", "")) or 0, timezone.now())
    if isinstance(outcome, Refusal):
        messages.error(request, outcome.message)
    return HttpResponseRedirect("/")


@require_POST
def preferences(request: HttpRequest) -> HttpResponse:
    """大字 stays with the account, the folded navigation with the session."""
    account = current_account(request)
    if account is not None and request.POST.get("large") in {"0", "1"}:
        account.large_type = request.POST["large"] == "1"
        account.save(update_fields=["large_type"])
    if request.POST.get("folded") in {"0", "1"}:
        request.session[FOLDED] = request.POST["folded"] == "1"
    back = request.headers.get("Referer", "/")
    here = url_has_allowed_host_and_scheme(back, allowed_hosts={request.get_host()})
    return HttpResponseRedirect(back if here else "/")
