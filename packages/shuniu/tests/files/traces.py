"""Finding traces: does any file below some folders hold, in any usual disguise, what must not be there?

Used by every test that says "nothing is left behind": each such test also plants a control and finds it.
"""

from __future__ import annotations

import base64
import gzip
import io
import json
import os
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

DEEPEST = 3
LARGEST = 400 * 2**20
WINDOW = 48
WINDOWS = 30


@dataclass(frozen=True)
class Needle:
    """Something to look for: its label, and the byte patterns that give it away."""

    label: str
    patterns: tuple[bytes, ...]


@dataclass(frozen=True)
class Trace:
    """One find: what, in which file, and where inside it (empty: in its content or name as they lie there)."""

    label: str
    path: Path
    inside: str


def text_needle(text: str) -> Needle:
    """A title, a name or a sentence, in the encodings and escapes in which texts come to lie on disks."""
    plain = text.encode()
    escaped = json.dumps(text)[1:-1].encode()
    forms = {plain, text.encode("utf-16-le"), text.encode("utf-16-be"), text.encode("gb18030"), escaped}
    forms |= {escaped.replace(b"\\", b"\\\\"), quote(text).encode(), quote(text).lower().encode()}
    return Needle(text, tuple(forms | set(_in_base64(plain))))


def _in_base64(plain: bytes) -> Iterator[bytes]:
    """What base64 shows of *plain* at each of the three alignments, without the characters of its neighbours."""
    for shift in range(3):
        coded = base64.b64encode(bytes(shift) + plain)
        yield coded[(0, 2, 3)[shift] : len(coded) - 4]


def raw_needle(label: str, data: bytes) -> Needle:
    """Raw bytes: any of some windows spread over them, so that a half-written copy is found as well."""
    starts = range(0, max(len(data) - WINDOW, 0) + 1, WINDOW // 2)
    telling = [w for w in (data[s : s + WINDOW] for s in starts) if len(set(w)) > WINDOW // 4]
    if not telling:
        raise ValueError(f"nothing of {label!r} could be recognised")
    return Needle(label, tuple(telling[:: max(1, len(telling) // WINDOWS)]))


def heart_of(package: bytes, part: str = "word/document.xml") -> bytes:
    """The packed bytes of the main part of a Word file, without their beginning: the rest comes from a template
    that every Word file of the same making shares."""
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        info = archive.getinfo(part)
    start = info.header_offset + 30 + len(part)
    return package[start + info.compress_size // 3 : start + info.compress_size]


def find_traces(needles: Iterable[Needle], roots: Iterable[Path]) -> list[Trace]:
    """Every needle in every file below *roots*: in its name, its content, and inside zip, gzip and zlib data."""
    wanted = tuple(needles)
    return [trace for root in roots for path in _files(root) for trace in _search(path, wanted)]


def _files(root: Path) -> Iterator[Path]:
    if root.is_file():
        yield root
    for folder, _, names in os.walk(root):
        yield from (Path(folder) / name for name in names)


def _search(path: Path, needles: tuple[Needle, ...]) -> Iterator[Trace]:
    yield from _hits(os.fsencode(path), needles, path, "")
    try:
        if not path.is_file() or path.stat().st_size > LARGEST:
            return
        data = path.read_bytes()
    except OSError:
        return
    for inside, content in _layers(data, "", 0):
        yield from _hits(content, needles, path, inside)


def _hits(content: bytes, needles: tuple[Needle, ...], path: Path, inside: str) -> Iterator[Trace]:
    for needle in needles:
        if any(pattern in content for pattern in needle.patterns):
            yield Trace(needle.label, path, inside)


def _layers(data: bytes, inside: str, depth: int) -> Iterator[tuple[str, bytes]]:
    """The bytes themselves, and what they hold when they are an archive."""
    yield inside, data
    if depth >= DEEPEST:
        return
    for name, content in _unpacked(data):
        yield from _layers(content, f"{inside}/{name}", depth + 1)


def _unpacked(data: bytes) -> Iterator[tuple[str, bytes]]:
    try:
        if data.startswith(b"\x1f\x8b"):
            yield "gzip", gzip.decompress(data)
        elif data[:1] == b"\x78":
            yield "zlib", zlib.decompress(data)
        elif zipfile.is_zipfile(io.BytesIO(data)):
            with zipfile.ZipFile(io.BytesIO(data)) as archive:
                for name in archive.namelist():
                    yield name, os.fsencode(name) + b"\0" + archive.read(name)
    except (OSError, EOFError, zlib.error, zipfile.BadZipFile, RuntimeError, NotImplementedError):
        return
