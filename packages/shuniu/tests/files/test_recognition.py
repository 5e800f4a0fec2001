"""Recognition: marks whose star was misread, time limits, and PDFium under several threads."""

from __future__ import annotations

import subprocess
import threading
from pathlib import Path

import pytest

from files.conftest import files_under
from files.papers_of_all_kinds import MARK, PLAIN, picture, scan, scanned_pdf
from hongtou import Level, inspect_text
from shuniu.kernel.files import inspection, ocr, pictures

needs_tesseract = pytest.mark.skipif(
    ocr.installed() is None, reason="tesseract with chi_sim is not installed"
)


@pytest.mark.parametrize("read", ["机密女10年", "000012 秘密妇5年", "绝 密 夺 长期", "机密*6个月"])
def test_a_misread_star_is_put_back(read: str) -> None:
    assert inspect_text(ocr.restore_stars(f"某县文件\n{read}\n特急")).level is Level.BLOCK


@pytest.mark.parametrize(
    "line", ["做好秘密工作10年来的总结", "秘密工作10年", "机密文件管理10年的经验", "工作秘密满10年"]
)
def test_other_lines_stay_as_they_are(line: str) -> None:
    assert inspect_text(ocr.restore_stars(line)).level is not Level.BLOCK


def test_without_tesseract_nothing_is_recognised(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(ocr, "installed", lambda: None)
    assert ocr.recognise(picture()) is None


def test_recognition_that_takes_too_long_is_given_up(monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*args: object, **kwargs: object) -> None:
        raise subprocess.TimeoutExpired("tesseract", 1)

    monkeypatch.setattr(ocr, "installed", lambda: "/usr/bin/tesseract")
    monkeypatch.setattr(ocr.subprocess, "run", slow)
    assert ocr.recognise(picture()) is None


def test_a_file_has_one_time_limit_for_all_its_pages(monkeypatch: pytest.MonkeyPatch) -> None:
    """A long scan does not hold the clerk for minutes: what is left over is left to the eye."""
    asked: list[float] = []

    def read(image: bytes, *, seconds: float) -> str | None:
        asked.append(seconds)
        return "第几页" if seconds > 0 else None

    clock = iter(range(0, 1000, 10))
    monkeypatch.setattr(ocr, "recognise", read)
    monkeypatch.setattr(inspection.time, "monotonic", lambda: float(next(clock)))
    data = scanned_pdf(*[picture()] * 9)
    findings = inspection.recognised(data, inspection.first_look(data, "扫描.pdf"))
    assert asked == [15.0, 5.0, -5.0]
    assert findings.text == "第几页\n第几页"


@needs_tesseract
@pytest.mark.slow
def test_recognition_writes_no_file(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMPDIR", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert "特急" in (ocr.recognise(scan((MARK, "特急", *PLAIN))) or "")
    assert files_under(tmp_path) == []


@pytest.mark.slow
def test_several_threads_may_look_at_pdfs_at_once() -> None:
    """PDFium must never be entered twice at a time: one lock stands before every use of it."""
    data = scanned_pdf(picture(), picture())
    failures: list[BaseException] = []

    def look() -> None:
        try:
            for _ in range(5):
                pictures.page_of_pdf(data, 2, width=400)
                inspection.first_look(data, "扫描.pdf")
                list(pictures.wordless_pages(data, "pdf"))
        except BaseException as failure:
            failures.append(failure)

    threads = [threading.Thread(target=look) for _ in range(6)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failures == []
