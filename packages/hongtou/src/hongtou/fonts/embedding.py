"""The part of a font that a file carries with it: the glyphs it uses, numbered anew.

Font files are cut by their tables as ISO/IEC 14496-22 describes them. Hints stay: they are small.
"""

from __future__ import annotations

import struct
from collections.abc import Sequence

from hongtou.fonts.cff import subset_cff
from hongtou.fonts.cff_font import cff_of, charstrings
from hongtou.fonts.sfnt import BadFont, Font

TRUETYPE, OPENTYPE = b"\0\1\0\0", b"OTTO"
_KEPT = ("cvt ", "fpgm", "prep")
_HAS_MORE, _WORDS, _SCALE, _TWO_SCALES, _MATRIX = 0x20, 0x1, 0x8, 0x40, 0x80


def embed(font: Font, glyphs: Sequence[int]) -> bytes:
    """*glyphs* of *font* as a font program whose glyph n is ``glyphs[n]``; the first must be 0.

    A TrueType file for outlines of glyf, a bare CFF for others. The same glyphs give the same bytes. Raises
    BadFont for a font whose tables contradict each other.
    """
    if not glyphs or glyphs[0] != 0:
        raise ValueError("glyph 0 comes first")
    try:
        if font.outlines == "glyf":
            return assemble(truetype_tables(font, list(glyphs)))
        return subset_cff(cff_of(font), glyphs, charstrings(font, glyphs))
    except (struct.error, IndexError) as error:
        raise BadFont(f"{font.path}: {error!r}") from error


def truetype_tables(font: Font, glyphs: list[int]) -> dict[str, bytes]:
    """The tables that *glyphs* need of a font of glyf outlines, the parts of composite glyphs behind them."""
    kept = list(dict.fromkeys(glyphs))
    if kept != glyphs:
        raise ValueError("a glyph is named twice")
    data: list[bytes] = []
    while len(data) < len(kept):
        fresh = font.glyph_data(kept[len(data) :])
        data += fresh
        parts = (part for outline in fresh for _, part in _components(outline))
        kept = list(dict.fromkeys([*kept, *parts]))
    with font.open() as file:
        tables = {tag: content for tag in _KEPT if (content := font.table(file, tag))}
        head = bytearray(font.table(file, "head"))
        hhea = bytearray(font.table(file, "hhea"))
        maxp = bytearray(font.table(file, "maxp"))
    numbers = {old: new for new, old in enumerate(kept)}
    glyf, offsets = bytearray(), [0]
    for outline in data:
        renumbered = bytearray(outline)
        for at, part in _components(outline):
            struct.pack_into(">H", renumbered, at, numbers[part])
        glyf += renumbered + bytes(-len(renumbered) % 4)
        offsets.append(len(glyf))
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">h", head, 50, 1)
    struct.pack_into(">H", hhea, 34, len(kept))
    struct.pack_into(">H", maxp, 4, len(kept))
    tables |= {
        "glyf": bytes(glyf),
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": metrics(font, kept),
        "loca": struct.pack(f">{len(offsets)}I", *offsets),
        "maxp": bytes(maxp),
    }
    return tables


def metrics(font: Font, glyphs: Sequence[int]) -> bytes:
    """The table hmtx of *glyphs*."""
    return b"".join(
        struct.pack(">Hh", round(font.width(old) * font.units / 1000), font.bearing(old)) for old in glyphs
    )


def _components(outline: bytes) -> list[tuple[int, int]]:
    """Where the parts of a composite glyph are named, and which they are; nothing for a simple glyph."""
    if len(outline) < 10 or struct.unpack_from(">h", outline)[0] >= 0:
        return []
    found, at, more = [], 10, True
    while more:
        flags, part = struct.unpack_from(">2H", outline, at)
        found.append((at + 2, part))
        at += 4 + (4 if flags & _WORDS else 2)
        at += 2 if flags & _SCALE else 4 if flags & _TWO_SCALES else 8 if flags & _MATRIX else 0
        more = bool(flags & _HAS_MORE)
    return found


def assemble(tables: dict[str, bytes], kind: bytes = TRUETYPE) -> bytes:
    """A font file of *tables* with its directory and checksums."""
    count = len(tables)
    power = count.bit_length() - 1
    head = struct.pack(">4s4H", kind, count, 16 << power, power, 16 * count - (16 << power))
    at, records, body = 12 + 16 * count, b"", b""
    for tag, content in sorted(tables.items()):
        records += struct.pack(
            ">4s3I", tag.encode("latin-1"), _checksum(content), at + len(body), len(content)
        )
        body += content + bytes(-len(content) % 4)
    whole = bytearray(head + records + body)
    place = at + _offset_of_head(tables) + 8
    struct.pack_into(">I", whole, place, (0xB1B0AFBA - _checksum(whole)) & 0xFFFFFFFF)
    return bytes(whole)


def _offset_of_head(tables: dict[str, bytes]) -> int:
    before = (content for tag, content in sorted(tables.items()) if tag < "head")
    return sum(len(content) + -len(content) % 4 for content in before)


def _checksum(data: bytes | bytearray) -> int:
    padded = bytes(data) + bytes(-len(data) % 4)
    words: tuple[int, ...] = struct.unpack(f">{len(padded) // 4}I", padded)
    return sum(words) & 0xFFFFFFFF
