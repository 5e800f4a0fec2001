"""Asking for a page as a browser does, in this process: the whole WSGI application, from environ to closing.

Closing the answer ends the request, so that a connection which is not kept is opened anew, as in the server.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from importlib import import_module
from typing import Any

from django.conf import settings
from django.contrib.auth import BACKEND_SESSION_KEY, HASH_SESSION_KEY, SESSION_KEY
from django.test import RequestFactory

from shuniu.kernel.people.models import Post
from shuniu.kernel.platform.session import POST

Application = Callable[[dict[str, Any], Any], Iterable[bytes]]


class WrongAnswer(Exception):
    """A page did not answer with 200."""


@dataclass(frozen=True)
class Answer:
    """How long it took, in milliseconds, and what came."""

    ms: float
    body: bytes


def signed_in(post: Post) -> str:
    """The cookie of a session in which the person of *post* is signed in and acts in it."""
    account = post.person.account
    assert account is not None
    session = import_module(settings.SESSION_ENGINE).SessionStore()
    session[SESSION_KEY] = str(account.pk)
    session[BACKEND_SESSION_KEY] = settings.AUTHENTICATION_BACKENDS[0]
    session[HASH_SESSION_KEY] = account.get_session_auth_hash()
    session[POST] = post.pk
    session.create()
    return f"{settings.SESSION_COOKIE_NAME}={session.session_key}"


def ask(application: Application, address: str, cookie: str) -> Answer:
    """GET *address*. Raises `WrongAnswer` unless the answer is 200."""
    environ = RequestFactory(headers={"host": "127.0.0.1", "cookie": cookie}).get(address).environ
    status: list[str] = []

    def start(line: str, headers: object, failed: object = None) -> None:
        status.append(line)

    begun = time.perf_counter()
    answer = application(environ, start)
    body = b"".join(answer)
    close = getattr(answer, "close", None)
    if close is not None:
        close()
    took = (time.perf_counter() - begun) * 1000
    if not status or not status[0].startswith("200"):
        raise WrongAnswer(f"{address}: {status[0] if status else 'nothing'} {body[:300]!r}")
    return Answer(took, body)
