"""Uploads: in memory only, within limits, with a sentence when a limit is passed."""

from __future__ import annotations

import os
import tempfile
from collections.abc import Callable

import pytest
from django.core.files.uploadedfile import InMemoryUploadedFile, SimpleUploadedFile
from django.http import HttpRequest
from django.test import RequestFactory
from pytest_django import Settings

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files import uploads
from shuniu.kernel.files.uploads import MOST_FILES, Upload, most_at_once, uploaded

LIMIT = 200_000


@pytest.fixture(autouse=True)
def limits(settings: Settings, monkeypatch: pytest.MonkeyPatch) -> None:
    """Small limits, and a temporary folder that nobody may use."""

    def forbidden(*args: object, **kwargs: object) -> None:
        raise AssertionError("an upload was spilt into a temporary file")

    settings.FILE_UPLOAD_MAX_MEMORY_SIZE = 1
    settings.MAX_UPLOAD_BYTES = LIMIT
    for name in ("NamedTemporaryFile", "TemporaryFile", "SpooledTemporaryFile", "mkstemp"):
        monkeypatch.setattr(tempfile, name, forbidden)


def request_with(*files: tuple[str, bytes], **fields: str) -> HttpRequest:
    sent = [SimpleUploadedFile(name, data) for name, data in files]
    return RequestFactory().post("/", {"file": sent, **fields})


def test_files_and_fields_arrive() -> None:
    data = os.urandom(150_000)
    request = request_with(("通知.docx", data), ("附件.pdf", b"x"), title="标题")
    assert uploaded(request) == (Upload("通知.docx", data), Upload("附件.pdf", b"x"))
    assert request.POST["title"] == "标题"
    assert all(isinstance(f, InMemoryUploadedFile) for f in request.FILES.getlist("file"))


def test_an_empty_file_arrives_to_be_refused_by_the_gate() -> None:
    assert uploaded(request_with(("空.txt", b""))) == (Upload("空.txt", b""),)


LIMITS: dict[str, tuple[Callable[[], HttpRequest], Code, str]] = {
    "one too large": (lambda: request_with(("大.pdf", bytes(LIMIT + 1)), title="标题"), Code.BAD_FILE, "超过单个文件"),
    "together too large": (
        lambda: request_with(*[(f"{i}.pdf", bytes(LIMIT - 10)) for i in range(3)], title="标题"),
        Code.TOO_MANY,
        "合计",
    ),
    "too many": (
        lambda: request_with(*[(f"{i}.txt", b"x") for i in range(MOST_FILES + 1)], title="标题"),
        Code.TOO_MANY,
        "个文件",
    ),
}  # fmt: skip


@pytest.mark.parametrize("case", LIMITS)
def test_past_a_limit_there_is_a_sentence_and_the_fields_are_kept(case: str) -> None:
    """Nothing that was typed is lost, whatever came after the file."""
    make, code, words = LIMITS[case]
    request = make()
    refusal = uploaded(request)
    assert isinstance(refusal, Refusal)
    assert refusal.code is code and words in refusal.message
    assert request.POST["title"] == "标题"


def test_a_hopelessly_large_request_is_not_taken_in() -> None:
    """It ends before the body was read: the connection is the only way to stop it."""
    request = request_with(("大.pdf", bytes(uploads._PATIENCE * most_at_once() + 1)))
    refusal = uploaded(request)
    assert isinstance(refusal, Refusal) and refusal.code is Code.BAD_FILE
    assert len(request.read()) > LIMIT


def test_no_file_is_said() -> None:
    refusal = uploaded(RequestFactory().post("/", {"title": "x"}))
    assert isinstance(refusal, Refusal) and refusal.code is Code.INVALID
