"""The county's electronic seal service behind one door: a request goes out, a sealed file or a refusal comes back.

The product never draws a seal: what is sealed electronically is sealed there. Off unless `SHUNIU_SEAL_SERVICE` names
the service. The same request may be sent again with the same key; the service then gives the same answer.
"""

from __future__ import annotations

import base64
import binascii
import hashlib
import json
import urllib.error
import urllib.request
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Protocol
from uuid import UUID

from django.conf import settings

SECONDS = 20
"""So long one request may take."""
LARGEST = 64 * 2**20
PDF = b"%PDF-"


@dataclass(frozen=True)
class SealRequest:
    """What is asked of the service. *digest* is the SHA-256 of *pdf*; *key* makes a repeated request the same one.

    *seal* names the seal as the service knows it, *who* the keeper who asks, *basis* the approval it rests on.
    """

    key: UUID
    seal: str
    pdf: bytes
    who: str
    basis: str

    @property
    def digest(self) -> str:
        return hashlib.sha256(self.pdf).hexdigest()


@dataclass(frozen=True)
class SealReceipt:
    """What came back: the service's number for the impression, and the sealed file."""

    number: str
    pdf: bytes


class SealRefused(Exception):
    """The service does not seal this; the message is its reason."""


class SealUnavailable(Exception):
    """The service was not reached, did not answer in time, or answered in no way that can be understood."""


class SealService(Protocol):
    """The county's seal service."""

    def request(self, asked: SealRequest) -> SealReceipt:
        """The sealed file. Raises `SealRefused` and `SealUnavailable`."""


class HttpSealService:
    """A service that takes a JSON request by POST and answers in JSON.

    Asked: ``{"key", "seal", "digest", "who", "basis", "pdf": base64}``, the key also as ``Idempotency-Key``.
    Answered: 200 with ``{"receipt", "digest", "pdf": base64}``; 4xx with ``{"reason"}``.
    """

    def __init__(self, address: str, *, token: str = "", seconds: float = SECONDS) -> None:
        self._address = address
        self._token = token
        self._seconds = seconds

    def request(self, asked: SealRequest) -> SealReceipt:
        """The sealed file. Raises `SealRefused` for an answer of refusal, `SealUnavailable` for everything else."""
        said = {
            "key": str(asked.key),
            "seal": asked.seal,
            "digest": asked.digest,
            "who": asked.who,
            "basis": asked.basis,
            "pdf": base64.b64encode(asked.pdf).decode("ascii"),
        }
        headers = {"Content-Type": "application/json", "Idempotency-Key": str(asked.key)}
        if self._token:
            headers["Authorization"] = f"Bearer {self._token}"
        # The address is the administrator's own setting, checked to be http(s) when it was read.
        message = urllib.request.Request(  # noqa: S310 - see above
            self._address, data=json.dumps(said).encode(), headers=headers, method="POST"
        )
        try:
            with urllib.request.urlopen(message, timeout=self._seconds) as answer:  # noqa: S310 - see above
                body = answer.read(LARGEST + 1)
        except urllib.error.HTTPError as error:
            with error:
                raise _refusal(error) from None
        except OSError as error:
            raise SealUnavailable("没有连上电子印章平台，或者没有按时答复") from error
        return _receipt(body, asked)


def _refusal(error: urllib.error.HTTPError) -> SealRefused | SealUnavailable:
    if not 400 <= error.code < 500 or error.code in {408, 429}:
        return SealUnavailable(f"电子印章平台暂时不能办理（{error.code}）")
    try:
        reason = _object(error.read(LARGEST)).get("reason", "")
    except (SealUnavailable, OSError):
        reason = ""
    words = reason if isinstance(reason, str) else ""
    return SealRefused(words.strip()[:300] or f"平台没有说明原因（{error.code}）")


def _object(body: bytes) -> Mapping[str, Any]:
    try:
        found = json.loads(body)
    except ValueError as error:
        raise SealUnavailable("电子印章平台的答复看不懂") from error
    if not isinstance(found, dict):
        raise SealUnavailable("电子印章平台的答复看不懂")
    return found


def _receipt(body: bytes, asked: SealRequest) -> SealReceipt:
    """The receipt in *body*. Raises `SealUnavailable` for one of another file, and for what is no sealed PDF."""
    said = _object(body)
    number, digest = said.get("receipt", ""), said.get("digest", "")
    try:
        pdf = base64.b64decode(str(said.get("pdf", "")), validate=True)
    except (binascii.Error, ValueError) as error:
        raise SealUnavailable("电子印章平台送回的文件打不开") from error
    if not isinstance(number, str) or not number.strip():
        raise SealUnavailable("电子印章平台没有给出回执号")
    if digest != asked.digest:
        raise SealUnavailable("电子印章平台送回的不是这一份文件")
    if not pdf.startswith(PDF) or pdf == asked.pdf:
        raise SealUnavailable("电子印章平台送回的文件没有盖章，或者不是PDF")
    return SealReceipt(number.strip()[:200], pdf)


def configured() -> SealService | None:
    """The service that the settings name; None where the county has none."""
    if not settings.SEAL_SERVICE:
        return None
    file: Path | None = settings.SEAL_TOKEN_FILE
    token = file.read_text(encoding="ascii").strip() if file is not None else ""
    return HttpSealService(settings.SEAL_SERVICE, token=token)
