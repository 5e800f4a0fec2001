"""PDF files that swell: a few bytes that inflate to gigabytes, and drawings that call one another a million times over.

PDFium would do all of it as soon as it opens a page, and no call of it can be stopped. So the file is gone through
before: each stream is inflated within limits, and how often drawings (form XObjects, ISO 32000-1, 8.10) draw one another
is reckoned from who calls whom. Pictures are left alone: PDFium unpacks no more of one than its pixels take.
"""

from __future__ import annotations

import base64
import binascii
import re
import zlib
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field

from hongtou.read.archive import MAX_PART, MAX_RATIO, MAX_TOTAL, RATIO_FLOOR, bomb

MOST_CONTENT = 16 * 2**20
"""Bytes of what draws one page, or one drawing."""
MOST_STATES = 50_000
"""States of the graphics (q) that may be saved within one another."""
MOST_DRAWN, MOST_DRAWN_IN_ALL = 100_000, 500_000
"""Drawings that one page, and all pages together, may call for."""
_MOST_REPACKED = 2**20
"""Bytes in codings whose growth is not followed here (LZW, run lengths)."""
_MOST_FILTERS, _DEEPEST = 4, 64
_CHUNK = 2**16
_TOKEN = re.compile(rb"(\d{1,10})\s{1,9}\d{1,5}\s{1,9}obj\b|stream(?:\r\n|\n|\r)|endobj")
_ESCAPED = re.compile(rb"#([0-9A-Fa-f]{2})")
_REFERENCE = re.compile(rb"(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R\b")
_NAMED = re.compile(rb"/([^\s/\[\]()<>{}%]{1,127})\s{1,9}(\d{1,10})\s{1,9}\d{1,5}\s{1,9}R\b")
_CONTENTS = re.compile(rb"/Contents\s{0,9}(\[[^\]]{0,200000}\]|\d{1,10}\s{1,9}\d{1,5}\s{1,9}R\b)")
_DRAWS = re.compile(rb"/([^\s/\[\]()<>{}%]{1,127})\s{1,9}Do\b")
_SUBTYPE = re.compile(rb"/Subtype\s{0,9}/(\w{1,20})")
_NUMBERS = re.compile(rb"\d{1,10}")


@dataclass(slots=True)
class _Object:
    """An object of the file: what is written of it, and where its stream begins, if it has one."""

    written: bytes
    begins: int | None = None
    draws: Counter[bytes] = field(default_factory=Counter)

    @property
    def subtype(self) -> bytes:
        found = _SUBTYPE.search(self.written)
        return found[1] if found else b""


def refuse_bombs(data: bytes) -> None:
    """Raise Unreadable (bomb) for a PDF that would swell out of all proportion; *data* is not encrypted."""
    objects = dict[int, _Object]()
    for number, each in _objects(data):
        # Where a number stands twice the one with a stream tells more.
        if number not in objects or each.begins is not None:
            objects[number] = each
    left = MAX_TOTAL
    repacked = 0
    for each in [each for each in objects.values() if b"/ObjStm" in each.written]:
        for number, inner in _packed(_inflated(data, each, MAX_PART), each.written):
            objects.setdefault(number, inner)
    drawn = _drawn_as_pages(objects)
    for number, each in objects.items():
        if each.begins is None or (each.subtype == b"Image" and number not in drawn):
            continue
        if b"LZW" in each.written or b"RunLength" in each.written or b"/RL" in each.written:
            repacked += len(_raw(data, each.begins))
        draws = number in drawn or each.subtype == b"Form"
        content = _inflated(data, each, min(left, MOST_CONTENT if draws else MAX_PART))
        left -= len(content)
        if draws:
            _refuse_nesting(content)
            each.draws = Counter(_DRAWS.findall(content) if b"Do" in content else ())
    if repacked > _MOST_REPACKED or _calls(objects, drawn) > MOST_DRAWN_IN_ALL:
        raise bomb()


def _objects(data: bytes) -> Iterator[tuple[int, _Object]]:
    """Every object that stands in the file by itself; streams always do."""
    number, start = None, 0
    for token in _TOKEN.finditer(data):
        if token[1]:
            number, start = int(token[1]), token.end()
        elif number is not None:
            has_stream = token[0].startswith(b"stream")
            yield (
                number,
                _Object(_unescaped(data[start : token.start()]), token.end() if has_stream else None),
            )
            number = None


def _unescaped(written: bytes) -> bytes:
    if b"#" not in written:
        return written
    return _ESCAPED.sub(lambda found: bytes([int(found[1], 16)]), written)


def _packed(content: bytes, written: bytes) -> Iterator[tuple[int, _Object]]:
    """The objects of an object stream (7.5.7): pairs of number and offset, then the objects."""
    first = re.search(rb"/First\s{0,9}(\d{1,9})", written)
    if first is None:
        return
    numbers = [int(each) for each in _NUMBERS.findall(content[: int(first[1])])]
    places = [int(first[1]) + place for place in numbers[1::2]]
    for number, start, end in zip(numbers[::2], places, [*places[1:], len(content)], strict=False):
        yield number, _Object(_unescaped(content[start:end]))


def _drawn_as_pages(objects: dict[int, _Object]) -> set[int]:
    """The numbers of the streams that pages name as what draws them."""
    found = set[int]()
    for each in objects.values():
        for contents in _CONTENTS.findall(each.written):
            for number in map(int, _REFERENCE.findall(contents)):
                target = objects.get(number)
                if target is not None and target.begins is None:
                    found.update(map(int, _REFERENCE.findall(target.written)))
                found.add(number)
    return found


def _raw(data: bytes, begins: int) -> bytes:
    end = data.find(b"endstream", begins)
    return data[begins : end if end >= 0 else len(data)]


def _inflated(data: bytes, each: _Object, most: int) -> bytes:
    """What a stream holds, inflated as long as it begins as deflated data does; raises Unreadable (bomb)."""
    if each.begins is None:
        return b""
    if b"ASCII85" in each.written or b"/A85" in each.written or b"ASCIIHex" in each.written:
        content = _from_ascii(_raw(data, each.begins))
    else:
        stretched = _stretched(data, each.begins, most)
        content = _raw(data, each.begins) if stretched is None else stretched
    for _ in range(_MOST_FILTERS):
        if len(content) > most:
            raise bomb()
        again = _stretched(content, 0, most)
        if again is None:
            return content
        content = again
    raise bomb()


def _from_ascii(raw: bytes) -> bytes:
    try:
        if b"~>" in raw:
            return base64.a85decode(raw[: raw.rindex(b"~>")].strip())
        return binascii.unhexlify(b"".join(raw.split()).rstrip(b">"))
    except ValueError:
        return raw


def _stretched(data: bytes, begins: int, most: int) -> bytes | None:
    """The deflated data at *begins*, inflated as far as it goes; None when there is none."""
    head = data[begins : begins + 2]
    if len(head) < 2 or head[0] & 0x0F != zlib.DEFLATED or (head[0] * 256 + head[1]) % 31:
        return None
    inflater, content, at = zlib.decompressobj(), bytearray(), begins
    while at < len(data) and not inflater.eof:
        piece = data[at : at + _CHUNK]
        at += len(piece)
        while piece:
            try:
                content += inflater.decompress(piece, RATIO_FLOOR)
            except zlib.error:
                return bytes(content)
            read = at - begins - len(inflater.unconsumed_tail)
            if len(content) > most or (len(content) > RATIO_FLOOR and len(content) > MAX_RATIO * read):
                raise bomb()
            piece = inflater.unconsumed_tail
    return bytes(content)


def _refuse_nesting(content: bytes) -> None:
    """Raise Unreadable (bomb) where states are saved within one another without end."""
    if content.count(b"q") <= MOST_STATES:
        return
    depth = 0
    for at in range(0, len(content), _CHUNK):
        piece = content[at : at + _CHUNK]
        depth = max(0, depth + piece.count(b"q") - piece.count(b"Q"))
        if depth > MOST_STATES:
            raise bomb()


def _calls(objects: dict[int, _Object], drawn: set[int]) -> int:
    """How many drawings all pages call for, one within the other; raises Unreadable (bomb) for one page of too many."""
    forms = {number for number, each in objects.items() if each.subtype == b"Form"}
    anywhere: dict[bytes, set[int]] = {}
    for each in objects.values() if forms else ():
        for name, number in _NAMED.findall(each.written):
            if int(number) in forms:
                anywhere.setdefault(name, set()).add(int(number))
    reckoned: dict[int, int] = {}

    def own_names(each: _Object) -> dict[bytes, set[int]]:
        """What the resources of a drawing call which drawing; a drawing without any uses those of its page."""
        found: dict[bytes, set[int]] = {}
        level = [each]
        for _ in range(3):
            following = []
            for one in level:
                for name, number in _NAMED.findall(one.written):
                    target = objects.get(int(number))
                    if int(number) in forms:
                        found.setdefault(name, set()).add(int(number))
                    elif target is not None and target.begins is None and name in (b"Resources", b"XObject"):
                        following.append(target)
            level = following
        return found

    def calls(number: int, path: tuple[int, ...]) -> int:
        if number in reckoned:
            return reckoned[number]
        if len(path) > _DEEPEST or number in path or number not in objects:
            return 0
        own = own_names(objects[number])
        total = 0
        for name, times in objects[number].draws.items():
            targets = own.get(name) or anywhere.get(name, set())
            total += times * max((1 + calls(target, (*path, number)) for target in targets), default=0)
            if total > MOST_DRAWN:
                raise bomb()
        reckoned[number] = total
        return total

    return sum(calls(number, ()) for number in drawn) if forms else 0
