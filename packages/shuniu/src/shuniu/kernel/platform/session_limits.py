"""The middleware that ends a sign-in when nothing was done in it, or it has lasted too long, and notes that it lives.

The limits lie in the session since the sign-in, so that a request costs no look-up for them.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta
from typing import Any

from django.conf import settings
from django.contrib.auth import SESSION_KEY, logout
from django.contrib.auth.signals import user_logged_in
from django.http import HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone

from shuniu.kernel.people import sign_ins
from shuniu.kernel.people.actor import account_actor
from shuniu.kernel.people.models import Account
from shuniu.kernel.people.sign_ins import Limits
from shuniu.kernel.platform.session import current_account
from shuniu.kernel.records.writing import record

BEGUN, SEEN, IDLE, LONGEST = "begun", "seen", "idle", "longest"
NOTED_EVERY = timedelta(minutes=1)
BY_ITSELF = ("/notices/new/",)
"""Addresses that an open page asks for by itself: nobody sits there for that."""


class SessionLimits:
    """Ends what is over before a view sees it; the view then finds nobody signed in."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponseBase]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponseBase:
        if SESSION_KEY in request.session:
            if BEGUN in request.session:
                _look(request, timezone.now())
            else:  # it is older than these limits: it has them from now on
                account = current_account(request)
                if account is not None:
                    _signed_in(request, account)
        return self.get_response(request)


def _look(request: HttpRequest, now: datetime) -> None:
    session = request.session
    begun, seen = (datetime.fromtimestamp(session[key], tz=now.tzinfo) for key in (BEGUN, SEEN))
    limits = Limits(timedelta(seconds=session[IDLE]), timedelta(seconds=session[LONGEST]))
    if limits.over(begun=begun, seen=seen, now=now):
        account = current_account(request)
        sign_ins.forget(session.session_key or "")
        logout(request)
        if account is not None:
            record("people.session_over", actor=account_actor(account), now=now)
    elif now - seen > NOTED_EVERY and request.path not in BY_ITSELF:
        session[SEEN] = now.timestamp()
        sign_ins.see(session.session_key or "", now=now)


def address_of(request: HttpRequest) -> str:
    """Where a request comes from; the proxy in front says it where there is one."""
    passed_on = request.META.get("HTTP_X_REAL_IP", "") if settings.BEHIND_HTTPS else ""
    return str(passed_on or request.META.get("REMOTE_ADDR", ""))


def _signed_in(request: HttpRequest, user: Account, **_: Any) -> None:
    now = timezone.now()
    limits = sign_ins.limits(now=now)
    session = request.session
    session[BEGUN] = session[SEEN] = now.timestamp()
    session[IDLE], session[LONGEST] = limits.idle.total_seconds(), limits.longest.total_seconds()
    browser = sign_ins.browser_name(request.META.get("HTTP_USER_AGENT", ""))
    sign_ins.begin(user, session.session_key or "", address=address_of(request), browser=browser, now=now)


user_logged_in.connect(_signed_in, dispatch_uid="shuniu.sign_in")
