"""The CFF table of a font file, parsed once, and its charstrings as they are asked for."""

from __future__ import annotations

import struct
from collections.abc import Sequence
from functools import lru_cache

from hongtou.fonts.cff_parsing import Cff, parse_cff
from hongtou.fonts.sfnt import BadFont, Font


@lru_cache(maxsize=8)
def cff_of(font: Font) -> Cff:
    """The parts of *font*'s CFF table. Raises BadFont when they contradict each other."""
    try:
        with font.open() as file:
            return parse_cff(font.table(file, "CFF "))
    except (struct.error, IndexError, KeyError) as error:
        raise BadFont(f"{font.path}: {error!r}") from error


def charstrings(font: Font, glyphs: Sequence[int]) -> list[bytes]:
    """The outlines of *glyphs* as the font has them. Raises BadFont for a glyph that it does not have."""
    cff = cff_of(font)
    if any(glyph >= len(cff.places) - 1 for glyph in glyphs):
        raise BadFont("a glyph that the font does not have")
    return font.pieces("CFF ", [(cff.places[glyph], cff.places[glyph + 1]) for glyph in glyphs])
