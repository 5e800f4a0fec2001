"""Requests that no page of ours makes: without a token, with another method, host or kind, with a stolen session."""

from __future__ import annotations

import os
import subprocess
import sys

import pytest
from attack.everywhere import again, asked, insiders, undone
from django.conf import settings as configured
from django.test import Client
from kit import build_county
from pytest_django import Settings
from test_other_units_ids import Estate, addresses, build_with_trespasser
from walking_roles import OF_THE_DEMO

from shuniu import urls
from shuniu.kernel.people.models import Account

pytestmark = pytest.mark.django_db
PASSWORD = "青山-2026-shui"
CHINESE = "没有办理"
NOT_IN_STORE = 507
"""The estate's file is a row alone, and its content is refused as lost."""


@pytest.fixture
def estate(db: None) -> Estate:
    return build_with_trespasser()


@pytest.fixture
def account() -> Account:
    found = build_county().posts["director"].person.account
    assert found is not None
    found.set_password(PASSWORD)
    found.save()
    return found


@pytest.mark.slow
def test_every_press_needs_the_token(estate: Estate) -> None:
    """On every address, none, a wrong one, and one of another site: 403, a sentence, and nothing done."""
    before, wrong = estate.picture(), []
    for pattern, address, client in asked(estate, insiders(estate)):
        for words in ({}, {"csrfmiddlewaretoken": "x" * 64}):
            answer = again(client, csrf=True).post(address, words)
            if answer.status_code != 403 or CHINESE not in answer.content.decode():
                wrong.append((pattern, answer.status_code))
        window = again(client, csrf=True)
        window.cookies["csrftoken"] = "a" * 32
        answer = window.post(
            address,
            {"csrfmiddlewaretoken": "a" * 32},
            headers={"Origin": "https://evil.example"},
        )
        if answer.status_code != 403:
            wrong.append((pattern, "another site", answer.status_code))
    assert wrong == []
    assert estate.picture() == before


def test_no_view_is_without_the_token() -> None:
    def views(patterns: list) -> list:
        found = []
        for pattern in patterns:
            found += views(pattern.url_patterns) if hasattr(pattern, "url_patterns") else [pattern.callback]
        return found

    free = [v for v in views(urls.urlpatterns) if getattr(v, "csrf_exempt", False)]
    # The API asks for the token itself, with every operation that writes: test_api.py.
    assert {v.__module__.partition(".")[0] for v in free} <= {"ninja"}


@pytest.mark.slow
def test_what_only_reads_writes_nothing_and_other_methods_do_nothing(estate: Estate) -> None:
    before, wrong = estate.picture(), []
    for pattern, address, client in asked(estate, insiders(estate)):
        for method in ("PUT", "DELETE", "OPTIONS"):
            answer = again(client).generic(method, address)
            if answer.status_code >= 500 and answer.status_code != NOT_IN_STORE:
                wrong.append((pattern, method, answer.status_code))
        forged = {"X-HTTP-Method-Override": "POST", "X-Method-Override": "POST"}
        with undone():  # what one looks at is noted as seen
            plain = again(client).get(address)
            answer = again(client).get(address, {"_method": "POST"}, headers=forged)
        if answer.status_code != plain.status_code:
            wrong.append((pattern, "forged", answer.status_code))
    assert wrong == []
    assert estate.picture() == before


KINDS = {
    "application/json": b'{"key": 1}',
    "application/xml": b'<!DOCTYPE a [<!ENTITY b SYSTEM "file:///etc/passwd">]><a>&b;</a>',
    "text/plain": b"key=1&next=/",
    "multipart/form-data": b"no boundary",
    "multipart/form-data; boundary=x": b'--x\r\nContent-Disposition: form-data; name="a"\r\n\r\n1',
    "multipart/form-data; boundary=" + "y" * 300: b"",
    "application/x-www-form-urlencoded; charset=utf-7": b"+AGE-=1",
    "application/x-www-form-urlencoded; charset=nonsense": b"a=1",
    "application/x-www-form-urlencoded": b"a=1&" * 1500,
    "application/x-www-form-urlencoded; x=2": b"%ff%fe=%00&%zz=1",
    "": b"a=1",
}


@pytest.mark.slow
def test_a_body_of_another_kind_is_no_error(estate: Estate) -> None:
    wrong = []
    kinds = list(KINDS.items())
    for number, (pattern, address, client) in enumerate(asked(estate, insiders(estate))):
        for turn in range(2):
            kind, body = kinds[(2 * number + turn) % len(kinds)]
            with undone():
                answer = again(client).generic("POST", address, body, content_type=kind)
            if answer.status_code >= 500 or b"root:x:0" in answer.content:
                wrong.append((pattern, kind, answer.status_code))
    assert wrong == []


@pytest.mark.slow
def test_another_host_is_not_answered(estate: Estate, settings: Settings) -> None:
    """Neither in Host nor as a proxy would name it; no answer repeats it."""
    settings.ALLOWED_HOSTS = ["gov.test"]
    for _, address, client in asked(estate, insiders(estate)):
        assert again(client).get(address, headers={"Host": "evil.example"}).status_code == 400
        with undone():
            answer = again(client, SERVER_NAME="gov.test").get(
                address, headers={"X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
            )
        assert answer.status_code != 400 and b"evil.example" not in answer.content


def test_a_session_laid_out_by_somebody_else_is_not_entered(account: Account) -> None:
    """Neither an invented one nor one he began himself is the session after the sign-in."""
    began = Client()
    began.get("/sign-in/")
    his = began.session
    his["x"] = "1"
    his.save()
    for laid in ("a" * 32, his.session_key):
        victim = Client()
        victim.cookies[configured.SESSION_COOKIE_NAME] = laid
        victim.post("/sign-in/", {"username": account.username, "password": PASSWORD})
        assert victim.get("/").status_code == 200
        assert victim.cookies[configured.SESSION_COOKIE_NAME].value != laid
        intruder = Client()
        intruder.cookies[configured.SESSION_COOKIE_NAME] = laid
        assert intruder.get("/")["Location"].startswith("/sign-in/")


def test_signing_out_kills_the_session_for_whoever_copied_it(account: Account) -> None:
    client = Client()
    client.post("/sign-in/", {"username": account.username, "password": PASSWORD})
    copied = again(client)
    assert copied.get("/").status_code == 200
    client.post("/sign-out/")
    assert again(copied).get("/").status_code == 302


def test_the_flags_of_the_cookies(account: Account) -> None:
    client = Client()
    client.get("/sign-in/")
    client.post("/sign-in/", {"username": account.username, "password": PASSWORD})
    cookie = client.cookies[configured.SESSION_COOKIE_NAME]
    assert cookie["httponly"] and cookie["samesite"] == "Lax" and not cookie["domain"]
    assert client.cookies[configured.CSRF_COOKIE_NAME]["samesite"] == "Lax"
    code = "from django.conf import settings as s; print(s.SESSION_COOKIE_SECURE, s.CSRF_COOKIE_SECURE)"
    environment = {**os.environ, "SHUNIU_HTTPS": "1", "DJANGO_SETTINGS_MODULE": "shuniu.settings"}
    said = subprocess.run(
        [sys.executable, "-c", code], env=environment, capture_output=True, text=True, check=True
    )
    assert said.stdout.split() == ["True", "True"]


@pytest.mark.parametrize("status", [400, 403, 404, 500])
def test_what_never_reaches_a_view_is_refused_in_chinese(
    status: int, settings: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    """An unknown address, a host of somebody else, a missing token, a fault of ours."""
    client = Client(raise_request_exception=False, enforce_csrf_checks=True)
    if status == 400:
        settings.ALLOWED_HOSTS = ["gov.test"]
    if status == 500:
        monkeypatch.setattr("shuniu.desk.signing_in.views.next_of", lambda request: 1 / 0)
    asks = {403: lambda: client.post("/sign-in/"), 404: lambda: client.get("/nowhere/")}
    answer = asks.get(status, lambda: client.get("/sign-in/"))()
    page = answer.content.decode()
    assert answer.status_code == status
    assert 'lang="zh-CN"' in page and "。" in page and "Server Error" not in page and "Forbidden" not in page


@pytest.mark.slow
def test_every_address_was_asked(estate: Estate) -> None:
    there = {a for a in addresses(urls.urlpatterns) if not a.startswith("api/")} - OF_THE_DEMO
    assert {pattern for pattern, _, _ in asked(estate, insiders(estate))} == there
