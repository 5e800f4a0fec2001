"""Guessing passwords and codes: the growing pause holds however the name is written, wherever one sits, and for however
many who try at once."""

from __future__ import annotations

import os
import subprocess
import sys
from datetime import timedelta
from pathlib import Path

import pytest
from django.test import Client
from kit import NOW, build_county

from shuniu.kernel.people import passwords, second_factor
from shuniu.kernel.people.models import Account, SignInAttempts
from shuniu.kernel.people.passwords import PAUSES, claim_attempt, forget_attempts

PASSWORD = "青山-2026-shui"
SPELLINGS = (
    "director",
    "DIRECTOR",
    "Director",
    " director ",
    "ｄｉｒｅｃｔｏｒ",
    "ＤＩＲＥＣＴＯＲ",
    "\u3000director\u3000",
    "dire\u200bctor",
)
GUESSERS = Path(__file__).resolve().parent.parent / "soak" / "guessers.py"


@pytest.fixture
def account(db: None) -> Account:
    found = build_county().posts["director"].person.account
    assert found is not None
    found.set_password(PASSWORD)
    found.save()
    return found


def sign_in(name: str, password: str, *, address: str = "127.0.0.1", forwarded: str = "") -> int:
    client = Client(REMOTE_ADDR=address)
    headers = {"X-Forwarded-For": forwarded, "X-Real-IP": forwarded}
    return client.post("/sign-in/", {"username": name, "password": password}, headers=headers).status_code


def test_however_the_name_is_written(account: Account) -> None:
    """One account has one count, and no spelling of its name begins a new one."""
    looked_at = [sign_in(name, "不对") for name in SPELLINGS].count(422)
    hidden = [name for name in SPELLINGS if passwords.normal_username(name) != account.username]
    assert looked_at - len(hidden) <= 3
    for name in hidden:
        assert sign_in(name, PASSWORD) != 302, (
            "another spelling opens the account, and has a count of its own"
        )
    assert sign_in(account.username, PASSWORD) == 429


def test_from_many_addresses(account: Account) -> None:
    tried = [sign_in("director", "不对", address=f"10.0.0.{n}", forwarded=f"8.8.8.{n}") for n in range(20)]
    assert tried.count(422) == 3 and tried.count(429) == 17


def test_the_pause_grows_and_is_kept_for_a_day(db: None) -> None:
    """A thousand presses in a row have seldom been looked at."""
    now, looked_at = NOW, 0
    for _ in range(24 * 60):
        looked_at += claim_attempt("director", now=now) == timedelta(0)
        now += timedelta(minutes=1)
    assert looked_at <= 4 + 24 * 60 // (PAUSES.after[-1].total_seconds() / 60)


def test_names_that_do_not_exist_are_slowed_down_too(account: Account) -> None:
    """Nobody learns from the pause which names there are."""
    assert [sign_in("nobody.here", "不对") for _ in range(4)] == [
        sign_in("director", "不对") for _ in range(4)
    ]


def test_what_is_guessed_is_kept_nowhere(account: Account) -> None:
    sign_in("a-password-typed-as-a-name", "不对")
    kept = [str(row) for row in SignInAttempts.objects.values_list("key", flat=True)]
    assert kept and not any("password" in row for row in kept)


@pytest.mark.both_databases
@pytest.mark.parametrize("name", ["", "\x00", "x\x00y", "长" * 100_000, "\u202e", "' OR 1=1 --", "%"])
def test_strange_names_are_wrong_names(account: Account, name: str) -> None:
    assert sign_in(name, PASSWORD) == 422
    assert sign_in("director", name) == 422
    assert sign_in("director", PASSWORD) == 302


def test_codes_are_slowed_down_over_sessions(account: Account, monkeypatch: pytest.MonkeyPatch) -> None:
    """Whoever has the password cannot begin anew in another browser; a right password does not forgive wrong codes."""
    monkeypatch.setattr(second_factor, "fits", lambda *_, **__: False)
    monkeypatch.setattr(second_factor, "is_set_up", lambda account: True)
    answers = []
    for n in range(12):
        client = Client(REMOTE_ADDR=f"10.0.0.{n}")
        assert client.post("/sign-in/", {"username": "director", "password": PASSWORD}).status_code == 302
        answers.append(client.post("/sign-in/code/", {"code": f"{n:06}"}).status_code)
    assert answers.count(422) == 3 and answers.count(429) == 9


def test_names_at_the_door_count_for_no_code(account: Account) -> None:
    """No name typed at the entrance holds back, or frees, somebody's codes."""
    for _ in range(10):
        claim_attempt(f"code of {account.pk}", now=NOW)
    assert not passwords.claim_attempt(account.username, now=NOW)
    assert not passwords.claim_code(account, now=NOW)
    for _ in range(5):
        passwords.claim_code(account, now=NOW)
    forget_attempts(f"code of {account.pk}")
    assert passwords.claim_code(account, now=NOW)


def guess(server: str, times: int) -> str:
    environment = {k: v for k, v in os.environ.items() if k != "SHUNIU_TEST_DATABASE_URL"}
    command = [sys.executable, str(GUESSERS), str(times), server]
    done = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=600)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout


@pytest.mark.slow
@pytest.mark.django_db
@pytest.mark.usefixtures("tables_at_hand")
def test_many_at_once_on_sqlite() -> None:
    guess("", 4)


@pytest.mark.postgres
@pytest.mark.skipif("SHUNIU_TEST_DATABASE_URL" not in os.environ, reason="no PostgreSQL server is named")
def test_many_at_once_on_postgresql() -> None:
    guess(os.environ["SHUNIU_TEST_DATABASE_URL"], 4)
