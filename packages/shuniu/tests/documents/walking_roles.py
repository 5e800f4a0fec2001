"""Every address and every operation of the API, asked for by every role: who is let in, and who is shut out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from django.db import transaction
from django.test import Client
from test_other_units_ids import SHUT, Estate, addresses, browser

from shuniu import urls
from shuniu.kernel.people.duties import DUTIES
from shuniu.kernel.people.models import Account, Duty, Person, Post

NOBODY, WITHOUT, STRANGER = "未登录", "没有职责的", "外单位"
ADMINISTRATORS = {"system": "系统管理员", "security": "安全保密管理员", "audit": "安全审计员"}
OF_THE_DEMO = {"enter/"}
"""There under `shuniu demo` alone."""
NAMED: dict[str, str] = {
    "act/<str:name>/": "/act/flow.remind/",
    "choose/<str:name>/": "/choose/unit/",
    "help/<str:key>/": "/help/登录与密码/",
    "parameters/<str:key>/": "/parameters/flow.yellow_days/",
    "console/parameters/<str:key>/": "/console/parameters/flow.yellow_days/",
}


@dataclass(frozen=True)
class Role:
    """Somebody who asks: in words, and in a browser."""

    label: str
    client: Client


def staff_duties() -> list[str]:
    """The duties of real work; those of the tests' own room are left out."""
    return [code for code in DUTIES if not code.startswith("SAMPLE")]


def roles_of(estate: Estate) -> Iterator[Role]:
    """Nobody; in the estate's own unit somebody without a duty and one for each; a stranger who holds every duty in a
    unit of his own; the three administrators."""
    yield Role(NOBODY, Client())
    county = estate.county
    for code in ("", *staff_duties()):
        account = Account.objects.create(
            username=f"role{code}".lower(), password="!", must_change_password=False
        )
        person = Person.objects.create(name=f"试{code}", account=account)
        post = Post.objects.create(
            person=person, unit=county.units["office"], title="科员", rank=500, since="2020-01-01"
        )
        if code:
            Duty.objects.create(post=post, code=code, since="2020-01-01")
        county.posts[f"role {code}"] = post
        yield Role(DUTIES.get(code).label if code else WITHOUT, browser(county, f"role {code}"))
    yield Role(STRANGER, browser(county, "trespasser"))
    for kind, label in ADMINISTRATORS.items():
        account = Account.objects.create(
            username=f"{kind}.walks", kind=kind, password="!", must_change_password=False
        )
        client = Client()
        client.force_login(account)
        yield Role(label, client)


def every_address() -> list[tuple[str, Callable[[Estate], str]]]:
    """Each address of the product, and how one of the estate's is written."""
    found: list[tuple[str, Callable[[Estate], str]]] = []
    for pattern in addresses(urls.urlpatterns):
        if pattern.startswith("api/") or pattern in OF_THE_DEMO:
            continue
        if pattern in SHUT:
            found.append((pattern, _on_an_issue(pattern) or SHUT[pattern]))
        else:
            written = NAMED.get(pattern, f"/{pattern}")
            found.append((pattern, lambda e, written=written: written))  # type: ignore[misc]
    return found


def _on_an_issue(pattern: str) -> Callable[[Estate], str] | None:
    """Addresses of outgoing documents are tried on one that the estate's unit has issued."""
    if not pattern.startswith("outgoing/<row:pk>/"):
        return None
    return lambda e: (
        "/"
        + pattern.replace("<row:pk>", str(e.sent))
        .replace("<row:number>", "1")
        .replace("<row:file_id>", str(e.file))
    )


def let_in(client: Client, address: str) -> bool:
    """Whether it opens, or its press goes through to the work itself. Nothing that it does stays."""
    with _undone():
        client = _same(client)
        answer = client.get(address)
        pressed = answer.status_code == 405
        if pressed:
            answer = client.post(address, {})
    assert answer.status_code not in {500, 502, 503}, address
    to = answer.get("Location", "")
    # A press without a word in it may be told what is missing; a page that is refused with 422 is not shown.
    shut = {401, 403, 404} if pressed else {401, 403, 404, 422}
    return answer.status_code not in shut and not to.startswith("/sign-in/")


def _same(client: Client) -> Client:
    """Another browser with the same session: what this one forgets, the next does not."""
    other = Client()
    other.cookies.update(client.cookies)
    return other


@contextmanager
def _undone() -> Iterator[None]:
    with transaction.atomic():
        yield
        transaction.set_rollback(True)
