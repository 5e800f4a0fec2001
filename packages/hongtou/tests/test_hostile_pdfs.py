"""PDF files that swell: refused at once, whatever they are packed in; honest ones are read as before."""

import base64
import hashlib
import resource
import subprocess
import sys
import zlib
from collections.abc import Callable, Sequence
from functools import lru_cache

import pytest
from county_documents import NOTICE
from file_builders import _assemble, pdf_of_text

import hongtou
from hongtou import Kind, Level, Unreadable
from hongtou.read import pdf_bombs

CATALOG = b"<< /Type /Catalog /Pages 2 0 R >>"
PAGES = b"<< /Type /Pages /Kids [3 0 R] /Count 1 >>"
SPACES, STATES = b" " * 2**20, b"q " * 2**19
ROOT = "/Root 1 0 R "


@lru_cache
def deflated(piece: bytes, times: int) -> bytes:
    packer = zlib.compressobj(9)
    return b"".join(packer.compress(piece) for _ in range(times)) + packer.flush()


def stream(content: bytes, entries: bytes = b"") -> bytes:
    return b"<< /Length %d %s >>\nstream\n" % (len(content), entries) + content + b"\nendstream"


def page(contents: bytes = b"4 0 R", resources: bytes = b"<< >>") -> bytes:
    return b"<< /Type /Page /Parent 2 0 R /MediaBox [0 0 595 842] /Contents %s /Resources %s >>" % (
        contents,
        resources,
    )


def one_page(*objects: bytes, of: bytes = page()) -> bytes:  # noqa: B008 - bytes do not change
    return _assemble([CATALOG, PAGES, of, *objects], ROOT)


def forms(deep: int, wide: int, *, names: bytes = b"/Subtype /Form") -> bytes:
    """Drawings *deep* within one another, each of which draws the next *wide* times."""
    objects = [stream(b"/F Do")]
    for level in range(deep):
        last = level == deep - 1
        resources = b"" if last else b"/Resources << /XObject << /F %d 0 R >> >>" % (level + 6)
        drawn = b"0 0 m 9 9 l S" if last else b"/F Do " * wide
        objects.append(stream(drawn, b"/Type /XObject %s /BBox [0 0 9 9] %s" % (names, resources)))
    return one_page(*objects, of=page(resources=b"<< /XObject << /F 5 0 R >> >>"))


FLATE = b"/Filter /FlateDecode"
BOMBS: dict[str, Callable[[], bytes]] = {
    "spaces": lambda: one_page(stream(deflated(SPACES, 40), FLATE)),
    "operators": lambda: one_page(stream(deflated(b"0 0 m 9 9 l S\n" * 70_000, 20), FLATE)),
    "states": lambda: one_page(stream(deflated(STATES, 4), FLATE)),
    "states written out": lambda: one_page(stream(STATES)),
    "packed twice": lambda: one_page(
        stream(zlib.compress(deflated(SPACES, 300), 9), b"/Filter [/FlateDecode /FlateDecode]")
    ),
    "packed as letters": lambda: one_page(
        stream(base64.a85encode(deflated(SPACES, 40)) + b"~>", b"/Filter [/ASCII85Decode /FlateDecode]")
    ),
    "packed as digits": lambda: one_page(
        stream(deflated(SPACES, 40).hex().encode() + b">", b"/Filter [/ASCIIHexDecode /FlateDecode]")
    ),
    "repacked": lambda: one_page(stream(b"\x80" * 2**21, b"/Filter /LZWDecode")),
    "called a picture": lambda: one_page(stream(deflated(STATES, 4), FLATE + b" /Subtype /Image")),
    "named by a list elsewhere": lambda: one_page(
        b"[5 0 R]", stream(deflated(STATES, 4), FLATE + b" /Subtype /Image")
    ),
    "escaped": lambda: one_page(stream(deflated(STATES, 4), b"/F#69lter /Fl#61teDecode")),
    "ten to the eighth": lambda: forms(9, 10),
    "two to the thirty-fourth": lambda: forms(35, 2),
    "escaped drawings": lambda: forms(9, 10, names=b"/Sub#74ype /F#6frm"),
}


@pytest.mark.parametrize("case", BOMBS)
def test_a_pdf_that_swells_is_refused(case: str) -> None:
    bomb = BOMBS[case]()
    with pytest.raises(Unreadable) as refusal:
        hongtou.read(bomb, "通知.pdf")
    assert refusal.value.kind is Kind.BOMB and "来文单位" in refusal.value.message_zh
    assert hongtou.inspect_file(bomb, "通知.pdf").level is Level.HOLD


def test_drawings_whose_names_stand_in_packed_objects() -> None:
    """The resources of each drawing are an object of an object stream, as most programs write them today."""
    dictionaries = [b"<< /XObject << /F %d 0 R >> >>" % (20 + level) for level in range(1, 8)]
    places, offset = [], 0
    for number, each in enumerate(dictionaries):
        places.append(b"%d %d" % (50 + number, offset))
        offset += len(each) + 1
    head = b" ".join(places) + b" "
    packed = stream(
        zlib.compress(head + b" ".join(dictionaries)),
        FLATE + b" /Type /ObjStm /N %d /First %d" % (len(dictionaries), len(head)),
    )
    drawings = [
        b"%d 0 obj\n" % (20 + level)
        + stream(b"/F Do " * 10, b"/Subtype /Form /BBox [0 0 9 9] /Resources %d 0 R" % (50 + level))
        + b"\nendobj\n"
        for level in range(7)
    ]
    top = one_page(stream(b"/F Do"), packed, of=page(resources=b"<< /XObject << /F 20 0 R >> >>"))
    with pytest.raises(Unreadable) as refusal:
        pdf_bombs.refuse_bombs(b"".join(drawings) + top)
    assert refusal.value.kind is Kind.BOMB


def _rc4(key: bytes, data: bytes) -> bytes:
    state, j = list(range(256)), 0
    for i in range(256):
        j = (j + state[i] + key[i % len(key)]) % 256
        state[i], state[j] = state[j], state[i]
    out, i, j = bytearray(), 0, 0
    for byte in data:
        i = (i + 1) % 256
        j = (j + state[i]) % 256
        state[i], state[j] = state[j], state[i]
        out.append(byte ^ state[(state[i] + state[j]) % 256])
    return bytes(out)


def restricted(objects: Sequence[tuple[bytes, bytes | None]], password: bytes = b"") -> bytes:
    """A file under the standard handler (ISO 32000-1, 7.6.3, revision 2) that *password* opens; each object is what is
    written of it and its stream."""
    pad = bytes.fromhex("28bf4e5e4e758a4164004e56fffa01082e2e00b6d0683e802f0ca9fe6453697a")
    owner = _rc4(hashlib.md5(pad, usedforsecurity=False).digest()[:5], (password + pad)[:32])
    key = hashlib.md5(
        (password + pad)[:32] + owner + b"\xfc\xff\xff\xff" + b"0123456789abcdef", usedforsecurity=False
    ).digest()[:5]
    written = []
    for number, (entries, content) in enumerate(objects, start=1):
        own = hashlib.md5(key + number.to_bytes(3, "little") + b"\0\0", usedforsecurity=False).digest()[:10]
        written.append(entries if content is None else stream(_rc4(own, content), entries))
    handler = "/Filter /Standard /V 1 /R 2 /P -4 " + f"/O <{owner.hex()}> /U <{_rc4(key, pad).hex()}>"
    identity = b"0123456789abcdef".hex()
    return _assemble(written, f"{ROOT}/Encrypt << {handler} >> /ID [<{identity}> <{identity}>] ")


def _restricted_page(content: bytes, entries: bytes = b"", password: bytes = b"") -> bytes:
    font = b"<< /Font << /F << /Type /Font /Subtype /Type1 /BaseFont /Helvetica >> >> >>"
    return restricted(
        [(CATALOG, None), (PAGES, None), (page(resources=font), None), (entries, content)], password
    )


def test_restrictions_that_an_empty_password_opens_hide_nothing() -> None:
    text = b"BT /F 16 Tf 60 700 Td (Notice 2026) Tj ET"
    assert hongtou.read(_restricted_page(text), "通知.pdf").text == "Notice 2026"
    with pytest.raises(Unreadable) as refusal:
        hongtou.read(_restricted_page(deflated(STATES, 1), FLATE), "通知.pdf")
    assert refusal.value.kind is Kind.BOMB


def test_a_pdf_under_a_password_says_so() -> None:
    with pytest.raises(Unreadable, match="设有密码.*解除密码") as refusal:
        hongtou.read(_restricted_page(b"BT ET", password=b"county"), "通知.pdf")
    assert refusal.value.kind is Kind.ENCRYPTED


@pytest.mark.parametrize(
    "honest",
    [
        forms(5, 3),
        forms(40, 1),
        # States opened and closed one after the other, as on a hundred pages.
        one_page(
            stream(zlib.compress(b"".join(b"q 1 0 0 1 %d 0 cm Q\n" % at for at in range(60_000))), FLATE)
        ),
        # A picture of a blank page shrinks to a thousandth, and nobody unpacks it.
        one_page(
            stream(b"q /I Do Q"),
            stream(deflated(b"\xff" * 2**20, 20), FLATE + b" /Subtype /Image /Width 4960 /Height 4200"),
        ),
        one_page(
            stream(b"BT ET"), stream(b"x\x9cno deflated data"), stream(b"~>", b"/Filter /ASCII85Decode")
        ),
    ],
)
def test_honest_files_are_left_alone(honest: bytes) -> None:
    pdf_bombs.refuse_bombs(honest)
    with pytest.raises(Unreadable) as refusal:
        hongtou.read(honest, "通知.pdf")
    assert refusal.value.kind is Kind.NO_TEXT


def test_a_document_costs_next_to_nothing_more() -> None:
    pdf_bombs.refuse_bombs(pdf_of_text(NOTICE))
    pdf_bombs.refuse_bombs(b"")
    # Digits and blanks without end are gone through once.
    pdf_bombs.refuse_bombs(b"%PDF-1.7\n" + b"1 " * 200_000 + b"1" * 200_000 + b" " * 200_000)


def test_no_bomb_takes_two_hundred_megabytes() -> None:
    """In a process of its own, so that what it takes is told; without the check the last takes 20 GB."""
    program = (
        "import re, sys; from pathlib import Path; import hongtou\n"
        "data = sys.stdin.buffer.read()\n"
        "try: hongtou.read(data, 'a.pdf')\n"
        "except hongtou.Unreadable as refusal: print(refusal.kind, end=' ')\n"
        "print(int(re.search('VmHWM:[^0-9]*([0-9]+)', Path('/proc/self/status').read_text())[1]) // 1024)"
    )
    taken = {}
    for case in ("states", "packed twice", "ten to the eighth"):
        asked = subprocess.run(  # noqa: S603 - this interpreter, and a program written above
            [sys.executable, "-c", program],
            input=BOMBS[case](),
            capture_output=True,
            check=True,
            timeout=60,
            preexec_fn=_no_more_than_a_gigabyte,  # noqa: PLW1509 - no threads here
        )
        taken[case] = asked.stdout.decode().split()
    assert all(kind == "bomb" and int(megabytes) < 200 for kind, megabytes in taken.values()), taken


def _no_more_than_a_gigabyte() -> None:
    resource.setrlimit(resource.RLIMIT_AS, (2**30, 2**30))
