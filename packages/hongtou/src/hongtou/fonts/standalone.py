"""The used part of a font as a font file of its own, which finds its glyphs by their characters.

A PDF names glyphs by number and keeps the rest to itself; an OFD file, a browser and a system ask for a whole file
(ISO/IEC 14496-22), with a table of characters.
"""

from __future__ import annotations

import struct
from collections.abc import Mapping, Sequence

from hongtou.fonts.cff import subset_cff
from hongtou.fonts.cff_font import cff_of, charstrings
from hongtou.fonts.embedding import OPENTYPE, TRUETYPE, assemble, metrics, truetype_tables
from hongtou.fonts.sfnt import BadFont, Font

_WINDOWS, _BASIC, _FULL, _ENGLISH = 3, 1, 10, 0x409
_MOST_SEGMENTS = 8000
"""More do not fit the length field of format 4; format 12 has them all."""
_SHORTEST_OS2 = 78


def standalone(font: Font, glyphs: Sequence[int], codes: Mapping[str, int], name: str) -> bytes:
    """*glyphs* of *font*, renumbered in their order, as a file called *name*; *codes* says which new number each
    character has. The first glyph must be 0. The same arguments give the same bytes. Raises BadFont for a font
    whose tables contradict each other, OSError for one that can no longer be read.
    """
    try:
        if font.outlines == "glyf":
            kind, tables = TRUETYPE, truetype_tables(font, list(glyphs))
        else:
            kind, tables = OPENTYPE, _cff_tables(font, glyphs)
        with font.open() as file:
            os2 = font.table(file, "OS/2")
    except (struct.error, IndexError) as error:
        raise BadFont(f"{font.path}: {error!r}") from error
    characters = sorted((ord(character), code) for character, code in codes.items() if code)
    tables |= {
        "OS/2": os2 if len(os2) >= _SHORTEST_OS2 else _os2(),
        "cmap": _cmap(characters),
        "name": _names(name),
        "post": struct.pack(">I28x", 0x00030000),  # without names of glyphs
    }
    return assemble(tables, kind)


def _cff_tables(font: Font, glyphs: Sequence[int]) -> dict[str, bytes]:
    outlines = subset_cff(cff_of(font), glyphs, charstrings(font, glyphs))
    with font.open() as file:
        head, hhea = bytearray(font.table(file, "head")), bytearray(font.table(file, "hhea"))
    struct.pack_into(">I", head, 8, 0)
    struct.pack_into(">H", hhea, 34, len(glyphs))
    return {
        "CFF ": outlines,
        "head": bytes(head),
        "hhea": bytes(hhea),
        "hmtx": metrics(font, glyphs),
        "maxp": struct.pack(">IH", 0x00005000, len(glyphs)),
    }


def _cmap(characters: Sequence[tuple[int, int]]) -> bytes:
    """Format 4 for all systems; format 12 beside it when there are characters outside the basic plane."""
    groups = _groups(characters)
    basic = _format_4([group for group in groups if group[1] < 0xFFFF][:_MOST_SEGMENTS])
    tables = [(_BASIC, basic)]
    if any(last > 0xFFFF for _, last, _ in groups) or len(groups) > _MOST_SEGMENTS:
        tables.append((_FULL, _format_12(groups)))
    at, records = 4 + 8 * len(tables), b""
    for encoding, table in tables:
        records += struct.pack(">HHI", _WINDOWS, encoding, at)
        at += len(table)
    return struct.pack(">HH", 0, len(tables)) + records + b"".join(table for _, table in tables)


def _groups(characters: Sequence[tuple[int, int]]) -> list[tuple[int, int, int]]:
    """Neighbours whose glyphs are neighbours: first and last character, glyph of the first."""
    groups: list[tuple[int, int, int]] = []
    for code, glyph in characters:
        first, last, start = groups[-1] if groups else (0, -1, 0)
        if groups and code == last + 1 and glyph == start + code - first and code != 0x10000:
            groups[-1] = (first, code, start)
        else:
            groups.append((code, code, glyph))
    return groups


def _format_4(groups: Sequence[tuple[int, int, int]]) -> bytes:
    segments = [*groups, (0xFFFF, 0xFFFF, 0)]
    count = len(segments)
    power = count.bit_length() - 1
    lasts = struct.pack(f">{count}H", *(last for _, last, _ in segments))
    firsts = struct.pack(f">{count}H", *(first for first, _, _ in segments))
    shifts = struct.pack(f">{count}H", *((glyph - first) & 0xFFFF for first, _, glyph in segments))
    body = lasts + b"\0\0" + firsts + shifts + bytes(2 * count)
    search = 2 << power
    return struct.pack(">7H", 4, 14 + len(body), 0, 2 * count, search, power, 2 * count - search) + body


def _format_12(groups: Sequence[tuple[int, int, int]]) -> bytes:
    body = b"".join(struct.pack(">3I", *group) for group in groups)
    return struct.pack(">HHIII", 12, 0, 16 + len(body), 0, len(groups)) + body


def _names(name: str) -> bytes:
    """What the font calls itself: family, style, full name, name for printers."""
    plain = "".join(character for character in name if character.isascii() and character.isalnum()) or "Font"
    texts = {1: name, 2: "Regular", 4: name, 6: plain}
    strings, records = b"", b""
    for kind, text in texts.items():
        data = text.encode("utf-16-be")
        records += struct.pack(">6H", _WINDOWS, _BASIC, _ENGLISH, kind, len(data), len(strings))
        strings += data
    return struct.pack(">3H", 0, len(texts), 6 + len(records)) + records + strings


def _os2() -> bytes:
    """A table OS/2 of version 0 for a font that has none: regular, upright, may be embedded."""
    start = struct.pack(">HhHHH", 0, 1000, 400, 5, 0)
    edges = struct.pack(">HHHhhhHH", 0x40, 0x20, 0xFFFF, 880, -120, 0, 880, 120)
    return start + bytes(48) + b"    " + edges


__all__ = ["standalone"]
