"""What a request is answered with when there is no actor, or nothing to show."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import wraps
from urllib.parse import urlencode
from uuid import UUID, uuid4

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.people.actor import Actor, administrator_actor
from shuniu.kernel.people.duties import label
from shuniu.kernel.people.models import Account
from shuniu.kernel.platform.session import MUST_CHANGE, MUST_SET_UP, SET_UP, current_account, current_actor
from shuniu.kernel.platform.ui import ErrorPage, Link, page_response

SIGN_IN = "/sign-in/"
CHANGE_PASSWORD = "/password/"
SET_UP_CODE = "/second-factor/"
CONSOLE = "/console/"
"""What one of the three administrators finds instead of a workbench: it leads on to the first place of his console."""


def require_actor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that gets the actor as its second argument; without one, the sign-in page, the page where a
    one-time password is changed, or the reason."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        actor = current_actor(request, timezone.now())
        if isinstance(actor, Actor):
            return view(request, actor, *args, **kwargs)
        if actor.code is Code.NO_ACTOR and request.headers.get("HX-Request") and request.method == "GET":
            # A part of a page has no room for the whole sign-in page.
            return HttpResponse("<p>登录已过期，请在新窗口重新登录，再试一次。</p>", status=401)
        if actor.code is Code.NO_ACTOR:
            back = request.get_full_path() if request.method == "GET" else "/"
            return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'next': back})}")
        if actor is MUST_CHANGE:
            return HttpResponseRedirect(CHANGE_PASSWORD)
        if actor is MUST_SET_UP:
            return HttpResponseRedirect(SET_UP_CODE)
        account = current_account(request)
        if account is not None and account.kind != Account.Kind.PERSON and request.path == "/":
            return HttpResponseRedirect(CONSOLE)
        return refused_page(request, actor)

    return checked


def require_administrator(
    *duties: str,
) -> Callable[[Callable[..., HttpResponse]], Callable[..., HttpResponse]]:
    """A view of the console of whoever holds one of *duties* (`ADMINISTRATORS`), who is its second argument.

    A stranger gets the sign-in page, whoever has not changed his one-time password the page to do so, and everybody
    else, another administrator too, a refusal that says whose page it is.
    """

    def guarded(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
        @wraps(view)
        def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
            account = current_account(request)
            if account is None:
                back = request.get_full_path() if request.method == "GET" else "/"
                return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'next': back})}")
            if account.must_change_password:
                return HttpResponseRedirect(CHANGE_PASSWORD)
            if request.session.get(SET_UP):
                return HttpResponseRedirect(SET_UP_CODE)
            actor = administrator_actor(account) if account.kind != Account.Kind.PERSON else None
            if actor is None or not actor.holds(*duties):
                return refused_page(request, _not_yours(duties))
            return view(request, actor, *args, **kwargs)

        return checked

    return guarded


def _not_yours(duties: Sequence[str]) -> Refusal:
    who = "、".join(label(duty) for duty in duties)
    return Refusal(
        Code.NOT_ALLOWED,
        f"这一页由{who}办理，您现在登录的账号不是。",
        remedy=f"需要办理的，请找{who}；三员各管各的，不能兼任。",
    )


def home(wanted: str, default: str) -> str:
    """Where a press leads back to: *wanted* when it is an address of this house, else *default*."""
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None) and wanted.startswith("/")
    return wanted if safe else default


def press_id(request: HttpRequest) -> UUID:
    """The id of one press on a list (the hidden `batch`), from which each row's command id is made.

    Pressed twice, it makes the same command ids, and nothing is done twice.
    """
    try:
        return UUID(request.POST.get("batch", ""))
    except ValueError:
        return uuid4()


def refused_page(request: HttpRequest, refusal: Refusal, back: Link | None = None) -> HttpResponse:
    """A whole page that says why not, and what to do; *back* is where one came from, when one may still see it."""
    page = ErrorPage(
        status=str(refusal.status),
        title=refusal.message,
        text=refusal.remedy or "没有办成，也没有留下任何改动。",
        basis=refusal.basis,
        links=(*((back,) if back else ()), Link("回工作台", "/")),
    )
    return page_response(request, page, status=refusal.status)
