"""我的登录: where one is signed in, ended elsewhere at one press, and by itself when nothing is done."""

from __future__ import annotations

from datetime import timedelta

import pytest
from django.test import Client
from django.utils import timezone
from kit import NOW, County, browser, build_county

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.people.models import Account, SignIn
from shuniu.kernel.people.sign_ins import Limits, browser_name
from shuniu.kernel.records.models import Record

pytestmark = pytest.mark.django_db

PASSWORD = "青山-2026-shui"


@pytest.fixture
def county() -> County:
    return build_county()


def aged(client: Client, *, begun: timedelta, seen: timedelta) -> None:
    """As if the sign-in had begun, and had last been seen, so long ago."""
    session, now = client.session, timezone.now()
    session["begun"], session["seen"] = (now - begun).timestamp(), (now - seen).timestamp()
    session.save()


@pytest.mark.parametrize(
    ("begun", "seen", "over"),
    [(1, 1, False), (29, 29, False), (31, 31, True), (12 * 60 - 1, 1, False), (12 * 60 + 1, 1, True)],
)
def test_limits(begun: int, seen: int, over: bool) -> None:
    limits = Limits(timedelta(minutes=30), timedelta(hours=12))
    then = {"begun": NOW - timedelta(minutes=begun), "seen": NOW - timedelta(minutes=seen)}
    assert limits.over(**then, now=NOW) is over


def test_nothing_done_for_half_an_hour_ends_it(county: County) -> None:
    client = browser(county, "clerk")
    aged(client, begun=timedelta(hours=1), seen=timedelta(minutes=29))
    assert client.get("/").status_code == 200
    aged(client, begun=timedelta(hours=1), seen=timedelta(minutes=31))
    assert client.get("/")["Location"].startswith("/sign-in/")
    row = Record.objects.get(action="people.session_over")
    assert row.actor == "王秀兰" and row.account_id == county.posts["clerk"].person.account_id
    assert not SignIn.objects.filter(account=county.posts["clerk"].person.account).exists()


def test_a_day_is_the_longest(county: County) -> None:
    client = browser(county, "clerk")
    aged(client, begun=timedelta(hours=13), seen=timedelta(minutes=1))
    assert client.get("/").status_code == 302


def test_a_session_older_than_the_limits_has_them_from_now_on(county: County) -> None:
    client = browser(county, "clerk")
    session = client.session
    del session["begun"]
    session.save()
    assert client.get("/").status_code == 200
    aged(client, begun=timedelta(hours=1), seen=timedelta(minutes=31))
    assert client.get("/").status_code == 302


def test_what_a_page_asks_by_itself_keeps_nobody_signed_in(county: County) -> None:
    client = browser(county, "clerk")
    aged(client, begun=timedelta(hours=1), seen=timedelta(minutes=20))
    before = client.session["seen"]
    client.get("/notices/new/")
    assert client.session["seen"] == before
    client.get("/notices/")
    assert client.session["seen"] > before


def test_the_county_may_want_it_shorter(county: County) -> None:
    ParameterValue.objects.create(
        key="sign_in.idle_minutes", value=10, valid_from=NOW.date(), set_at=NOW, set_by="x", reason="试"
    )
    client = browser(county, "clerk")
    aged(client, begun=timedelta(hours=1), seen=timedelta(minutes=11))
    assert client.get("/").status_code == 302


def test_one_sees_ones_sign_ins_and_ends_them_elsewhere(county: County) -> None:
    here, there, other = browser(county, "clerk"), browser(county, "clerk"), browser(county, "director")
    page = here.get("/sign-ins/").content.decode()
    assert page.count("data-row") >= 2 and "本机" in page
    mine = [str(pk) for pk in SignIn.objects.values_list("pk", flat=True)]
    here.post("/sign-ins/end/", {"key": mine})
    assert there.get("/").status_code == 302
    assert here.get("/").status_code == 200 and other.get("/").status_code == 200
    assert Record.objects.filter(action="people.end_sign_ins").count() == 1
    here.post("/sign-ins/end/", {"key": mine})
    assert Record.objects.filter(action="people.end_sign_ins").count() == 1


def test_signing_out_takes_it_off_the_list(county: County) -> None:
    client = browser(county, "clerk")
    client.post("/sign-out/")
    assert not SignIn.objects.exists()


def test_strangers_see_nothing_and_end_nothing(county: County) -> None:
    browser(county, "clerk")
    assert Client().get("/sign-ins/")["Location"].startswith("/sign-in/")
    assert Client().post("/sign-ins/end/", {"key": "1"})["Location"] == "/sign-in/"
    assert SignIn.objects.count() == 1


def test_a_password_that_is_too_old_is_changed_first(county: County) -> None:
    account = county.posts["director"].person.account
    assert account is not None
    account.set_password(PASSWORD)
    account.password_since = timezone.now() - timedelta(days=91)
    account.save()
    client = Client()
    answer = client.post("/sign-in/", {"username": account.username, "password": PASSWORD})
    assert answer["Location"] == "/password/"
    assert "到期" in client.get("/password/").content.decode()
    typed = {"old": PASSWORD, "new": "yunling_3年级", "again": "yunling_3年级"}
    assert client.post("/password/", typed)["Location"] == "/"
    account.refresh_from_db()
    assert account.password_since is not None and timezone.now() - account.password_since < timedelta(
        minutes=1
    )


def test_attempts_name_the_account_and_the_address_never_what_was_typed(county: County) -> None:
    Client(REMOTE_ADDR="10.1.2.3").post("/sign-in/", {"username": "Clerk ", "password": "猜一猜"})
    row = Record.objects.get(action="people.sign_in")
    account = Account.objects.get(username="clerk")
    assert (row.outcome, row.account_id, row.actor) == ("refused", account.pk, "王秀兰")
    assert row.payload.content == {"account": account.pk, "address": "10.1.2.3"}
    Client().post("/sign-in/", {"username": "猜一猜", "password": "猜一猜"})
    assert "猜一猜" not in str(Record.objects.order_by("pk").last().payload.content)  # type: ignore[union-attr]


def test_browsers_have_names() -> None:
    agent = "Mozilla/5.0 (Windows NT 10.0) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/86.0 Safari/537.36"
    assert browser_name(agent) == "Chrome（Windows）"
    assert browser_name("") == "浏览器"
