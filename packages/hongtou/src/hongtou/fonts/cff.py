"""Cutting a Compact Font Format font down to some glyphs (Adobe Technical Note 5176).

The result is always keyed by character ids that equal the new glyph numbers, whatever the font was: that is
what a PDF with two-byte text wants.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from hongtou.fonts.sfnt import BadFont

Operands = list[bytes]
_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _SUBRS = 15, 16, 17, 18, 19
_ROS, _FDARRAY, _FDSELECT = 0xC00 + 30, 0xC00 + 36, 0xC00 + 37
_CID_COUNT, _CHARSTRING_TYPE = 0xC00 + 34, 0xC00 + 6
# Names of strings: of no use to whom shows the page.
_DROPPED = {0, 1, 2, 3, 4, 13, 14, 0xC00, 0xC00 + 20, 0xC00 + 21, 0xC00 + 22, 0xC00 + 23, 0xC00 + 38}
_STANDARD_STRINGS = 391


def subset_cff(data: bytes, glyphs: Sequence[int]) -> bytes:
    """A CFF font of *glyphs*, in their order. Raises BadFont when the font is not as the note describes it."""
    names, at = _index(data, data[2])
    tops, at = _index(data, at)
    _, at = _index(data, at)
    globals_, _ = _index(data, at)
    if not names or not tops:
        raise BadFont("a CFF font without a name")
    top = _dict(tops[0])
    if _number(top.get(_CHARSTRING_TYPE, [_int(2)])[0]) != 2:
        raise BadFont("charstrings of an old type")
    outlines, _ = _index(data, _offset(top, _CHARSTRINGS), wanted=glyphs)
    if _FDARRAY in top:
        fonts = [_dict(each) for each in _index(data, _offset(top, _FDARRAY))[0]]
        selected = _selection(data, _offset(top, _FDSELECT), glyphs)
    else:
        fonts, selected = [{_PRIVATE: top[_PRIVATE]}], [0] * len(glyphs)
    used = sorted(set(selected))
    privates = [_private(data, fonts[number]) for number in used]
    choice = bytes(used.index(number) for number in selected)
    kept = {op: value for op, value in top.items() if op not in _DROPPED and op not in _OFFSETS}
    kept[_CID_COUNT] = [_int(len(glyphs))]
    return _write(kept, globals_, outlines, choice, [fonts[number] for number in used], privates)


_OFFSETS = {_CHARSET, _ENCODING, _CHARSTRINGS, _PRIVATE, _FDARRAY, _FDSELECT, _ROS}


def _write(
    top: dict[int, Operands],
    globals_: list[bytes],
    outlines: list[bytes],
    choice: bytes,
    fonts: list[dict[int, Operands]],
    privates: list[tuple[bytes, bytes]],
) -> bytes:
    """Put the parts one behind the other; all offsets take five bytes, so that the sizes are known before."""
    strings = _pack_index([b"Adobe", b"Identity"])
    ros = _entry(_ROS, [_int(_STANDARD_STRINGS), _int(_STANDARD_STRINGS + 1), _int(0)])
    rest = b"".join(_entry(op, value) for op, value in top.items())
    charset = struct.pack(">BHH", 2, 1, max(0, len(outlines) - 2))
    select = b"\0" + choice
    start = b"\1\0\4\4" + _pack_index([b"Subset"])

    def top_index(offsets: Sequence[int]) -> bytes:
        ops = (_CHARSET, _FDSELECT, _CHARSTRINGS, _FDARRAY)
        places = b"".join(_entry(op, [_long(at)]) for op, at in zip(ops, offsets, strict=True))
        return _pack_index([ros + rest + places])

    before = len(start) + len(top_index((0, 0, 0, 0))) + len(strings) + len(_pack_index(globals_))
    charstrings = _pack_index(outlines)
    at_charset = before
    at_select = at_charset + len(charset)
    at_outlines = at_select + len(select)
    at_private = at_outlines + len(charstrings)
    body, places = b"", []
    for private, subrs in privates:
        places.append((len(private), at_private + len(body)))
        body += private + subrs
    dicts = []
    for font, (size, at) in zip(fonts, places, strict=True):
        others = ((op, value) for op, value in font.items() if op != _PRIVATE and op not in _DROPPED)
        entries = b"".join(_entry(op, value) for op, value in others)
        dicts.append(entries + _entry(_PRIVATE, [_long(size), _long(at)]))
    at_fonts = at_private + len(body)
    head = start + top_index((at_charset, at_select, at_outlines, at_fonts)) + strings
    return head + _pack_index(globals_) + charset + select + charstrings + body + _pack_index(dicts)


def _private(data: bytes, font: dict[int, Operands]) -> tuple[bytes, bytes]:
    """The private dictionary of a font and the subroutines behind it, which it names by a relative offset."""
    size, at = (_number(operand) for operand in font[_PRIVATE])
    private = _dict(data[at : at + size])
    relative = private.pop(_SUBRS, None)
    content = b"".join(_entry(op, value) for op, value in private.items())
    if relative is None:
        return content, b""
    subrs, _ = _index(data, at + _number(relative[0]))
    link = _entry(_SUBRS, [_long(0)])
    return content + _entry(_SUBRS, [_long(len(content) + len(link))]), _pack_index(subrs)


def _selection(data: bytes, at: int, glyphs: Sequence[int]) -> list[int]:
    """Which font dictionary each of *glyphs* belongs to."""
    if data[at] == 0:
        return [data[at + 1 + glyph] for glyph in glyphs]
    if data[at] != 3:
        raise BadFont("unknown choice of font dictionaries")
    count = struct.unpack_from(">H", data, at + 1)[0]
    ranges: list[tuple[int, int]] = [struct.unpack_from(">HB", data, at + 3 + 3 * n) for n in range(count)]
    found = []
    for glyph in glyphs:
        found.append(next((font for first, font in reversed(ranges) if first <= glyph), 0))
    return found


def _index(data: bytes, at: int, wanted: Sequence[int] | None = None) -> tuple[list[bytes], int]:
    """The items of an INDEX (all, or those *wanted*) and where it ends."""
    count: int = struct.unpack_from(">H", data, at)[0]
    if not count:
        return [], at + 2
    size = data[at + 2]
    if not 1 <= size <= 4:
        raise BadFont("offsets of an unknown size")
    base = at + 2 + size * (count + 1)

    def place(number: int) -> int:
        start = at + 3 + size * number
        return base + int.from_bytes(data[start : start + size], "big")

    numbers = range(count) if wanted is None else wanted
    if any(number >= count for number in numbers):
        raise BadFont("a glyph that the font does not have")
    return [data[place(number) : place(number + 1)] for number in numbers], place(count)


def _pack_index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\0\0"
    offsets = [1]
    for item in items:
        offsets.append(offsets[-1] + len(item))
    size = max(1, (offsets[-1].bit_length() + 7) // 8)
    packed = b"".join(offset.to_bytes(size, "big") for offset in offsets)
    return struct.pack(">HB", len(items), size) + packed + b"".join(items)


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
            length = _length_of_number(data, at)
            operands.append(data[at : at + length])
        at += length
    return found


def _length_of_number(data: bytes, at: int) -> int:
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


def _number(operand: bytes) -> int:
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


def _offset(top: dict[int, Operands], operator: int) -> int:
    if operator not in top:
        raise BadFont("a CFF font without outlines")
    return _number(top[operator][0])


def _int(value: int) -> bytes:
    return b"\x1c" + struct.pack(">h", value) if value < 32768 else _long(value)


def _long(value: int) -> bytes:
    return b"\x1d" + struct.pack(">i", value)


def _entry(operator: int, operands: Operands) -> bytes:
    code = bytes((12, operator - 0xC00)) if operator >= 0xC00 else bytes((operator,))
    return b"".join(operands) + code
