"""The typefaces that official printing speaks of, font files, and what had to stand in for them."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Face(StrEnum):
    """The typefaces of GB/T 9704-2012."""

    FANGSONG = "仿宋"
    XIAOBIAOSONG = "小标宋"
    HEITI = "黑体"
    KAITI = "楷体"
    SONGTI = "宋体"


class Origin(StrEnum):
    """Where a font was found."""

    OFFICE = "本单位字体"
    FREE = "免费字体"
    SYSTEM = "系统字体"


@dataclass(frozen=True, slots=True)
class FontFile:
    """One face in a font file; ``index`` counts the faces of a collection."""

    family: str
    weight: int
    path: str
    index: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The file that prints a typeface; ``true`` when it is that typeface and no stand-in."""

    role: Face
    face: FontFile
    true: bool


@dataclass(frozen=True, slots=True)
class Substitution:
    """A typeface, or some characters of it, printed in another one than was asked for."""

    role: Face
    used: str
    characters: str = ""

    def __str__(self) -> str:
        if self.characters:
            return f"{self.role}缺字“{self.characters}”，用“{self.used}”代替"
        return f"缺少{self.role}，用“{self.used}”代替" if self.used else f"缺少{self.role}，没有可代替的字体"
