"""Where an account is signed in: how long that lasts, and ending it. GB/T 22239-2019, 8.1.4.1 b) wants sessions to end."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.contrib.sessions.models import Session
from django.db import transaction
from django.utils import timezone

from shuniu.kernel.base import parameters
from shuniu.kernel.people.models import Account, SignIn

LONGEST_HOURS = 24
"""The county may set less; the cookie is kept no longer."""

parameters.declare(
    parameters.Parameter("sign_in.idle_minutes", "多少分钟没有操作自动退出", 30, "DB-01", "分钟", 5),
    parameters.Parameter("sign_in.longest_hours", "一次登录最长多少小时", 12, "DB-01", "小时", 1),
    parameters.Parameter("sign_in.password_days", "密码最多用多少天（0 为不限）", 90, "DB-01", "天", 0),
)


@dataclass(frozen=True)
class Limits:
    """How long a sign-in lasts: without anything being done, and in all."""

    idle: timedelta
    longest: timedelta

    def over(self, *, begun: datetime, seen: datetime, now: datetime) -> bool:
        """Whether a sign-in that was *begun* and last *seen* then has ended."""
        return now - seen > self.idle or now - begun > self.longest


def limits(*, now: datetime) -> Limits:
    """The limits of whoever signs in now."""
    day = timezone.localdate(now)
    hours = min(parameters.number("sign_in.longest_hours", on=day), LONGEST_HOURS)
    return Limits(
        timedelta(minutes=parameters.number("sign_in.idle_minutes", on=day)), timedelta(hours=hours)
    )


def password_is_old(account: Account, *, now: datetime) -> bool:
    """Whether the password has been in use for longer than the county wants."""
    days = parameters.number("sign_in.password_days", on=timezone.localdate(now))
    return bool(days and account.password_since and now - account.password_since > timedelta(days=days))


def begin(account: Account, session_key: str, *, address: str, browser: str, now: datetime) -> None:
    """Note that *account* has signed in; what ended long ago is swept away."""
    SignIn.objects.filter(account=account, seen_at__lt=now - timedelta(hours=2 * LONGEST_HOURS)).delete()
    SignIn.objects.update_or_create(
        session_key=session_key,
        defaults={
            "account": account,
            "begun_at": now,
            "seen_at": now,
            "address": address[:45],
            "browser": browser[:60],
        },
    )


def see(session_key: str, *, now: datetime) -> None:
    """Note that something was done in this sign-in."""
    SignIn.objects.filter(session_key=session_key).update(seen_at=now)


def forget(session_key: str) -> None:
    """The sign-in is over."""
    SignIn.objects.filter(session_key=session_key).delete()


def living(account: Account) -> Sequence[SignIn]:
    """The places where *account* is signed in, the one last used first; those whose session is gone are left out."""
    rows = list(SignIn.objects.filter(account=account).order_by("-seen_at", "-pk"))
    keys = [row.session_key for row in rows]
    there = set(Session.objects.filter(session_key__in=keys).values_list("session_key", flat=True))
    return [row for row in rows if row.session_key in there]


def end(account: Account, ids: Sequence[int], *, but: str = "") -> int:
    """End these sign-ins of *account* but that of the session *but*; how many there were."""
    with transaction.atomic():
        rows = SignIn.objects.filter(account=account, pk__in=ids).exclude(session_key=but)
        keys = list(rows.values_list("session_key", flat=True))
        Session.objects.filter(session_key__in=keys).delete()
        rows.delete()
    return len(keys)


def browser_name(agent: str) -> str:
    """What somebody recognises his browser by, from its User-Agent."""
    known = (
        ("MicroMessenger", "微信"),
        ("Edg/", "Edge"),
        ("QAXBrowser", "奇安信浏览器"),
        ("360", "360 浏览器"),
        ("Firefox/", "Firefox"),
        ("Chrome/", "Chrome"),
        ("Safari/", "Safari"),
    )
    systems = (
        ("Android", "安卓手机"),
        ("iPhone", "iPhone"),
        ("Windows", "Windows"),
        ("UOS", "统信"),
        ("Kylin", "麒麟"),
        ("Linux", "Linux"),
        ("Mac OS", "macOS"),
    )
    name = next((said for mark, said in known if mark in agent), "浏览器")
    system = next((said for mark, said in systems if mark in agent), "")
    return f"{name}（{system}）" if system else name
