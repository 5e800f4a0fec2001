"""The second factor: a code of six digits from an authenticator, changing every half minute (RFC 6238).

GB/T 22239-2019, 8.1.4.1 d) wants two factors of which one is cryptographic. The secret lies encrypted under a key that
is derived from the installation's own; a code counts once, and the one before and after the present are accepted too,
because clocks differ.
"""

from __future__ import annotations

from base64 import b32encode, urlsafe_b64encode
from datetime import datetime
from hmac import compare_digest
from secrets import token_bytes

from cryptography.fernet import Fernet, InvalidToken
from cryptography.hazmat.primitives.hashes import SHA1, SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from cryptography.hazmat.primitives.twofactor.totp import TOTP
from django.conf import settings
from django.db import transaction
from django.utils import timezone

from shuniu.kernel.base import parameters
from shuniu.kernel.people.models import Account, SecondFactor

DIGITS, STEP, DRIFT = 6, 30, 1
SECRET_BYTES = 20
ISSUER = "枢纽"

parameters.declare(
    parameters.Parameter("sign_in.codes_of_administrators", "三员登录要动态口令", True, "DB-01"),
    parameters.Parameter("sign_in.codes_of_everybody", "所有人登录要动态口令", False, "DB-01"),
)


def is_wanted(account: Account, *, now: datetime) -> bool:
    """Whether the county wants a code from *account*."""
    of_staff = account.kind == Account.Kind.PERSON
    key = "sign_in.codes_of_everybody" if of_staff else "sign_in.codes_of_administrators"
    return bool(parameters.value(key, on=timezone.localdate(now)))


def is_set_up(account: Account) -> bool:
    """Whether *account* has an authenticator that has shown a right code."""
    return SecondFactor.objects.filter(account=account, confirmed_at__isnull=False).exists()


def begin(account: Account) -> str:
    """The secret that *account* is to take into use, in base32 as it is typed into an authenticator: the same one until
    `confirm`, so that the page may be looked at again."""
    with transaction.atomic():
        row, _ = SecondFactor.objects.select_for_update().get_or_create(
            account=account, defaults={"secret": _sealed(token_bytes(SECRET_BYTES))}
        )
        secret = _opened(row.secret)
        if secret is None:
            secret = token_bytes(SECRET_BYTES)
            row.secret = _sealed(secret)
            row.save(update_fields=["secret"])
    return b32encode(secret).decode()


def address(account: Account, secret: str) -> str:
    """What the authenticator reads from the picture (otpauth)."""
    return f"otpauth://totp/{ISSUER}:{account.username}?secret={secret}&issuer={ISSUER}&digits={DIGITS}&period={STEP}"


def confirm(account: Account, code: str, *, now: datetime) -> bool:
    """Take the authenticator into use when *code* is right."""
    return _accept(account, code, now, confirming=True)


def fits(account: Account, code: str, *, now: datetime) -> bool:
    """Whether *code* is right and was not used before. The caller has asked `claim_attempt`."""
    return _accept(account, code, now, confirming=False)


def forget(account: Account) -> bool:
    """Take the authenticator of *account* out of use (a lost telephone); whether there was one."""
    return bool(SecondFactor.objects.filter(account=account).delete()[0])


def _accept(account: Account, code: str, now: datetime, *, confirming: bool) -> bool:
    typed = "".join(code.split())
    with transaction.atomic():
        row = SecondFactor.objects.select_for_update().filter(account=account).first()
        secret = _opened(row.secret) if row else None
        if row is None or secret is None or (row.confirmed_at is None and not confirming):
            return False
        step = _step_of(secret, typed, int(now.timestamp()) // STEP)
        if step is None or step <= row.last_step:
            return False
        row.last_step = step
        row.confirmed_at = row.confirmed_at or now
        row.save(update_fields=["last_step", "confirmed_at"])
    return True


def _step_of(secret: bytes, typed: str, present: int) -> int | None:
    """The time step near *present* whose code was typed."""
    totp = TOTP(secret, DIGITS, SHA1(), STEP, enforce_key_length=False)  # noqa: S303 - what authenticators know
    right = [
        step
        for step in range(present - DRIFT, present + DRIFT + 1)
        if compare_digest(totp.generate(step * STEP), typed.encode())
    ]
    return right[-1] if right else None


def _key() -> Fernet:
    derived = HKDF(SHA256(), 32, salt=None, info=b"shuniu.second-factor").derive(settings.SECRET_KEY.encode())
    return Fernet(urlsafe_b64encode(derived))


def _sealed(secret: bytes) -> str:
    return _key().encrypt(secret).decode()


def _opened(kept: str) -> bytes | None:
    """The secret; None when the installation's key is another one now."""
    try:
        return _key().decrypt(kept.encode())
    except InvalidToken:
        return None
