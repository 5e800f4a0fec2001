"""The fonts of an installation: its own licensed ones, the free ones, those of the system.

Which file prints which role, and what it cannot print, is hongtou's to say: documents and printed forms use the same.
"""

from __future__ import annotations

from pathlib import Path

import hongtou
from hongtou import Face as Role
from hongtou import FontChoice, FontFile, FontSet, Origin, Substitution


def find_fonts(home: Path) -> FontSet:
    """The face for every role, from *home*/fonts, *home*/fonts-free and the system. Changes nothing."""
    return hongtou.find_fonts(office=home / "fonts", free=home / "fonts-free")


__all__ = ["FontChoice", "FontFile", "FontSet", "Origin", "Role", "Substitution", "find_fonts"]
