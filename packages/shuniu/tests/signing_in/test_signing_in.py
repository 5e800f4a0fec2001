"""Coming in and going out: passwords, pauses, hats, large type."""

from __future__ import annotations

import pytest
from django.test import Client
from kit import County, build_county

from shuniu.kernel.people.models import Account
from shuniu.kernel.records.models import Record

pytestmark = pytest.mark.django_db


@pytest.fixture
def county() -> County:
    return build_county()


def with_password(county: County, who: str, *, must_change: bool = False) -> Account:
    account = county.posts[who].person.account
    assert account is not None
    account.set_password("青山-2026-shui")
    account.must_change_password = must_change
    account.save()
    return account


def test_in_and_out(county: County) -> None:
    account = with_password(county, "director")
    client = Client()
    assert client.get("/sign-in/?next=/incoming/").status_code == 200
    data = {"username": account.username, "password": "青山-2026-shui", "next": "/incoming/"}
    assert client.post("/sign-in/", data)["Location"] == "/incoming/"
    assert client.get("/").status_code == 200
    client.post("/sign-out/")
    assert client.get("/").status_code == 302
    assert Record.objects.filter(action="people.sign_in", outcome="done").count() == 1


def test_elsewhere_is_not_next(county: County) -> None:
    account = with_password(county, "director")
    data = {"username": account.username, "password": "青山-2026-shui", "next": "https://example.com/"}
    assert Client().post("/sign-in/", data)["Location"] == "/"


def test_guessing_is_slowed_down(county: County) -> None:
    account = with_password(county, "director")
    client = Client()
    wrong = {"username": account.username, "password": "不对"}
    answers = [client.post("/sign-in/", wrong).status_code for _ in range(4)]
    assert answers == [422, 422, 422, 429]
    right = {"username": account.username, "password": "青山-2026-shui"}
    assert client.post("/sign-in/", right).status_code == 429


def test_a_one_time_password_must_be_changed(county: County) -> None:
    account = with_password(county, "director", must_change=True)
    client = Client()
    answer = client.post("/sign-in/", {"username": account.username, "password": "青山-2026-shui"})
    assert answer["Location"] == "/password/"
    short = {"old": "青山-2026-shui", "new": "123", "again": "123"}
    assert "至少要有 8 个字符" in client.post("/password/", short).content.decode()
    good = {"old": "青山-2026-shui", "new": "yunling_3年级", "again": "yunling_3年级"}
    assert client.post("/password/", good).status_code == 302
    account.refresh_from_db()
    assert account.check_password("yunling_3年级") and not account.must_change_password


def test_a_new_password_ends_the_other_sessions_and_is_recorded_without_words(county: County) -> None:
    account = with_password(county, "director")
    here, elsewhere = Client(), Client()
    for client in (here, elsewhere):
        client.force_login(account)
    assert 'href="/password/"' in here.get("/").content.decode()
    typed = {"old": "青山-2026-shui", "new": "yunling_3年级", "again": "yunling_3年级"}
    assert here.post("/password/", typed)["Location"] == "/"
    assert here.get("/").status_code == 200 and elsewhere.get("/").status_code == 302
    row = Record.objects.get(action="people.change_password")
    assert row.payload.content == {"account": account.pk, "address": "127.0.0.1"}


def test_the_old_password_cannot_be_guessed_at_a_seat_left_open(county: County) -> None:
    account = with_password(county, "director")
    client = Client()
    client.force_login(account)
    wrong = {"old": "不对", "new": "yunling_3年级", "again": "yunling_3年级"}
    pages = [client.post("/password/", wrong).content.decode() for _ in range(4)]
    assert ["现在的密码不对。" in page for page in pages] == [True, True, True, False]
    assert "连续输错，请等" in pages[-1]
    account.refresh_from_db()
    assert account.check_password("青山-2026-shui")


def test_with_a_one_time_password_nothing_else_can_be_done(county: County) -> None:
    """Neither a page typed into the address bar, nor a press, nor the API, nor another hat."""
    account = with_password(county, "clerk", must_change=True)
    client = Client()
    client.force_login(account)
    for address in ("/", "/incoming/", "/incoming/register/", "/search/?q=水", "/matters/1/"):
        assert client.get(address)["Location"] == "/password/", address
    assert client.post("/act/flow.remind/", {"matter": "1"})["Location"] == "/password/"
    answer = client.post("/api/actions/flow.remind", {"matter": 1}, content_type="application/json")
    assert answer.status_code == 403 and "一次性密码" in answer.json()["message"]
    client.post("/hat/", {"hat": county.posts["clerk_party"].pk})
    assert client.get("/")["Location"] == "/password/"
    assert "一次性密码" in client.get("/password/").content.decode()
    assert not Record.objects.filter(action="flow.remind").exists()


def test_only_ones_own_hats(county: County) -> None:
    account = with_password(county, "clerk")
    client = Client()
    client.force_login(account)
    client.post("/hat/", {"hat": county.posts["clerk_party"].pk})
    assert "中共云岭县委办公室" in client.get("/").content.decode()
    client.post("/hat/", {"hat": county.posts["mayor"].pk})
    assert "中共云岭县委办公室" in client.get("/").content.decode()
    client.post("/preferences/", {"large": "1"})
    account.refresh_from_db()
    assert account.large_type
