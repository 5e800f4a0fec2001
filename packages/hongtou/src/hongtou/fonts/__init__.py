"""Fonts: finding them, knowing what they can draw, reading what is embedded of them."""

from hongtou.fonts.faces import Face, FontChoice, FontFile, Origin, Substitution
from hongtou.fonts.finding import find_fonts, is_named
from hongtou.fonts.fontset import FontSet, drawn_characters, draws, inkless
from hongtou.fonts.sfnt import BadFont, Font, load

__all__ = [
    "BadFont",
    "Face",
    "Font",
    "FontChoice",
    "FontFile",
    "FontSet",
    "Origin",
    "Substitution",
    "draws",
    "drawn_characters",
    "find_fonts",
    "inkless",
    "is_named",
    "load",
]
