"""动态口令: asked for after the password, once each, slowed down like passwords, and taken into use by a right code."""

from __future__ import annotations

import re
import time
from base64 import b32decode
from datetime import UTC, datetime, timedelta

import pytest
from cryptography.hazmat.primitives.hashes import SHA1
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.test import Client
from kit import NOW, administrator, build_county

from shuniu.kernel.base.models import ParameterValue
from shuniu.kernel.people import second_factor
from shuniu.kernel.people.models import Account, SecondFactor
from shuniu.kernel.people.passwords import renew_one_time
from shuniu.kernel.records.models import Record

pytestmark = pytest.mark.django_db

PASSWORD = "青山-2026-shui"


@pytest.fixture
def account() -> Account:
    found = build_county().posts["director"].person.account
    assert found is not None
    found.set_password(PASSWORD)
    found.save()
    return found


def code_of(secret: str, now: datetime) -> str:
    totp = TOTP(b32decode(secret), 6, SHA1(), 30, enforce_key_length=False)
    return totp.generate(int(now.timestamp())).decode()


def set_up(account: Account, now: datetime) -> str:
    secret = second_factor.begin(account)
    assert second_factor.confirm(account, code_of(secret, now), now=now)
    return secret


def wanted_of_everybody() -> None:
    ParameterValue.objects.create(
        key="sign_in.codes_of_everybody",
        value=True,
        valid_from=NOW.date(),
        set_at=NOW,
        set_by="x",
        reason="试",
    )


def password_given(account: Account) -> tuple[Client, str]:
    client = Client()
    answer = client.post(
        "/sign-in/", {"username": account.username, "password": PASSWORD, "next": "/incoming/"}
    )
    return client, answer["Location"]


def test_known_codes() -> None:
    """RFC 6238, appendix B, cut to six digits."""
    secret = "GEZDGNBVGY3TQOJQGEZDGNBVGY3TQOJQ"
    for at, code in ((59, "287082"), (1111111109, "081804"), (1234567890, "005924"), (20000000000, "353130")):
        assert code_of(secret, datetime.fromtimestamp(at, UTC)) == code


@pytest.mark.both_databases
def test_a_code_counts_once_and_clocks_may_differ_a_little(account: Account) -> None:
    secret, now = set_up(account, NOW), NOW + timedelta(minutes=1)
    for late in (timedelta(seconds=-61), timedelta(seconds=61)):
        assert not second_factor.fits(account, code_of(secret, now + late), now=now)
    code = code_of(secret, now - timedelta(seconds=30))
    assert second_factor.fits(account, f" {code[:3]} {code[3:]}", now=now)
    assert not second_factor.fits(account, code, now=now)
    assert second_factor.fits(account, code_of(secret, now), now=now)


def test_the_secret_lies_encrypted_and_dies_with_the_key(account: Account, settings: object) -> None:
    secret = set_up(account, NOW)
    kept = SecondFactor.objects.get(account=account).secret
    assert secret not in kept and b32decode(secret).hex() not in kept
    settings.SECRET_KEY = "another"  # type: ignore[attr-defined]
    later = NOW + timedelta(minutes=1)
    assert not second_factor.fits(account, code_of(secret, later), now=later)


def test_the_password_alone_opens_nothing(account: Account) -> None:
    secret = set_up(account, NOW)
    client, where = password_given(account)
    assert where == "/sign-in/code/"
    assert client.get("/")["Location"].startswith("/sign-in/")
    assert client.post("/sign-in/code/", {"code": "000000"}).status_code in {422}
    assert client.get("/").status_code == 302
    right = code_of(secret, datetime.now(UTC))
    assert client.post("/sign-in/code/", {"code": right})["Location"] == "/incoming/"
    assert client.get("/").status_code == 200
    done = [(r.action, r.outcome) for r in Record.objects.order_by("pk")]
    assert done == [("people.sign_in_code", "refused"), ("people.sign_in", "done")]


def test_guessing_codes_is_slowed_down(account: Account) -> None:
    set_up(account, NOW)
    client, _ = password_given(account)
    answers = [client.post("/sign-in/code/", {"code": "000000"}).status_code for _ in range(4)]
    assert answers == [422, 422, 422, 429]


def test_the_code_must_come_soon(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    secret = set_up(account, NOW)
    client, _ = password_given(account)
    later = time.time() + 301
    session = client.session
    session["half_in"] = [account.pk, later - 700, "/"]
    session.save()
    answer = client.post("/sign-in/code/", {"code": code_of(secret, datetime.now(UTC))})
    assert answer["Location"] == "/sign-in/" and client.get("/").status_code == 302


def test_whom_the_county_wants_a_code_from_sets_it_up_first(account: Account) -> None:
    wanted_of_everybody()
    client, where = password_given(account)
    assert where == "/second-factor/" and client.get("/")["Location"] == "/second-factor/"
    assert client.get("/api/queries/platform.notices/").status_code in {401, 403, 404, 405}
    page = client.get("/second-factor/")
    assert page["Cache-Control"] == "no-store"
    secret = re.sub(r"\s", "", re.search(r"(?:[A-Z2-7]{4} ){7}[A-Z2-7]{4}", page.content.decode())[0])  # type: ignore[index]
    drawn = client.get("/second-factor/picture.svg")
    assert drawn["Content-Type"] == "image/svg+xml" and drawn.content.startswith(b"<svg")
    assert client.post("/second-factor/", {"code": "123"}).status_code == 422
    assert client.post("/second-factor/", {"code": code_of(secret, datetime.now(UTC))})["Location"] == "/"
    assert client.get("/").status_code == 200
    assert client.get("/second-factor/picture.svg").status_code == 404, "shown until it is in use"
    cannot = client.post("/second-factor/", {"code": "123456"}).content.decode()
    assert "本县规定您登录要用动态口令，不能停用" in cannot


def test_administrators_set_one_up_unless_the_county_says_otherwise(account: Account) -> None:
    root = Account.objects.create_account("audit", PASSWORD, kind="audit", must_change_password=False)
    client, where = password_given(root)
    assert where == "/second-factor/" and client.get("/console/records/")["Location"] == "/second-factor/"
    assert administrator("system").get("/console/new-password/").status_code == 200, "already signed in"


def test_it_can_be_dropped_where_nobody_demands_it(account: Account) -> None:
    secret = set_up(account, NOW)
    client = Client()
    client.force_login(account)
    assert client.post("/second-factor/", {"code": "1"}).status_code == 422
    code = code_of(secret, datetime.now(UTC))
    assert client.post("/second-factor/", {"code": code})["Location"] == "/sign-ins/"
    assert not second_factor.is_set_up(account)


def test_a_new_slip_takes_it_away_with_the_lost_telephone(account: Account) -> None:
    set_up(account, NOW)
    renew_one_time(account)
    assert not second_factor.is_set_up(account)


def test_strangers_see_no_picture() -> None:
    assert Client().get("/second-factor/picture.svg").status_code == 404
    assert Client().get("/second-factor/")["Location"] == "/sign-in/"
    assert Client().get("/sign-in/code/")["Location"] == "/sign-in/"


def test_half_in_is_not_in(account: Account) -> None:
    """A session made before the password is another one after it, and after the code again."""
    set_up(account, NOW)
    client = Client()
    client.get("/sign-in/")
    before = client.cookies.get("sessionid")
    client.post("/sign-in/", {"username": account.username, "password": PASSWORD})
    after = client.cookies["sessionid"].value
    assert before is None or before.value != after
