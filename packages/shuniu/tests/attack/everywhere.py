"""Every address of the product, somebody who may open all of them, and what a page asks to be filled in."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from django.db import transaction
from django.test import Client
from kit import SINCE, administrator, browser
from test_other_units_ids import Estate
from walking_roles import every_address, staff_duties

from shuniu.kernel.people.models import Account, Duty, Person, Post

_NAME = re.compile(r'<(?:input|select|textarea|button)\b[^>]*\bname="([^"]+)"')
_IN_LINK = re.compile(r"[?&;]([a-z_]+)=")
SECRET_FIELDS = {"csrfmiddlewaretoken"}


def all_hands(estate: Estate) -> Client:
    """Somebody of the estate's own unit who holds every duty there is."""
    account = Account.objects.create(username="allhands", password="!", must_change_password=False)
    person = Person.objects.create(name="全管", account=account)
    office = estate.county.units["office"]
    post = Post.objects.create(person=person, unit=office, title="科员", rank=50, since=SINCE)
    Duty.objects.bulk_create(Duty(post=post, code=code, since=SINCE) for code in staff_duties())
    estate.county.posts["allhands"] = post
    return browser(estate.county, "allhands")


def insiders(estate: Estate) -> dict[str, Client]:
    """Who between them may open every address: all hands, and the administrators for their consoles."""
    return {
        "": all_hands(estate),
        **{f"console {kind}": administrator(kind) for kind in ("system", "security", "audit")},
    }


def asked(estate: Estate, clients: dict[str, Client]) -> Iterator[tuple[str, str, Client]]:
    """Pattern, address and who asks: an administrator where the address is of a console, all hands elsewhere."""
    for pattern, address_of in every_address():
        for who, client in clients.items():
            if pattern.startswith("console/") == who.startswith("console"):
                yield pattern, address_of(estate), client


def again(client: Client, *, csrf: bool = False, **defaults: str) -> Client:
    """The same session in another window."""
    other = Client(enforce_csrf_checks=csrf, raise_request_exception=False, **defaults)
    other.cookies.update(client.cookies)
    return other


def names_on(page: str) -> list[str]:
    """What a page's forms and links send, by name."""
    return sorted((set(_NAME.findall(page)) | set(_IN_LINK.findall(page))) - SECRET_FIELDS)


@contextmanager
def undone() -> Iterator[None]:
    """Nothing that is done inside stays."""
    with transaction.atomic():
        yield
        transaction.set_rollback(True)


Ask = Callable[[str], str]
