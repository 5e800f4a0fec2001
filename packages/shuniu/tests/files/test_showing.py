"""Showing files: page images, documents as text, and answers that keep a browser on its guard."""

from __future__ import annotations

import io
from pathlib import Path

import pytest
from django.http import HttpResponse
from kit import NOW, County
from PIL import Image

from files.conftest import files_under
from files.papers_of_all_kinds import PLAIN, picture, scanned_pdf, word
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.files import ocr, pages, pictures, store
from shuniu.kernel.files.gate import Admitted, Declaration, admit
from shuniu.kernel.files.models import StoredFile
from shuniu.kernel.files.serve import respond, respond_page


@pytest.fixture(autouse=True)
def unread(monkeypatch: pytest.MonkeyPatch) -> None:
    """Recognition takes seconds and is not what these tests are about."""
    monkeypatch.setattr(ocr, "recognise", lambda image, seconds=0: None)


def stored(county: County, data: bytes, name: str) -> StoredFile:
    declaration = Declaration(StoredFile.Declared.NOT_SECRET)
    outcome = admit(data, name, actor=county.actor("clerk"), now=NOW, declaration=declaration)
    assert isinstance(outcome, Admitted), outcome
    return outcome.file


def size_of(image: bytes | Refusal) -> tuple[int, int]:
    assert isinstance(image, bytes), image
    return Image.open(io.BytesIO(image)).size


def test_pages_of_a_pdf_are_drawn_and_kept(county: County, home: Path) -> None:
    file = stored(county, scanned_pdf(picture(size=(1000, 1400)), picture(size=(1000, 500))), "扫描.pdf")
    assert file.pages == 2
    width, height = size_of(pages.page_image(file, 1, width=800))
    assert width == 900 and height == pytest.approx(1260, abs=2)
    assert size_of(pages.page_image(file, 2, width=10))[0] == 400
    cached = [p for p in files_under(home / "cache")]
    assert [p.name for p in cached] == ["1-900.png", "2-400.png"]
    cached[0].write_bytes(b"from the cache")
    assert pages.page_image(file, 1, width=900) == b"from the cache"
    pages.forget(file.sha256)
    assert files_under(home / "cache") == []


@pytest.mark.parametrize("number", [0, 3, -1, 10**9])
def test_a_page_that_is_not_there(county: County, number: int) -> None:
    file = stored(county, scanned_pdf(picture(), picture()), "扫描.pdf")
    refusal = pages.page_image(file, number)
    assert isinstance(refusal, Refusal) and refusal.code is Code.NOT_FOUND


def test_pictures_are_never_enlarged_and_many_frames_are_pages(county: County) -> None:
    out = io.BytesIO()
    frames = [Image.new("L", (3000, 300)), Image.new("L", (500, 600))]
    frames[0].save(out, "TIFF", save_all=True, append_images=frames[1:])
    file = stored(county, out.getvalue(), "传真.tif")
    assert file.pages == 2
    assert size_of(pages.page_image(file, 1, width=900)) == (900, 90)
    assert size_of(pages.page_image(file, 2, width=900)) == (500, 600)


def test_an_endless_page_is_bounded() -> None:
    """A PDF page may claim 200 inches; the picture of it stays small."""
    narrow = scanned_pdf(picture(size=(20, 20_000)))
    width, height = size_of(pictures.page_of_pdf(narrow, 1, width=900))
    assert height <= 3600 + 1 and width >= 1


def test_a_word_file_is_shown_as_text(county: County) -> None:
    file = stored(county, word(*PLAIN), "通知.docx")
    document = pages.document_of(file)
    assert not isinstance(document, Refusal)
    assert [block.text for block in document.body] == [PLAIN[2]]
    refusal = pages.page_image(file, 1)
    assert isinstance(refusal, Refusal) and refusal.code is Code.NOT_FOUND


def test_a_full_cache_costs_only_time(county: County, monkeypatch: pytest.MonkeyPatch) -> None:
    file = stored(county, picture(), "扫描.png")

    def full(*args: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(store, "write_whole", full)
    assert size_of(pages.page_image(file, 1)) == (200, 100)


@pytest.mark.parametrize(
    ("data", "name", "content_type", "shown"),
    [
        (scanned_pdf(picture()), "扫描.pdf", "application/pdf", "inline"),
        (picture(), "扫描.png", "image/png", "inline"),
        (picture("JPEG"), "扫描.jpg", "image/jpeg", "inline"),
        (word(*PLAIN), "通知.docx", "application/octet-stream", "attachment"),
        (b"<html><script>alert(1)</script></html>", "a.html", "application/octet-stream", "attachment"),
        ("<b>一般的文字</b>".encode(), "a.txt", "application/octet-stream", "attachment"),
    ],
)
def test_answers_keep_the_browser_on_its_guard(
    county: County, data: bytes, name: str, content_type: str, shown: str
) -> None:
    file = stored(county, data, name)
    response = respond(file)
    assert isinstance(response, HttpResponse)
    assert response.content == data
    assert response["Content-Type"] == content_type
    assert response["X-Content-Type-Options"] == "nosniff"
    assert response["Cache-Control"] == "private, no-store"
    assert "default-src 'none'" in response["Content-Security-Policy"]
    assert ("sandbox" in response["Content-Security-Policy"]) == (name != "扫描.pdf")
    assert response["Content-Disposition"].startswith(shown)
    download = respond(file, inline=False)
    assert isinstance(download, HttpResponse) and download["Content-Disposition"].startswith("attachment")


def test_the_name_survives_in_the_header(county: County) -> None:
    file = stored(county, word(*PLAIN), 'a"b;关于\r\nX-Evil: 1.docx')
    response = respond(file)
    assert isinstance(response, HttpResponse)
    assert response["Content-Disposition"].startswith("attachment; filename*=utf-8''a%22b")
    assert "X-Evil" not in response.headers


def test_a_damaged_or_erased_file_is_said(county: County) -> None:
    file = stored(county, picture(), "扫描.png")
    assert isinstance(respond_page(picture()), HttpResponse)
    store.path_of(file.sha256).write_bytes(b"rot")
    assert respond(file) == pages.page_image(file, 1) == pages.DAMAGED
    file.erased_at = NOW
    assert respond(file) == pages.page_image(file, 1) == pages.document_of(file) == pages.ERASED
