"""Breaking a paragraph into lines of half cells (GB/T 9704-2012, 5.2.3; marks after GB/T 15834).

Of the two ways to keep a mark from beginning a line (kinsoku), squeezing is chosen: the mark is taken into the
line before, where full-width marks give up their blank half, the last one first. Lines so stay full, as 28
characters a line ask, and every other character stays on its cell. Only where too few marks can give way, or an
opening mark would end the line, does a line end an empty cell early; `Line.short` says so. A mark never hangs
outside the type area, and nothing is stretched.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from math import ceil

from hongtou.layout.metrics import halves_of

NEVER_FIRST = frozenset("，。、；：？！）》」』】〕〉”’％‰℃·…—～,.;:?!)]}%")
NEVER_LAST = frozenset("（《「『【〔〈“‘([{￥$")
CLOSING = frozenset("，。、；：？！）》」』】〕〉”’")
OPENING = frozenset("（《「『【〔〈“‘")
_TOGETHER = re.compile(
    r"[0-9]+(?:[.,:/-][0-9]+)*[%‰℃]?|[A-Za-z]+(?:[-'.][A-Za-z]+)*|—+|…+|.",
    re.DOTALL,
)
LONGEST_TOGETHER = 24
_SQUARE = (2.0,)

Width = Callable[[int, str], float]
"""How wide the character at an offset is, in half cells."""


@dataclass(frozen=True, slots=True)
class Atom:
    """Characters that no line break may part: how many half cells they fill together, the width of each in half
    cells, and whether it can give up half a cell: a full-width mark its blank half. The letters of a Latin word share
    what is left over.
    """

    text: str
    halves: int
    widths: tuple[float, ...]
    gives: bool = False


@dataclass(slots=True)
class Line:
    """One broken line: its atoms, the half cells before it, which atoms were squeezed (by index), and where in the text
    it begins."""

    atoms: list[Atom]
    indent: int
    squeezed: set[int] = field(default_factory=set)
    short: bool = False
    at: int = 0

    @property
    def halves(self) -> int:
        """The width of its characters, without the indent."""
        return sum(atom.halves for atom in self.atoms) - len(self.squeezed)

    @property
    def text(self) -> str:
        return "".join(atom.text for atom in self.atoms)


def _fixed(_: int, character: str) -> float:
    return float(halves_of(character))


def atoms_of(text: str, width: Width = _fixed, *, room: int | None = None) -> list[Atom]:
    """*text* as what may not be parted: numbers, words, dashes, and single characters.

    What is wider than *room* half cells (or very long) is parted all the same.
    """
    found = []
    most = min(LONGEST_TOGETHER, room or LONGEST_TOGETHER)
    at = 0
    for piece in _TOGETHER.findall(text):
        atom = _square(piece) or _atom(piece, at, width)
        if atom.halves > most and len(piece) > 1:
            found += [_square(c) or _atom(c, at + n, width) for n, c in enumerate(piece)]
        else:
            found.append(atom)
        at += len(piece)
    return found


@lru_cache(maxsize=20_000)
def _square(text: str) -> Atom | None:
    """The atom of one character that fills its square in every typeface; None for anything else."""
    if len(text) != 1 or halves_of(text) != 2:
        return None
    return Atom(text, 2, _SQUARE, text in CLOSING or text in OPENING)


def _atom(text: str, at: int, width: Width) -> Atom:
    natural = [width(at + n, character) for n, character in enumerate(text)]
    total = sum(natural)
    whole = max(1, ceil(total - 0.05))
    stretch = whole / total if total else 1.0
    return Atom(text, whole, tuple(each * stretch for each in natural))


def break_lines(
    text: str, *, halves: int, first: int = 0, rest: int = 0, width: Width = _fixed
) -> list[Line]:
    """The lines of *text* in a measure of *halves* half cells, the first indented by *first* half cells and the
    others by *rest*. An empty text gives one empty line.

    Raises ValueError when the measure cannot hold a single character.
    """
    room = halves - max(first, rest)
    if room < 2:
        raise ValueError("the measure is narrower than one character")
    atoms, lines, start, at = atoms_of(text, width, room=room), list[Line](), 0, 0
    while start < len(atoms) or not lines:
        indent = rest if lines else first
        line = _fill(atoms, start, halves - indent, indent)
        line.at = at
        lines.append(line)
        start += len(line.atoms)
        at += sum(len(atom.text) for atom in line.atoms)
        while start < len(atoms) and atoms[start].text == " ":
            start, at = start + 1, at + 1
    return lines


def _fill(atoms: Sequence[Atom], start: int, room: int, indent: int) -> Line:
    """One line from *start*: as much as fits, then as the marks allow."""
    end, used = start, 0
    while end < len(atoms) and used + atoms[end].halves <= room:
        used += atoms[end].halves
        end += 1
    if end == len(atoms):
        return Line(list(atoms[start:end]), indent)
    if end == start:
        return Line([atoms[start]], indent)  # one character wider than the measure: it has to go somewhere
    taken = _squeeze_in(atoms, start, end, room)
    if taken is not None:
        return Line(list(atoms[start : taken[0]]), indent, taken[1])
    legal = end
    while legal > start + 1 and not may_part(atoms[legal - 1], atoms[legal]):
        legal -= 1
    if not may_part(atoms[legal - 1], atoms[legal]):
        legal = end
    short = sum(atom.halves for atom in atoms[start:legal]) < room - 1
    return Line(list(atoms[start:legal]), indent, short=short)


def may_part(before: Atom, after: Atom) -> bool:
    """Whether a line may end between the two."""
    return after.text[0] not in NEVER_FIRST and before.text[-1] not in NEVER_LAST


def _squeeze_in(atoms: Sequence[Atom], start: int, end: int, room: int) -> tuple[int, set[int]] | None:
    """The end of the line when marks that may not begin the next one are taken in, and which marks give way;
    None when nothing has to be taken in, or there is not enough to give."""
    last = end
    while last < len(atoms) and atoms[last].text[0] in NEVER_FIRST:
        last += 1
    if last == end or (last < len(atoms) and not may_part(atoms[last - 1], atoms[last])):
        return None
    over = sum(atom.halves for atom in atoms[start:last]) - room
    giving = [i for i in range(last - start - 1, -1, -1) if atoms[start + i].gives]
    return (last, set(giving[:over])) if len(giving) >= over else None
