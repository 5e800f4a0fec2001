"""Hostile uploads through the view that takes them in: no error, within time and memory, and nothing kept of what was
refused."""

from __future__ import annotations

import io
import os
import random
import resource
import time
import zipfile
from collections import Counter
from collections.abc import Callable
from pathlib import Path

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from files.conftest import files_under
from files.papers_of_all_kinds import (
    MARK,
    PLAIN,
    bomb,
    huge_picture,
    picture,
    scanned_pdf,
    word,
    word_of_xml,
    word_with,
)
from kit import browser, build_county
from openpyxl import Workbook
from pytest_django import Settings

from shuniu.kernel.files.models import StoredFile

pytestmark = pytest.mark.django_db
UPLOAD = "/incoming/upload/"
LONGEST_S = 30.0
MOST_MB = 700
"""How much more than before one upload may make the process take."""
SEED = 20261128
NAMES = (
    "通知.docx", "../../../../etc/passwd", "..\\..\\windows\\win.ini", "C:\\a\\b.pdf", "a\x00b.pdf", "a\r\nX-Hit: 1.docx",
    "\u202etxt.exe.docx", "x" * 3000 + ".docx", ".", "..", "", "<script>window.__hit=1</script>.pdf", "a;filename=b.docx",
    "con.docx", "通知.docx.exe", "\ud7ff.pdf", "'; DROP TABLE--.xlsx", "%2e%2e%2fx.pdf", "{{7*7}}.pdf",
)  # fmt: skip


def zipped(*parts: tuple[str, bytes]) -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts:
            archive.writestr(name, content)
    return out.getvalue()


def nested(depth: int) -> bytes:
    inner = PLAIN[2].encode()
    for level in range(depth):
        inner = zipped((f"{level}.zip", inner))
    return inner


def workbook(text: str = "防火") -> bytes:
    book, out = Workbook(), io.BytesIO()
    book.active["A1"] = text
    book.save(out)
    return out.getvalue()


def laughs() -> bytes:
    """Entities that grow tenfold nine times."""
    grown = "".join(
        f'<!ENTITY l{n} "{f"&l{n - 1};" * 10}">' if n else '<!ENTITY l0 "长长长长">' for n in range(10)
    )
    return f'<?xml version="1.0"?><!DOCTYPE d [{grown}]><d>&l9;</d>'.encode()


def external() -> bytes:
    return b'<?xml version="1.0"?><!DOCTYPE d [<!ENTITY x SYSTEM "file:///etc/passwd">]><d>&x;</d>'


SEEDS: dict[str, Callable[[], tuple[str, bytes]]] = {
    "docx": lambda: ("通知.docx", word(*PLAIN)),
    "xlsx": lambda: ("表.xlsx", workbook()),
    "ofd": lambda: ("公文.ofd", zipped(("OFD.xml", b'<ofd:OFD xmlns:ofd="http://www.ofdspec.org/2016"/>'))),
    "pdf": lambda: ("扫描.pdf", scanned_pdf(picture())),
    "zip": lambda: ("包.zip", zipped(("a/通知.docx", word(*PLAIN)))),
    "png": lambda: ("图.png", picture()),
    "jpg": lambda: ("图.jpg", picture("JPEG")),
    "tiff": lambda: ("图.tif", picture("TIFF")),
    "gif": lambda: ("图.gif", picture("GIF")),
    "txt": lambda: ("便函.txt", "\n".join(PLAIN).encode()),
    "rtf": lambda: ("旧.rtf", b"{\\rtf1\\ansi " + b"a" * 200 + b"}"),
    "doc": lambda: ("旧.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2000)),
}
HOSTILE: dict[str, Callable[[], tuple[str, bytes]]] = {
    "nothing": lambda: ("空.docx", b""),
    "one byte": lambda: ("一.pdf", b"%"),
    "zip bomb": lambda: ("弹.docx", bomb()),
    "zip of zips": lambda: ("套.zip", nested(30)),
    "many parts": lambda: ("多.zip", zipped(*[(f"{n}.txt", b"x") for n in range(20_000)])),
    "a bomb in a sheet": lambda: (
        "弹.xlsx",
        zipped(("[Content_Types].xml", b"<a/>"), ("xl/worksheets/sheet1.xml", b"0" * 60_000_000)),
    ),
    "a bomb in an ofd": lambda: ("弹.ofd", zipped(("OFD.xml", b"<a>" + b"0" * 60_000_000 + b"</a>"))),
    "laughing entities": lambda: ("笑.docx", word_of_xml(laughs())),
    "laughing entities in a sheet": lambda: (
        "笑.xlsx",
        zipped(("[Content_Types].xml", laughs()), ("xl/workbook.xml", laughs())),
    ),
    "laughing entities in an ofd": lambda: ("笑.ofd", zipped(("OFD.xml", laughs()))),
    "an entity from outside": lambda: ("外.docx", word_of_xml(external())),
    "an entity from outside in an ofd": lambda: ("外.ofd", zipped(("OFD.xml", external()))),
    "parts that climb": lambda: ("爬.zip", zipped(("../../../../tmp/hit.txt", b"x"), ("/tmp/hit2.txt", b"x"))),
    "a part that climbs in Word": lambda: ("爬.docx", word_with("../../../tmp/hit.xml", b"<a/>")),
    "a huge picture": lambda: ("大.png", huge_picture()),
    "a mark": lambda: ("密.docx", word(MARK, *PLAIN)),
    "a mark in a zip in a zip": lambda: ("密.zip", zipped(("a.zip", zipped(("b.docx", word(MARK, *PLAIN)))))),
    "a program": lambda: ("通知.docx", b"MZ" + os.urandom(3000)),
    "a page": lambda: ("通知.pdf", b"<html><script>window.__hit=1</script></html>"),
    "an svg": lambda: ("图.svg", b'<svg xmlns="http://www.w3.org/2000/svg" onload="window.__hit=1"/>'),
    "too large": lambda: ("大.pdf", b"%PDF-1.4" + bytes(3_000_000)),
    "deep xml": lambda: ("深.docx", word_of_xml(b"<a>" * 200_000 + b"</a>" * 200_000)),
    "a pdf that turns in circles": lambda: (
        "圈.pdf",
        b"%PDF-1.4\n1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj\n2 0 obj<</Type/Pages/Kids[2 0 R]/Count 9>>endobj\n"
        b"trailer<</Root 1 0 R>>\n%%EOF",
    ),
}  # fmt: skip


@pytest.fixture
def home(settings: Settings, tmp_path: Path) -> Path:
    settings.SHUNIU_HOME = tmp_path / "home"
    settings.SHUNIU_HOME.mkdir()
    settings.MAX_UPLOAD_BYTES = 2_000_000
    return tmp_path / "home"


class Bringing:
    """The clerk who brings files, and what is looked at after each."""

    def __init__(self, home: Path) -> None:
        self.home = home
        self.client = browser(build_county(), "clerk")
        self.tried: Counter[int] = Counter()
        self.slowest = 0.0

    def bring(self, name: str, data: bytes, kind: str = "application/octet-stream", **fields: str) -> int:
        """Send *data*; its status. Fails on an error, on what takes long, and on traces of what was refused."""
        rows, blobs, begun = StoredFile.objects.count(), files_under(self.home), time.monotonic()
        before = _megabytes()
        sent = SimpleUploadedFile("x", data, kind)
        sent._name = name  # as a browser of an attacker writes it
        answer = self.client.post(UPLOAD, {"file": sent, **fields})
        took = time.monotonic() - begun
        self.slowest = max(self.slowest, took)
        self.tried[answer.status_code] += 1
        assert answer.status_code < 500 or answer.status_code == 507, (name, answer.status_code)
        assert took < LONGEST_S, (name, took)
        assert _megabytes() - before < MOST_MB, (name, _megabytes() - before)
        said = answer.content.decode()
        assert "<script>window.__hit" not in said and "root:x:0" not in said
        if answer.status_code >= 400:
            assert StoredFile.objects.count() == rows and files_under(self.home) == blobs, name
        else:
            kept = StoredFile.objects.latest("pk")
            assert (
                not set(kept.name) & set("/\\\x00\r\n")
                and len(kept.name) <= 255
                and "root:x:0" not in kept.text
            )
            assert kept.name not in {"", ".", ".."}
        return int(answer.status_code)


def _megabytes() -> float:
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss / 1024


@pytest.fixture
def bringing(home: Path) -> Bringing:
    return Bringing(home)


@pytest.mark.slow
@pytest.mark.parametrize("case", HOSTILE)
def test_what_the_gate_refuses_is_stored_nowhere(bringing: Bringing, case: str) -> None:
    name, data = HOSTILE[case]()
    status = bringing.bring(name, data)
    declared = bringing.bring(name, data, declared_unmarked="1", declared_not_secret="1")
    if case in {"nothing", "zip bomb", "a mark", "a mark in a zip in a zip", "too large"}:
        assert status == declared == 422, (status, declared)
    if case == "a program":
        assert status == 422, "nobody answered for it"
    assert not Path("/tmp/hit.txt").exists() and not Path("/tmp/hit2.txt").exists()


@pytest.mark.slow
def test_hostile_names_and_labels(bringing: Bringing) -> None:
    data = word(*PLAIN)
    for name in NAMES:
        bringing.bring(name, data)
    for seed in SEEDS.values():
        name, data = seed()
        for ending in (".docx", ".pdf", ".png", ".txt", ".ofd", ".zip", ""):
            bringing.bring(f"{Path(name).stem}{ending}", data, "text/html", declared_unmarked="1")


def mutated(data: bytes, chance: random.Random) -> bytes:
    """*data* with bits turned, pieces cut out, doubled, or strange bytes put in."""
    found = bytearray(data)
    for _ in range(chance.randint(1, 8)):
        at = chance.randrange(len(found) + 1)
        length = chance.choice((1, 2, 4, 16, 200))
        match chance.randrange(5):
            case 0:
                found[at : at + length] = chance.randbytes(length)
            case 1:
                del found[at : at + length]
            case 2:
                found[at:at] = found[at : at + length] * chance.randint(1, 20)
            case 3:
                found[at : at + 4] = chance.choice(
                    (b"\xff\xff\xff\xff", b"\x00\x00\x00\x00", b"\x7f\xff\xff\xff")
                )
            case _:
                del found[at:]
    return bytes(found)


def fuzz(bringing: Bringing, count: int, seed: int) -> None:
    """*count* mutations of each kind, half of them of the unpacked parts of what is a zip."""
    chance = random.Random(seed)
    for name, data in (made() for made in SEEDS.values()):
        for number in range(count):
            changed = mutated(data, chance)
            if number % 2 and data[:2] == b"PK":
                with zipfile.ZipFile(io.BytesIO(data)) as archive:
                    parts = [(n, archive.read(n)) for n in archive.namelist()]
                which = chance.randrange(len(parts))
                parts[which] = (parts[which][0], mutated(parts[which][1], chance))
                changed = zipped(*parts)
            bringing.bring(name, changed, declared_unmarked="1", declared_not_secret="1")


@pytest.mark.slow
def test_a_few_broken_files_of_each_kind(bringing: Bringing) -> None:
    fuzz(bringing, 4, SEED)
    assert sum(bringing.tried.values()) == 4 * len(SEEDS)


@pytest.mark.soak(minutes=60)
def test_many_broken_files_of_each_kind(bringing: Bringing, pytestconfig: pytest.Config) -> None:
    seed = time.time_ns()
    print(f"\n  uploads: seed {seed}", flush=True)
    fuzz(bringing, pytestconfig.getoption("count"), seed)
    told = dict(sorted(bringing.tried.items()))
    print(f"  uploads: {sum(told.values())} files tried: {told}, the slowest {bringing.slowest:.1f} s")
