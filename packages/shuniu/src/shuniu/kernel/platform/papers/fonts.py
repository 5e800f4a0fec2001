"""Which font prints which role, and what it cannot print.

An office's own licensed fonts (`$SHUNIU_HOME/fonts`) win, then a typeface of the right name installed on the
system, then the free ones (`$SHUNIU_HOME/fonts-free`, described by its fonts.json), then what the system has.
Substitutions and missing glyphs are told, never hidden: a box printed for a leader's name is a scandal.
"""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    import typst

# typst and fontTools are imported where they look into a font: every process would carry their 12 MB, and few print.


class Role(StrEnum):
    """The typefaces official printing speaks of."""

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
    """One face as Typst knows it."""

    family: str
    weight: int
    path: str
    index: int
    origin: Origin


@dataclass(frozen=True, slots=True)
class FontChoice:
    """The face that prints a role; `true` when it is that typeface and no stand-in."""

    role: Role
    face: FontFile
    true: bool


@dataclass(frozen=True, slots=True)
class Substitution:
    """A role, or some characters of it, printed in another typeface than the one asked for."""

    role: Role
    used: str
    characters: str = ""

    def __str__(self) -> str:
        if self.characters:
            return f"{self.role}缺字“{self.characters}”，用“{self.used}”代替"
        return f"缺少{self.role}，用“{self.used}”代替" if self.used else f"缺少{self.role}，没有可代替的字体"


@dataclass(frozen=True)
class FontSet:
    """The faces chosen for each role (a role may be absent when the machine has no Chinese font at all).

    `extras` are the office's other faces, such as one it bought for the rare characters of names.
    """

    choices: Mapping[Role, FontChoice]
    extras: tuple[FontFile, ...] = ()

    @property
    def substitutions(self) -> tuple[Substitution, ...]:
        """Every role that is not printed in its own typeface."""
        stand_ins = (self._stand_in(role) for role in Role)
        return tuple(stand_in for stand_in in stand_ins if stand_in)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that hold the chosen faces, the office's first."""
        faces = [*self.extras, *(choice.face for choice in self.choices.values())]
        faces.sort(key=lambda face: list(Origin).index(face.origin))
        return tuple(dict.fromkeys(str(Path(face.path).parent) for face in faces))

    def chain(self, role: Role) -> tuple[FontFile, ...]:
        """The faces tried for each character of *role*: its own, the extras, the other roles' as a net."""
        own = [self.choices[role].face] if role in self.choices else []
        net = (Role.SONGTI, Role.KAITI, Role.HEITI, Role.XIAOBIAOSONG, Role.FANGSONG)
        others = [self.choices[other].face for other in net if other in self.choices]
        return tuple(dict.fromkeys([*own, *self.extras, *others]))

    def as_inputs(self) -> dict[str, dict[str, object]]:
        """What the Typst library needs: for each role its families in order and its weight."""
        return {
            str(role): {
                "families": list(dict.fromkeys([*(face.family for face in self.chain(role)), _LATIN])),
                "weight": self.choices[role].face.weight if role in self.choices else 400,
            }
            for role in Role
        }

    def missing(self, text: str) -> str:
        """The characters of *text* that no face of the set can draw, each once, in order."""
        faces = self.chain(Role.FANGSONG)
        return "".join(c for c in drawn_characters(text) if not any(_draws(face, c) for face in faces))

    def borrowed(self, role: Role, text: str) -> tuple[Substitution, ...]:
        """The characters of *text* that *role*'s own face lacks and another face draws."""
        own, *others = self.chain(role) or (None,)
        lacking = [c for c in drawn_characters(text) if own and not _draws(own, c)]
        taken: dict[str, str] = {}
        for character in lacking:
            if donor := next((face for face in others if _draws(face, character)), None):
                taken[donor.family] = taken.get(donor.family, "") + character
        return tuple(Substitution(role, family, characters) for family, characters in taken.items())

    def _stand_in(self, role: Role) -> Substitution | None:
        choice = self.choices.get(role)
        if choice is None:
            return Substitution(role, "")
        return None if choice.true else Substitution(role, choice.face.family)


@dataclass(frozen=True, slots=True)
class _Pattern:
    true: re.Pattern[str]
    like: tuple[re.Pattern[str], ...]


def _names(*patterns: str) -> tuple[re.Pattern[str], ...]:
    return tuple(re.compile(pattern, re.IGNORECASE) for pattern in patterns)


_LATIN = "Libertinus Serif"  # embedded in Typst; the last net for Latin letters
_BOLD = 700
_FAMILY_NAMES = (1, 4, 16)  # records of the name table: family, full name, typographic family
_SERIF = _names(
    "Noto Serif (CJK )?SC", "Source Han Serif", "思源宋体", "FandolSong", "UMing", "WenQuanYi|Droid"
)
_SANS = _names("Noto Sans (CJK )?SC", "Source Han Sans", "思源黑体", "FandolHei", "WenQuanYi|Droid")
_KAI = _names("FandolKai", "UKai|KaitiM", "霞鹜文楷|LXGW WenKai")
_PATTERNS: dict[Role, _Pattern] = {
    Role.FANGSONG: _Pattern(
        re.compile(r"仿宋|fang ?song|simfang|FZFS", re.IGNORECASE),
        _names("FandolFang", "朱雀仿宋|Zhuque") + _KAI + _SERIF,
    ),
    Role.XIAOBIAOSONG: _Pattern(re.compile(r"小标宋|xiao ?biao ?song|FZXBS", re.IGNORECASE), _SERIF),
    Role.HEITI: _Pattern(re.compile(r"黑体|simhei|STHeiti|FZHei|FZHT", re.IGNORECASE), _SANS),
    Role.KAITI: _Pattern(re.compile(r"楷体|kaiti|simkai|FZKai", re.IGNORECASE), _KAI + _SERIF),
    Role.SONGTI: _Pattern(re.compile(r"^宋体|simsun|STSong|书宋|FZSS", re.IGNORECASE), _SERIF + _SANS),
}
_WEIGHT: dict[Role, int] = {Role.XIAOBIAOSONG: _BOLD}


def find_fonts(home: Path) -> FontSet:
    """The face for every role, from *home*/fonts, *home*/fonts-free and the system. Changes nothing."""
    folders = {Origin.OFFICE: home / "fonts", Origin.FREE: home / "fonts-free"}
    faces = [*_faces(folders[Origin.OFFICE], Origin.OFFICE), *_faces(folders[Origin.FREE], Origin.FREE)]
    faces += _system_faces(known={face.path for face in faces})
    declared = _declared(folders[Origin.FREE])
    choices = (_choose(role, faces, declared.get(role, "")) for role in Role)
    chosen = {choice.role: choice for choice in choices if choice}
    used = {choice.face for choice in chosen.values()}
    extras = tuple(face for face in faces if face.origin is Origin.OFFICE and face not in used)
    return FontSet(chosen, extras)


def drawn_characters(text: str) -> Iterable[str]:
    """The characters of *text* that leave ink, each once, in order of appearance."""
    return (c for c in dict.fromkeys(text) if c > "\x7f" and unicodedata.category(c)[0] not in "CZ")


def _choose(role: Role, faces: Iterable[FontFile], declared: str) -> FontChoice | None:
    best: tuple[tuple[int, ...], FontChoice] | None = None
    for face in faces:
        fit = _fit(role, face, declared)
        if fit is not None and (best is None or fit < best[0]):
            best = fit, FontChoice(role, face, true=fit[0] == 0)
    return best[1] if best else None


def _fit(role: Role, face: FontFile, declared: str) -> tuple[int, ...] | None:
    """How well *face* serves *role*, smaller is better; None when it does not."""
    weight = abs(face.weight - _WEIGHT.get(role, 400))
    origin = list(Origin).index(face.origin)
    names = _all_names(face)
    likeness = next((n for n, like in enumerate(_PATTERNS[role].like) if like.search(names)), None)
    if likeness is None and _PATTERNS[role].true.search(names):
        return (0, origin, 0, weight)
    if declared and face.origin is Origin.FREE and Path(face.path).name == declared:
        return (1, origin, 0, weight)
    return None if likeness is None else (1, origin, 1 + likeness, weight)


def _all_names(face: FontFile) -> str:
    """The family with, for an office's own file, the names inside it and of it (Chinese ones among them)."""
    return "\n".join((face.family, *_inner_names(face))) if face.origin is Origin.OFFICE else face.family


@lru_cache(maxsize=64)
def _inner_names(face: FontFile) -> tuple[str, ...]:
    from fontTools.ttLib import TTFont, TTLibError  # type: ignore[import-untyped]

    stem = Path(face.path).stem
    try:
        with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
            records = [r.toUnicode(errors="replace") for r in font["name"].names if r.nameID in _FAMILY_NAMES]
    except (TTLibError, OSError, KeyError):
        return (stem,)
    return (*dict.fromkeys(records), stem)


def _faces(folder: Path, origin: Origin) -> list[FontFile]:
    import typst

    if not folder.is_dir():
        return []
    found = typst.Fonts(include_system_fonts=False, include_embedded_fonts=False, font_paths=[str(folder)])
    return _as_files(found, origin)


def _system_faces(known: set[str]) -> list[FontFile]:
    import typst

    found = typst.Fonts(include_system_fonts=True, include_embedded_fonts=False)
    return [face for face in _as_files(found, Origin.SYSTEM) if face.path not in known]


def _as_files(found: typst.Fonts, origin: Origin) -> list[FontFile]:
    faces = (
        FontFile(font.family, font.weight, font.path, font.index, origin)
        for font in found.fonts()
        if font.path and font.style == "normal"
    )
    return sorted(faces, key=lambda face: (face.path, face.index))


def _declared(folder: Path) -> dict[Role, str]:
    """The file that fonts.json of the free fonts names for each role; nothing when there is no such list."""
    try:
        listed = json.loads((folder / "fonts.json").read_text("utf-8"))
    except (OSError, ValueError):
        return {}
    return {role: _file_name(listed.get(str(role))) for role in Role} if isinstance(listed, dict) else {}


def _file_name(entry: object) -> str:
    name = entry.get("file", "") if isinstance(entry, dict) else entry
    return Path(name).name if isinstance(name, str) else ""


def _draws(face: FontFile, character: str) -> bool:
    code = ord(character)
    return bool(_coverage(face)[code >> 3] & (1 << (code & 7)))


@lru_cache(maxsize=32)
def _coverage(face: FontFile) -> bytes:
    """One bit for each code point (136 KB a face, where a dictionary of 60 000 entries takes megabytes).

    A file that can no longer be read draws nothing, so that its characters are reported as missing.
    """
    from fontTools.ttLib import TTFont, TTLibError

    bits = bytearray(0x110000 >> 3)
    try:
        with TTFont(face.path, fontNumber=face.index, lazy=True) as font:
            codes = font.getBestCmap() or {}
    except (TTLibError, OSError):
        codes = {}
    for code in codes:
        bits[code >> 3] |= 1 << (code & 7)
    return bytes(bits)
