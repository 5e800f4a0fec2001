"""The context processor that fills the frame around every screen: hat, places, notices, toasts."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any
from urllib.parse import urlencode

from django.conf import settings
from django.contrib import messages
from django.http import HttpRequest
from django.utils import timezone

from shuniu.kernel.flow import lists
from shuniu.kernel.people.actor import Actor, administrator_actor
from shuniu.kernel.people.models import Account
from shuniu.kernel.platform.menu import Place, places_for
from shuniu.kernel.platform.notices.queries import count_words, unread_count
from shuniu.kernel.platform.screens.answers import CONSOLE
from shuniu.kernel.platform.session import current_account, current_actor, own_hats
from shuniu.kernel.platform.ui import Frame, Hat, Link, NavGroup, Toast, count_text

FOLDED = "navigation_folded"
ENTRANCE = "/enter/"
"""Where the demo's 以谁的身份进入 lies, when there is one."""


def frame(request: HttpRequest) -> dict[str, Any]:
    """`frame` for the templates; nothing for somebody who is not signed in."""
    now = timezone.now()
    account = current_account(request)
    if account is None:
        return {}
    if account.kind != Account.Kind.PERSON:
        return {} if account.must_change_password else {"frame": _console(request, account)}
    actor = current_actor(request, now)
    if not isinstance(actor, Actor):
        return {}
    worn = own_hats(request, now)
    return {
        "frame": Frame(
            office=actor.unit_name,
            person=actor.person_name,
            hat=next((_hat(p) for p in worn if p.pk == actor.post_id), None),
            hats=tuple(_hat(p) for p in worn if p.pk != actor.post_id),
            navigation=_navigation(actor, request.path),
            notices=count_words(unread_count(actor)),
            notices_poll="/notices/new/",
            query=request.GET.get("q", "") if request.path.startswith("/search") else "",
            help_href=f"/help/?{urlencode({'of': request.path})}",
            large=account.large_type,
            demo=settings.DEMO_ENTRANCE,
            entrance_href=ENTRANCE if settings.DEMO_ENTRANCE else "",
            navigation_folded=bool(request.session.get(FOLDED)),
            toasts=tuple(map(_toast, messages.get_messages(request))),
        )
    }


def _console(request: HttpRequest, account: Account) -> Frame:
    """The frame of an administrator: no hat, no search, no notices; only the places of his own console."""
    actor = administrator_actor(account)
    return Frame(
        office=actor.post_title,
        person=actor.person_name,
        navigation=_navigation(actor, request.path),
        home_href=CONSOLE,
        search_href="",
        notices_href="",
        help_href=f"/help/?{urlencode({'of': request.path})}",
        large=account.large_type,
        demo=settings.DEMO_ENTRANCE,
        entrance_href=ENTRANCE if settings.DEMO_ENTRANCE else "",
        navigation_folded=bool(request.session.get(FOLDED)),
        toasts=tuple(map(_toast, messages.get_messages(request))),
    )


def _toast(message: Any) -> Toast:
    return Toast(str(message), "error" if message.level >= messages.ERROR else "done")


def _hat(post: Any) -> Hat:
    return Hat(str(post.pk), post.unit.short_name, post.title)


def _navigation(actor: Actor, path: str) -> tuple[NavGroup, ...]:
    open_places = places_for(actor)
    here = place_of(path, [p.href for p in open_places])
    groups: dict[str, list[Link]] = {}
    for place in open_places:
        groups.setdefault(place.group, []).append(_link(actor, place, current=place.href == here))
    return tuple(NavGroup(label, tuple(links)) for label, links in groups.items())


def place_of(path: str, addresses: Sequence[str]) -> str:
    """Which of *addresses* the page *path* belongs to: the longest that it begins with; empty for none."""
    around = [a for a in addresses if path == a or (a != "/" and path.startswith(a))]
    return max(around, key=len, default="")


def _link(actor: Actor, place: Place, *, current: bool) -> Link:
    count = lists.count(actor.principals, place.count_of) if place.count_of else 0
    return Link(
        place.label, place.href, icon=place.icon, count=count_text(count) if count else "", current=current
    )
