"""The fonts chosen for one printing, and what they cannot do.

Substitutions and missing glyphs are told, never hidden: a box printed for a leader's name is a scandal.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

from hongtou.fonts.faces import Face, FontChoice, FontFile, Origin, Substitution
from hongtou.fonts.sfnt import BadFont, load

_STOPS = frozenset("，。、；：！？")
_INKLESS = frozenset(("Cc", "Cf", "Cs", "Zs", "Zl", "Zp"))
_NET = (Face.SONGTI, Face.KAITI, Face.HEITI, Face.XIAOBIAOSONG, Face.FANGSONG)


@dataclass(frozen=True)
class FontSet:
    """The faces chosen for each role (a role may be absent when the machine has no Chinese font at all).

    `extras` are the office's other faces, such as one it bought for the rare characters of names.
    """

    choices: Mapping[Face, FontChoice]
    extras: tuple[FontFile, ...] = ()
    _drawing: dict[tuple[Face, str], FontFile | None] = field(
        default_factory=dict, init=False, compare=False, repr=False
    )

    @property
    def substitutions(self) -> tuple[Substitution, ...]:
        """Every role that is not printed in its own typeface."""
        stand_ins = (self.stand_in(role) for role in Face)
        return tuple(stand_in for stand_in in stand_ins if stand_in)

    @property
    def folders(self) -> tuple[str, ...]:
        """The folders that hold the chosen faces, the office's first."""
        faces = [*self.extras, *(choice.face for choice in self.choices.values())]
        faces.sort(key=lambda face: list(Origin).index(face.origin))
        return tuple(dict.fromkeys(str(Path(face.path).parent) for face in faces))

    def chain(self, role: Face) -> tuple[FontFile, ...]:
        """The faces tried for each character of *role*: its own, the extras, the other roles' as a net."""
        own = [self.choices[role].face] if role in self.choices else []
        others = [self.choices[other].face for other in _NET if other in self.choices]
        return tuple(dict.fromkeys([*own, *self.extras, *others]))

    def drawing(self, role: Face, character: str) -> FontFile | None:
        """The face that draws *character* in *role*; None when no face of the set does. It is asked for once: a set
        is made anew when the fonts of a machine have changed."""
        key = (role, character)
        if key not in self._drawing:
            self._drawing[key] = self._find(role, character)
        return self._drawing[key]

    def _find(self, role: Face, character: str) -> FontFile | None:
        faces = self.chain(role)
        if character in _STOPS and role is Face.KAITI and faces and "UKai" in faces[0].family:
            # AR PL UKai sets its commas and stops in the middle of the cell, as Taiwan does.
            faces = (*self.chain(Face.SONGTI), *faces)
        return next((face for face in faces if draws(face, character)), None)

    def missing(self, text: str) -> str:
        """The characters of *text* that no face of the set can draw, each once, in order."""
        return "".join(c for c in drawn_characters(text) if self.drawing(Face.FANGSONG, c) is None)

    def borrowed(self, role: Face, text: str) -> tuple[Substitution, ...]:
        """The characters of *text* that *role*'s own face lacks and another face draws."""
        own = next(iter(self.chain(role)), None)
        taken: dict[str, str] = {}
        for character in drawn_characters(text) if own else ():
            donor = self.drawing(role, character)
            if own and donor and donor != own and not (character in _STOPS and draws(own, character)):
                taken[donor.family] = taken.get(donor.family, "") + character
        return tuple(Substitution(role, family, characters) for family, characters in taken.items())

    def stand_in(self, role: Face) -> Substitution | None:
        """What stands in for *role*; None when it is printed in its own typeface."""
        choice = self.choices.get(role)
        if choice is None:
            return Substitution(role, "")
        return None if choice.true else Substitution(role, choice.face.family)


def drawn_characters(text: str) -> Iterable[str]:
    """The characters of *text* that leave ink, each once, in order of appearance; not those of ASCII."""
    return (c for c in dict.fromkeys(text) if c > "\x7f" and not inkless(c))


@lru_cache(maxsize=20_000)
def inkless(character: str) -> bool:
    """Whether it leaves no ink: a blank, a control or formatting character, a variation selector. Characters of an
    office's own (造字) do leave some."""
    return (
        unicodedata.category(character) in _INKLESS
        or 0xFE00 <= ord(character) <= 0xFE0F
        or (0xE0100 <= ord(character) <= 0xE01EF)
    )


def draws(face: FontFile, character: str) -> bool:
    """Whether *face* has a glyph for *character*. A file that can no longer be read draws nothing, so that its
    characters are reported as missing."""
    try:
        return load(face.path, face.index).glyph(character) != 0
    except (OSError, BadFont):
        return False
