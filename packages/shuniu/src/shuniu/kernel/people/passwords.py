"""Passwords: what a new one must be, one-time ones, and the pauses after wrong ones.

GB/T 22239-2019, 8.1.4.1 a) wants complexity and b) the handling of failures; the numbers are ours.
"""

from __future__ import annotations

import secrets
import unicodedata
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache

from django.contrib.auth.hashers import check_password, make_password
from django.contrib.auth.password_validation import CommonPasswordValidator
from django.db import transaction
from django.utils.crypto import salted_hmac

from shuniu.kernel.people import second_factor
from shuniu.kernel.people.models import Account, SignInAttempts

MINIMUM_LENGTH = 8
MAXIMUM_LENGTH = 128  # beyond it a hash only costs time
_LETTERS = "abcdefghjkmnpqrstuvwxyz23456789"  # none that is taken for another on paper


@dataclass(frozen=True)
class Pauses:
    """How long no password is looked at after the first, second … failure in a row; the last one repeats."""

    after: tuple[timedelta, ...]
    forgotten: timedelta

    def following(self, failures: int) -> timedelta:
        """The pause after *failures* (at least 1) failures in a row."""
        return self.after[min(failures, len(self.after)) - 1]


PAUSES = Pauses(
    after=tuple(timedelta(seconds=s) for s in (0, 0, 5, 20, 900)),
    forgotten=timedelta(days=1),
)


def normal_username(typed: str) -> str:
    """A user name as it is kept: no blanks around it, full-width letters made plain, small letters.

    NUL, which PostgreSQL takes in no text, is dropped.
    """
    return unicodedata.normalize("NFKC", typed.replace("\x00", "")).strip().casefold()


def one_time_password() -> str:
    """A password for one slip: twelve unmistakable characters in three groups (59 bits)."""
    drawn = [secrets.choice(_LETTERS) for _ in range(12)]
    return "-".join("".join(drawn[start : start + 4]) for start in (0, 4, 8))


def password_faults(password: str, account: Account) -> tuple[str, ...]:
    """Why *password* cannot be the new password of *account*, as Chinese sentences; empty when it can."""
    folded = normal_username(password)
    kinds = (str.isdigit, str.isalpha, lambda c: not c.isalnum())
    if len(password) < MINIMUM_LENGTH:
        return (f"密码至少要有 {MINIMUM_LENGTH} 个字符。",)
    if len(password) > MAXIMUM_LENGTH:
        return (f"密码最多 {MAXIMUM_LENGTH} 个字符。",)
    wrong = []
    if folded == account.username or (len(account.username) > 3 and account.username in folded):
        wrong.append("密码里不能带有用户名。")
    if sum(any(map(is_kind, password)) for is_kind in kinds) < 2:
        wrong.append("字母、数字、符号至少要用两种。")
    if folded in _common():
        wrong.append("这个密码太常见，容易被猜到。")
    if account.has_usable_password() and check_password(password, account.password):
        wrong.append("新密码不能与现在的密码相同。")
    return tuple(wrong)


@cache
def _common() -> frozenset[str]:
    return frozenset(CommonPasswordValidator().passwords)


def renew_password(account: Account, password: str, *, now: datetime) -> None:
    """Set the password its owner chose. The caller has asked `password_faults`."""
    account.set_password(password)
    account.must_change_password = False
    account.password_since = now
    account.save(update_fields=["password", "must_change_password", "password_since"])


def renew_one_time(account: Account) -> str:
    """Put a new one-time password in the place of one that was forgotten, and return it: it is kept nowhere.

    It must be changed at the next sign-in; sessions of the old one end, and so does a pause after wrong ones; an
    authenticator goes with it, since it is lost with the telephone.
    """
    password = one_time_password()
    account.set_password(password)
    account.must_change_password = True
    account.password_since = None
    account.save(update_fields=["password", "must_change_password", "password_since"])
    second_factor.forget(account)
    forget_attempts(account.username)
    forget_codes(account)
    return password


def password_fits(account: Account | None, password: str) -> bool:
    """Whether *password* is the account's; costs the same time when there is no such account."""
    known = account is not None and account.is_active and account.has_usable_password()
    if account is None or not known or len(password) > MAXIMUM_LENGTH:
        make_password(password[:MAXIMUM_LENGTH])
        return False
    return account.check_password(password)


def claim_attempt(username: str, *, now: datetime) -> timedelta:
    """Count an attempt under *username* as failed before its password is looked at.

    Counting first means that a hundred attempts sent at once are a hundred attempts. The pause still to be
    kept is returned: zero means that the password may be looked at; otherwise nothing was counted.
    """
    return _claim(_key(username), now)


def claim_code(account: Account, *, now: datetime) -> timedelta:
    """The same for a one-time code of *account*: a count of its own, that no name typed at the entrance reaches."""
    return _claim(_key_of_codes(account), now)


def _claim(key: str, now: datetime) -> timedelta:
    with transaction.atomic():
        SignInAttempts.objects.filter(last_at__lt=now - PAUSES.forgotten).delete()
        SignInAttempts.objects.get_or_create(key=key, defaults={"last_at": now, "not_before": now})
        row = SignInAttempts.objects.select_for_update().get(key=key)
        if row.not_before > now:
            return row.not_before - now
        row.failures += 1
        row.last_at, row.not_before = now, now + PAUSES.following(row.failures)
        row.save()
    return timedelta(0)


def forget_attempts(username: str) -> None:
    """The right password was given: the failures before it count no more."""
    SignInAttempts.objects.filter(key=_key(username)).delete()


def forget_codes(account: Account) -> None:
    """The right code was given: the failures before it count no more."""
    SignInAttempts.objects.filter(key=_key_of_codes(account)).delete()


def _key(username: str) -> str:
    return salted_hmac("shuniu.sign-in", normal_username(username), algorithm="sha256").hexdigest()


def _key_of_codes(account: Account) -> str:
    return salted_hmac("shuniu.sign-in-code", str(account.pk), algorithm="sha256").hexdigest()
