"""The moment of coming in: what must be done first, where one goes on to, and the record of it."""

from __future__ import annotations

from datetime import datetime, timedelta

from django.contrib.auth import login
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.utils.http import url_has_allowed_host_and_scheme

from shuniu.kernel.people import second_factor, sign_ins
from shuniu.kernel.people.actor import account_actor
from shuniu.kernel.people.models import Account
from shuniu.kernel.platform.screens.answers import CHANGE_PASSWORD, SET_UP_CODE
from shuniu.kernel.platform.session import SET_UP
from shuniu.kernel.platform.session_limits import address_of
from shuniu.kernel.records.models import Record
from shuniu.kernel.records.writing import record

BACKEND = "shuniu.kernel.people.backend.AccountBackend"


def enter(request: HttpRequest, account: Account, wanted: str, *, now: datetime) -> HttpResponse:
    """Sign *account* in, and go on to what must be done first, or to *wanted*."""
    login(request, account, backend=BACKEND)
    leave_record(request, account, now)
    if not account.must_change_password and sign_ins.password_is_old(account, now=now):
        account.must_change_password = True
        account.save(update_fields=["must_change_password"])
    request.session[SET_UP] = second_factor.is_wanted(account, now=now) and not second_factor.is_set_up(
        account
    )
    if account.must_change_password:
        return HttpResponseRedirect(CHANGE_PASSWORD)
    return HttpResponseRedirect(SET_UP_CODE if request.session[SET_UP] else wanted)


def leave_record(
    request: HttpRequest,
    account: Account | None,
    now: datetime,
    *,
    name: str = "people.sign_in",
    outcome: Record.Outcome = Record.Outcome.DONE,
) -> None:
    """Record a sign-in or an attempt: whose account, when there is one, and from where; never what was typed."""
    actor = account_actor(account) if account else None
    content = {"account": account.pk if account else None, "address": address_of(request)}
    record(name, actor=actor, now=now, outcome=outcome, content=content)


def wait_words(pause: timedelta) -> str:
    """How long no password and no code is looked at."""
    return f"连续输错，请等 {int(pause.total_seconds()) + 1} 秒再试。"


def next_of(request: HttpRequest) -> str:
    """Where one wanted to go, when it is an address of this house; else the workbench."""
    wanted = request.POST.get("next", "") or request.GET.get("next", "")
    safe = url_has_allowed_host_and_scheme(wanted, allowed_hosts=None)
    return wanted if safe and wanted.startswith("/") else "/"
