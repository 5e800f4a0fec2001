"""Old office files are looked into through LibreOffice, apart and in memory; where that is not to be had they are held."""

from __future__ import annotations

import signal
import subprocess
import sys
import time
from collections.abc import Callable
from functools import cache, wraps
from pathlib import Path

import pytest

from hongtou import Level
from shuniu.kernel.files import inspection, legacy

from .papers_of_all_kinds import MARK, PLAIN, scan, word

pytestmark = pytest.mark.slow
KINDS = {
    "doc": "doc:MS Word 97",
    "wps": "doc:MS Word 97",
    "rtf": "rtf",
    "xls": "xls:MS Excel 97",
    "ppt": "ppt",
}
PART = {"xls": "calc", "ppt": "impress"}
"""The part of LibreOffice that a kind needs and that may not be installed beside Writer."""
NO_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600)


def apart(test: Callable[..., None]) -> Callable[..., None]:
    """Where LibreOffice cannot be run apart in memory, what the house does there is tried instead: the file is held."""

    @wraps(test)
    def tried(*args: object, **kwargs: object) -> None:
        if legacy.installed() is None:
            assert inspection.first_look(NO_OFFICE, "通知.doc").verdict.reason == "unreadable"
            return
        test(*args, **kwargs)

    return tried


@cache
def old(kind: str, *lines: str) -> bytes:
    """An old file of *kind* with these lines, written by LibreOffice itself."""
    office = legacy.installed()
    assert office is not None
    if kind == "xls":
        given, named = "\n".join(lines).encode(), "csv:Text - txt - csv (StarCalc):44,34,76"
    elif kind == "ppt":
        shapes = "".join(f"<text:p>{line}</text:p>" for line in lines)
        given = (
            '<office:document xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0" '
            'xmlns:draw="urn:oasis:names:tc:opendocument:xmlns:drawing:1.0" '
            'xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0" '
            'xmlns:svg="urn:oasis:names:tc:opendocument:xmlns:svg-compatible:1.0" office:version="1.2" '
            'office:mimetype="application/vnd.oasis.opendocument.presentation"><office:body><office:presentation>'
            '<draw:page><draw:frame svg:width="9cm" svg:height="9cm" svg:x="1cm" svg:y="1cm"><draw:text-box>'
            f"{shapes}</draw:text-box></draw:frame></draw:page></office:presentation></office:body></office:document>"
        ).encode()
        named = "fodp:OpenDocument Presentation Flat XML"
    else:
        given, named = word(*lines), "docx:MS Word 2007 XML"
    before, _, taken_by = named.partition(":")
    after, _, _ = KINDS[kind].partition(":")
    told = [str(legacy.MEMORY_FOLDER), str(legacy.SIZE_MB), office, before, after, taken_by]
    registry = Path(office).resolve().parents[1] / "share" / "registry"
    if not (registry / f"{PART.get(kind, 'writer')}.xcd").is_file():
        pytest.skip(f"LibreOffice is installed without what reads .{kind}")
    made = legacy._run([*legacy._apart(), "sh", "-c", legacy._SCRIPT, "sh", *told], given, legacy.SECONDS)
    assert made is not None and legacy.is_old(made)
    return made


@apart
@pytest.mark.parametrize(
    "kind",
    # `make test` installs Writer alone; what reads the others is asked for in `make soak`.
    [pytest.param(kind, marks=pytest.mark.soak) if kind in PART else kind for kind in KINDS],
)
def test_a_mark_in_an_old_file_is_found_and_an_ordinary_one_passes(kind: str) -> None:
    marked = inspection.first_look(old(kind, MARK, *PLAIN), f"通知.{kind}")
    assert marked.verdict.level is Level.BLOCK
    plain = inspection.first_look(old(kind, *PLAIN), f"通知.{kind}")
    assert (plain.verdict.level, plain.kind) == (Level.PASS, kind)
    if kind in ("doc", "wps", "rtf"):
        assert PLAIN[2] in plain.text


@apart
@pytest.mark.parametrize("kind", ["doc", "xls", "ppt"])
def test_what_libreoffice_does_not_know_as_that_kind_is_held(kind: str) -> None:
    assert legacy.turned(NO_OFFICE, f"通知.{kind}") is None
    assert inspection.first_look(NO_OFFICE, f"通知.{kind}").verdict.reason == "unreadable"


@apart
def test_macros_are_not_lost_on_the_way_unseen() -> None:
    with_macros = old("doc", *PLAIN) + "_VBA_PROJECT".encode("utf-16-le")
    assert inspection.first_look(with_macros, "通知.doc").verdict.reason == "unreadable"


def test_without_libreoffice_or_without_memory_it_is_held(
    monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setattr(legacy, "MEMORY_FOLDER", tmp_path / "none")
    legacy.installed.cache_clear()
    try:
        assert legacy.installed() is None
        assert inspection.first_look(NO_OFFICE, "通知.doc").verdict.reason == "unreadable"
    finally:
        legacy.installed.cache_clear()


@apart
def test_it_is_given_up_after_its_time(monkeypatch: pytest.MonkeyPatch) -> None:
    began = time.monotonic()
    assert legacy._run([*legacy._apart(), "sleep", "60"], b"", 0.5) is None
    assert time.monotonic() - began < 10


@apart
def test_it_sees_no_network_and_leaves_nothing_in_memory(tmp_path: Path) -> None:
    before = set(legacy.MEMORY_FOLDER.iterdir())
    seen = legacy._run([*legacy._apart(), "cat", "/proc/net/dev"], b"", 10.0)
    assert seen is not None and [line.split(":")[0].strip() for line in seen.decode().splitlines()[2:]] == [
        "lo"
    ]
    assert legacy.turned(old("doc", *PLAIN), "通知.doc") is not None
    assert set(legacy.MEMORY_FOLDER.iterdir()) - before == set()


@apart
def test_when_we_are_killed_it_dies_and_its_folder_is_gone() -> None:
    """A process that turns a file is killed in the middle of it: whatever it started ends, and with it the memory."""
    seconds = "86.4209"
    ours = subprocess.Popen(  # noqa: S603 - this Python
        [
            sys.executable,
            "-c",
            "from shuniu.kernel.files import legacy\n"
            f"legacy._run([*legacy._apart(), 'sh', '-c', 'mount -t tmpfs tmpfs /dev/shm; exec sleep {seconds}'], b'', 90.0)",
        ]
    )
    try:
        assert _comes(lambda: _running(seconds))
    finally:
        ours.send_signal(signal.SIGKILL)
        ours.wait()
    assert _comes(lambda: not _running(seconds))


def _running(seconds: str) -> bool:
    """Whether the sleep itself runs, not only what starts it."""
    wanted = f"sleep\0{seconds}\0".encode()
    for command in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            if command.read_bytes() == wanted:
                return True
        except OSError:
            continue
    return False


def _comes(true: object) -> bool:
    end = time.monotonic() + 15
    while time.monotonic() < end:
        if true():  # type: ignore[operator]
            return True
        time.sleep(0.05)
    return False


def test_a_marked_picture_inside_a_word_file_of_many_words_is_found() -> None:
    import io

    import docx

    if inspection.ocr.installed() is None:
        pytest.skip("tesseract with chi_sim is not installed")
    document, out = docx.Document(), io.BytesIO()
    for line in PLAIN * 10:
        document.add_paragraph(line)
    document.add_picture(io.BytesIO(scan((MARK, *PLAIN))))
    document.save(out)
    findings = inspection.first_look(out.getvalue(), "通知.docx")
    assert findings.verdict.level is Level.PASS
    after = inspection.look_into_pictures(out.getvalue(), "通知.docx", findings)
    assert after.verdict.level is Level.BLOCK
