"""Cutting a Compact Font Format font down to some glyphs (Adobe Technical Note 5176).

The result is always keyed by character ids that equal the new glyph numbers, whatever the font was: that is
what a PDF with two-byte text wants.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from hongtou.fonts.cff_parsing import (
    CHARSET,
    CHARSTRINGS,
    CID_COUNT,
    ENCODING,
    FDARRAY,
    FDSELECT,
    PRIVATE,
    ROS,
    SUBRS,
    Cff,
    Operands,
    Private,
)

# Names of strings: of no use to whom shows the page.
_DROPPED = {0, 1, 2, 3, 4, 13, 14, 0xC00, 0xC00 + 20, 0xC00 + 21, 0xC00 + 22, 0xC00 + 23, 0xC00 + 38}
_OFFSETS = {CHARSET, ENCODING, CHARSTRINGS, PRIVATE, FDARRAY, FDSELECT, ROS}
_STANDARD_STRINGS = 391


def subset_cff(font: Cff, glyphs: Sequence[int], outlines: Sequence[bytes]) -> bytes:
    """A CFF font of *glyphs*, in their order, whose charstrings are *outlines*."""
    selected = [font.font_of(glyph) for glyph in glyphs]
    used = sorted(set(selected))
    choice = bytes(used.index(number) for number in selected)
    kept = {op: value for op, value in font.top.items() if op not in _DROPPED and op not in _OFFSETS}
    kept[CID_COUNT] = [_int(len(glyphs))]
    privates = [_packed(font.privates[number]) for number in used]
    return _write(
        kept, font.global_subrs, outlines, choice, [font.fonts[number] for number in used], privates
    )


def _write(
    top: dict[int, Operands],
    globals_: Sequence[bytes],
    outlines: Sequence[bytes],
    choice: bytes,
    fonts: list[dict[int, Operands]],
    privates: list[tuple[bytes, bytes]],
) -> bytes:
    """Put the parts one behind the other; all offsets take five bytes, so that the sizes are known before."""
    strings = _pack_index([b"Adobe", b"Identity"])
    ros = _entry(ROS, [_int(_STANDARD_STRINGS), _int(_STANDARD_STRINGS + 1), _int(0)])
    rest = b"".join(_entry(op, value) for op, value in top.items())
    charset = struct.pack(">BHH", 2, 1, max(0, len(outlines) - 2))
    select = b"\0" + choice
    start = b"\1\0\4\4" + _pack_index([b"Subset"])

    def top_index(offsets: Sequence[int]) -> bytes:
        ops = (CHARSET, FDSELECT, CHARSTRINGS, FDARRAY)
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
        others = ((op, value) for op, value in font.items() if op != PRIVATE and op not in _DROPPED)
        entries = b"".join(_entry(op, value) for op, value in others)
        dicts.append(entries + _entry(PRIVATE, [_long(size), _long(at)]))
    at_fonts = at_private + len(body)
    head = start + top_index((at_charset, at_select, at_outlines, at_fonts)) + strings
    return head + _pack_index(globals_) + charset + select + charstrings + body + _pack_index(dicts)


def _packed(private: Private) -> tuple[bytes, bytes]:
    """The private dictionary, linked to the subroutines behind it, and these."""
    content = b"".join(_entry(op, value) for op, value in private.entries.items())
    if not private.subrs:
        return content, b""
    link = _entry(SUBRS, [_long(0)])
    return content + _entry(SUBRS, [_long(len(content) + len(link))]), _pack_index(private.subrs)


def _pack_index(items: Sequence[bytes]) -> bytes:
    if not items:
        return b"\0\0"
    offsets = [1]
    for item in items:
        offsets.append(offsets[-1] + len(item))
    size = max(1, (offsets[-1].bit_length() + 7) // 8)
    packed = b"".join(offset.to_bytes(size, "big") for offset in offsets)
    return struct.pack(">HB", len(items), size) + packed + b"".join(items)


def _int(value: int) -> bytes:
    return b"\x1c" + struct.pack(">h", value) if value < 32768 else _long(value)


def _long(value: int) -> bytes:
    return b"\x1d" + struct.pack(">i", value)


def _entry(operator: int, operands: Operands) -> bytes:
    code = bytes((12, operator - 0xC00)) if operator >= 0xC00 else bytes((operator,))
    return b"".join(operands) + code
