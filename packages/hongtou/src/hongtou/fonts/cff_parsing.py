"""A Compact Font Format font as its parts (Adobe Technical Note 5176).

Everything is read once but the outlines, of which a Chinese font has ten thousand and a page needs two hundred: of
those only the places are kept.
"""

from __future__ import annotations

import struct
import sys
from array import array
from dataclasses import dataclass

from hongtou.fonts.sfnt import BadFont

Operands = list[bytes]
CHARSET, ENCODING, CHARSTRINGS, PRIVATE, SUBRS = 15, 16, 17, 18, 19
ROS, FDARRAY, FDSELECT = 0xC00 + 30, 0xC00 + 36, 0xC00 + 37
CID_COUNT, _CHARSTRING_TYPE = 0xC00 + 34, 0xC00 + 6


@dataclass(frozen=True, slots=True)
class Private:
    """The private dictionary of one font of the table, without its link to the subroutines, and these."""

    entries: dict[int, Operands]
    subrs: tuple[bytes, ...]


@dataclass(frozen=True, slots=True)
class Cff:
    """A CFF table: its top dictionary, the subroutines of all fonts, the fonts with their private parts, which font
    each glyph belongs to (empty: all to the first), and where the outline of each glyph lies in the table."""

    top: dict[int, Operands]
    global_subrs: tuple[bytes, ...]
    fonts: tuple[dict[int, Operands], ...]
    privates: tuple[Private, ...]
    choice: bytes
    places: array[int]

    def font_of(self, glyph: int) -> int:
        """The number of the font dictionary that *glyph* belongs to."""
        return self.choice[glyph] if self.choice else 0


def parse_cff(data: bytes) -> Cff:
    """The parts of a CFF table. Raises BadFont, or IndexError or struct.error, when it is not as the note describes
    it."""
    names, at = _index(data, data[2])
    tops, at = _index(data, at)
    _, at = _index(data, at)
    global_subrs, _ = _index(data, at)
    if not names or not tops:
        raise BadFont("a CFF font without a name")
    top = _dict(tops[0])
    if CHARSTRINGS not in top:
        raise BadFont("a CFF font without outlines")
    if _CHARSTRING_TYPE in top and number_of(top[_CHARSTRING_TYPE][0]) != 2:
        raise BadFont("charstrings of an old type")
    places = _places(data, number_of(top[CHARSTRINGS][0]))
    if FDARRAY in top:
        fonts = [_dict(each) for each in _index(data, number_of(top[FDARRAY][0]))[0]]
        choice = _choice(data, number_of(top[FDSELECT][0]), len(places) - 1)
    else:
        fonts, choice = [{PRIVATE: top[PRIVATE]}], b""
    if not fonts or max(choice, default=0) >= len(fonts):
        raise BadFont("a glyph of a font dictionary that does not exist")
    privates = tuple(_private(data, font) for font in fonts)
    return Cff(top, tuple(global_subrs), tuple(fonts), privates, choice, places)


def _private(data: bytes, font: dict[int, Operands]) -> Private:
    """The private dictionary of a font and the subroutines behind it, which it names by a relative offset."""
    size, at = (number_of(operand) for operand in font[PRIVATE])
    entries = _dict(data[at : at + size])
    relative = entries.pop(SUBRS, None)
    subrs = _index(data, at + number_of(relative[0]))[0] if relative else []
    return Private(entries, tuple(subrs))


def _choice(data: bytes, at: int, count: int) -> bytes:
    """Which font dictionary each glyph belongs to."""
    if data[at] == 0:
        return data[at + 1 : at + 1 + count]
    if data[at] != 3:
        raise BadFont("unknown choice of font dictionaries")
    ranges = struct.unpack_from(">H", data, at + 1)[0]
    found = bytearray()
    for number in range(ranges):
        first, font, end = struct.unpack_from(">HBH", data, at + 3 + 3 * number)
        found += bytes([font]) * (min(end, count) - first)
    return bytes(found)


def _header(data: bytes, at: int) -> tuple[int, int]:
    count, size = struct.unpack_from(">HB", data, at) if data[at : at + 2] != b"\0\0" else (0, 1)
    if not 1 <= size <= 4:
        raise BadFont("offsets of an unknown size")
    return count, size


def _places(data: bytes, at: int) -> array[int]:
    """Where the items of an INDEX lie from the beginning of the table; one more for the end of the last."""
    count, size = _header(data, at)
    if not count:
        raise BadFont("a CFF font without outlines")
    base = at + 2 + size * (count + 1)
    raw = data[at + 3 : at + 3 + size * (count + 1)]
    if len(raw) < size * (count + 1):
        raise BadFont("the places of the outlines are cut off")
    wide = bytearray(4 * (count + 1))
    for byte in range(size):
        wide[4 - size + byte :: 4] = raw[byte::size]
    places = array("I" if array("I").itemsize == 4 else "L")
    places.frombytes(bytes(wide))
    if sys.byteorder == "little":
        places.byteswap()
    return array(places.typecode, [base + place for place in places])


def _index(data: bytes, at: int) -> tuple[list[bytes], int]:
    """The items of an INDEX and where it ends."""
    count, size = _header(data, at)
    if not count:
        return [], at + 2
    base = at + 2 + size * (count + 1)
    starts = [
        base + int.from_bytes(data[at + 3 + size * n : at + 3 + size * (n + 1)], "big")
        for n in range(count + 1)
    ]
    return [data[a:b] for a, b in zip(starts, starts[1:], strict=False)], starts[-1]


def _dict(data: bytes) -> dict[int, Operands]:
    """A DICT: operators (two-byte ones above 0xC00) with their operands as they stand."""
    found: dict[int, Operands] = {}
    operands: Operands = []
    at = 0
    while at < len(data):
        first = data[at]
        if first <= 21:
            length = 2 if first == 12 else 1
            found[0xC00 + data[at + 1] if first == 12 else first] = operands
            operands = []
        else:
            length = _length_ofnumber_of(data, at)
            operands.append(data[at : at + length])
        at += length
    return found


def _length_ofnumber_of(data: bytes, at: int) -> int:
    first = data[at]
    if first == 30:
        end = at + 1
        while data[end] & 0xF != 0xF:
            end += 1
        return end + 1 - at
    if first == 28:
        return 3
    if first == 29:
        return 5
    return 1 if 32 <= first <= 246 else 2


def number_of(operand: bytes) -> int:
    first = operand[0]
    if first in (28, 29):
        return int.from_bytes(operand[1:], "big", signed=True)
    if 32 <= first <= 246:
        return first - 139
    if 247 <= first <= 250:
        return (first - 247) * 256 + operand[1] + 108
    if 251 <= first <= 254:
        return -(first - 251) * 256 - operand[1] - 108
    raise BadFont("a number that is no integer")
