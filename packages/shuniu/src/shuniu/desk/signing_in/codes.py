"""动态口令: asked for after the password, and taken into use once by whoever has an authenticator in hand."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib import messages
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from shuniu.desk.signing_in.entering import enter, leave_record, wait_words
from shuniu.kernel.people import second_factor
from shuniu.kernel.people.models import Account
from shuniu.kernel.people.passwords import claim_code, forget_codes
from shuniu.kernel.platform.papers.qr import qr_svg
from shuniu.kernel.platform.screens.answers import CHANGE_PASSWORD, SET_UP_CODE, SIGN_IN
from shuniu.kernel.platform.session import SET_UP, current_account
from shuniu.kernel.platform.ui import Field, FormPage, Link, Picture, Section, page_response
from shuniu.kernel.records.models import Record

ASK = "/sign-in/code/"
PICTURE = "/second-factor/picture.svg"
HALF_IN = "half_in"
PATIENCE = timedelta(minutes=5)
"""How long after the password the code may come."""
WRONG = "动态口令不对，或者已经用过。请等下一个六位数再输。"


def ask_for_code(request: HttpRequest, account: Account, wanted: str, *, now: datetime) -> HttpResponse:
    """The password was right: remember for `PATIENCE` whose code is awaited. Nobody is signed in yet."""
    request.session.cycle_key()
    request.session[HALF_IN] = [account.pk, now.timestamp(), wanted]
    return HttpResponseRedirect(ASK)


@require_http_methods(["GET", "POST"])
def code(request: HttpRequest) -> HttpResponse:
    """The code of whoever has just given his password."""
    now = timezone.now()
    pk, at, wanted = request.session.get(HALF_IN, (0, 0.0, "/"))
    account = Account.objects.filter(pk=pk, is_active=True).first()
    if account is None or now.timestamp() - at > PATIENCE.total_seconds():
        return HttpResponseRedirect(SIGN_IN)
    if request.method == "GET":
        return _ask(request, "")
    pause = claim_code(account, now=now)
    if pause:
        return _ask(request, wait_words(pause), status=429)
    if not second_factor.fits(account, request.POST.get("code", ""), now=now):
        leave_record(request, account, now, name="people.sign_in_code", outcome=Record.Outcome.REFUSED)
        return _ask(request, WRONG, status=422)
    forget_codes(account)
    del request.session[HALF_IN]
    return enter(request, account, wanted, now=now)


@require_http_methods(["GET", "POST"])
def set_up(request: HttpRequest) -> HttpResponse:
    """Show the secret, as a picture and in letters, and take it into use with the first right code."""
    account, now = current_account(request), timezone.now()
    if account is None:
        return HttpResponseRedirect(SIGN_IN)
    if account.must_change_password:
        return HttpResponseRedirect(CHANGE_PASSWORD)
    if second_factor.is_set_up(account):
        return _drop(request, account, now)
    if request.method == "GET":
        return _show(request, account, "")
    pause = claim_code(account, now=now)
    if pause:
        return _show(request, account, wait_words(pause), status=429)
    if not second_factor.confirm(account, request.POST.get("code", ""), now=now):
        return _show(request, account, WRONG, status=422)
    forget_codes(account)
    request.session[SET_UP] = False
    leave_record(request, account, now, name="people.set_up_code")
    messages.success(request, "动态口令已启用，下次登录要用。")
    return HttpResponseRedirect("/")


@require_GET
def picture(request: HttpRequest) -> HttpResponse:
    """The picture that an authenticator reads, of one's own secret, until it is in use."""
    account = current_account(request)
    if account is None or account.must_change_password or second_factor.is_set_up(account):
        return HttpResponse(status=404)
    drawn = qr_svg(second_factor.address(account, second_factor.begin(account)))
    return HttpResponse(drawn, content_type="image/svg+xml", headers={"Cache-Control": "no-store"})


def _drop(request: HttpRequest, account: Account, now: datetime) -> HttpResponse:
    """It is in use: it goes with a right code, where the county does not want it."""
    errors: tuple[str, ...] = ()
    if request.method == "POST":
        pause = claim_code(account, now=now)
        if pause:
            errors = (wait_words(pause),)
        elif second_factor.is_wanted(account, now=now):
            errors = (
                "本县规定您登录要用动态口令，不能停用。换了手机的，请系统管理员换发一次性密码，再重新启用。",
            )
        elif second_factor.fits(account, request.POST.get("code", ""), now=now):
            second_factor.forget(account)
            forget_codes(account)
            leave_record(request, account, now, name="people.drop_code")
            messages.success(request, "动态口令已停用。")
            return HttpResponseRedirect("/sign-ins/")
        else:
            errors = (WRONG,)
    page = FormPage(
        "动态口令已启用",
        SET_UP_CODE,
        "停用动态口令",
        (Section((_field(),)),),
        lead="登录时除了密码，还要输动态口令。不再用的，输一次现在的动态口令停用。",
        errors=errors,
        cancel=Link("我的登录", "/sign-ins/"),
        id="code-form",
    )
    return page_response(request, page, status=422 if errors else 200, body_class="entrance")


def _show(request: HttpRequest, account: Account, error: str, *, status: int = 200) -> HttpResponse:
    secret = second_factor.begin(account)
    spaced = " ".join(secret[i : i + 4] for i in range(0, len(secret), 4))
    page = FormPage(
        title="启用动态口令",
        action=SET_UP_CODE,
        submit="启用",
        sections=(Section((Field("secret", "密钥", "static", value=spaced), _field())),),
        lead="用身份验证器（手机应用、动态口令卡）扫下面的图，或者把密钥输进去；再把它显示的六位数填在下面。"
        "图和密钥只给您本人看。",
        picture=Picture(PICTURE, "动态口令的二维码"),
        errors=(error,) if error else (),
        cancel=None if request.session.get(SET_UP) else Link("我的登录", "/sign-ins/"),
        id="code-form",
    )
    answer = page_response(request, page, status=status, body_class="entrance")
    answer["Cache-Control"] = "no-store"
    return answer


def _ask(request: HttpRequest, error: str, *, status: int = 200) -> HttpResponse:
    page = FormPage(
        "动态口令",
        ASK,
        "登录",
        (Section((_field(),)),),
        lead="密码已经核对。请输身份验证器上现在显示的六位数。",
        errors=(error,) if error else (),
        cancel=Link("重新登录", SIGN_IN),
        id="code-form",
    )
    return page_response(request, page, status=status, body_class="entrance")


def _field() -> Field:
    return Field("code", "动态口令", required=True, autofocus=True, hint="六位数，半分钟换一次")
