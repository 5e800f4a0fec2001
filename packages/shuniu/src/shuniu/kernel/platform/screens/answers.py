"""What a request is answered with when there is no actor, or nothing to show."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from urllib.parse import urlencode

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils import timezone

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.session import MUST_CHANGE, current_actor
from shuniu.kernel.platform.ui import ErrorPage, Link, page_response

SIGN_IN = "/sign-in/"
CHANGE_PASSWORD = "/password/"


def require_actor(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """A view that gets the actor as its second argument; without one, the sign-in page, the page where a
    one-time password is changed, or the reason."""

    @wraps(view)
    def checked(request: HttpRequest, *args: object, **kwargs: object) -> HttpResponse:
        actor = current_actor(request, timezone.now())
        if isinstance(actor, Actor):
            return view(request, actor, *args, **kwargs)
        if actor.code is Code.NO_ACTOR:
            back = request.get_full_path() if request.method == "GET" else "/"
            return HttpResponseRedirect(f"{SIGN_IN}?{urlencode({'next': back})}")
        if actor is MUST_CHANGE:
            return HttpResponseRedirect(CHANGE_PASSWORD)
        return refused_page(request, actor)

    return checked


def refused_page(request: HttpRequest, refusal: Refusal) -> HttpResponse:
    """A whole page that says why not, and what to do."""
    page = ErrorPage(
        status=str(refusal.status),
        title=refusal.message,
        text=refusal.remedy or "没有办成，也没有留下任何改动。",
        basis=refusal.basis,
        links=(Link("回工作台", "/"),),
    )
    return page_response(request, page, status=refusal.status)
