"""The measure beside ours: an ordinary Django list page on the same database.

Django's own default middleware, the session, the signed-in account, 25 rows, one template; no frame around it.
"""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path
from typing import Any

from django.core.handlers.wsgi import WSGIHandler
from django.http import HttpRequest, HttpResponse
from django.template import Context, Engine
from django.test.utils import override_settings
from django.urls import path

from shuniu.kernel.flow.models import Matter

MIDDLEWARE = [
    "bench.bare.use_bare_addresses",
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
ROWS = 25
_engine = Engine(dirs=[str(Path(__file__).parent / "templates")], debug=False)


def bare_list(request: HttpRequest) -> HttpResponse:
    """The newest 25 matters, whoever asks."""
    account = request.user.get_username()
    rows = Matter.objects.order_by("-pk")[:ROWS]
    page = _engine.get_template("bare.html").render(Context({"account": account, "rows": rows}))
    return HttpResponse(page)


urlpatterns = [path("bare/", bare_list)]


def use_bare_addresses(get_response: Callable[[HttpRequest], Any]) -> Callable[[HttpRequest], Any]:
    """Middleware: this request looks its address up here, not in the product."""

    def middleware(request: HttpRequest) -> Any:
        request.urlconf = "bench.bare"
        return get_response(request)

    return middleware


def bare_site() -> WSGIHandler:
    """The application that serves the bare page, in this process."""
    with override_settings(MIDDLEWARE=MIDDLEWARE):
        return WSGIHandler()
