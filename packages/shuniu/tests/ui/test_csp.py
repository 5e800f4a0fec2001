"""The content security policy, word for word."""

from __future__ import annotations

from django.http import HttpResponse
from django.test import RequestFactory

from shuniu.kernel.platform.ui.csp import POLICY, ContentSecurityPolicy

EXPECTED = (
    "default-src 'self'; script-src 'self'; style-src 'self'; img-src 'self' blob:; object-src 'none'; "
    "base-uri 'none'; form-action 'self'; frame-ancestors 'self'"
)


def test_the_policy_of_every_answer(rf: RequestFactory) -> None:
    answer = ContentSecurityPolicy(lambda request: HttpResponse("x"))(rf.get("/"))
    assert answer.headers["Content-Security-Policy"] == EXPECTED


def test_the_policy_allows_nothing_unsafe() -> None:
    assert "unsafe" not in POLICY
    assert "*" not in POLICY
    assert "data:" not in POLICY


def test_a_view_may_set_a_policy_of_its_own(rf: RequestFactory) -> None:
    own = "sandbox"
    answer = ContentSecurityPolicy(lambda request: HttpResponse(headers={"Content-Security-Policy": own}))(
        rf.get("/")
    )
    assert answer.headers["Content-Security-Policy"] == own
