"""A site of nothing but the API, and a middleware that signs in whom the session names."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse
from django.urls import path

from shuniu.kernel.people.models import Account
from shuniu.kernel.platform.api.urls import api_urls

ACCOUNT = "test_account"
urlpatterns = [path("api/", api_urls)]


def signed_in(get_response: Callable[[HttpRequest], HttpResponse]) -> Callable[[HttpRequest], HttpResponse]:
    """Stands where Django's AuthenticationMiddleware stands in the product."""

    def middleware(request: HttpRequest) -> HttpResponse:
        request.user = Account.objects.filter(pk=request.session.get(ACCOUNT)).first()
        return get_response(request)

    return middleware
