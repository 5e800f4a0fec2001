"""Text whose parts are struck through or underlined, set on the half cells that all text is set on."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from itertools import groupby

from hongtou.fonts import Face
from hongtou.layout.breaking import Line
from hongtou.layout.flow import Spot
from hongtou.layout.grid import LEFT, mm
from hongtou.layout.page import Colour, Rule, Run
from hongtou.layout.setting import Setter


class Mark(StrEnum):
    """What became of a stretch; NONE is false."""

    NONE = ""
    WENT = "deleted"
    CAME = "inserted"
    LEFT = "moved from here"
    ARRIVED = "moved to here"


_INKS = {
    Mark.NONE: Colour.BLACK,
    Mark.WENT: Colour.RED,
    Mark.CAME: Colour.BLUE,
    Mark.LEFT: Colour.GREEN,
    Mark.ARRIVED: Colour.GREEN,
}
_MIDDLE, _UNDER, _TWICE = 0.5, 1.12, 0.14
"""Where the lines run, in ems below the upper edge of the characters, and how far two of them lie apart."""
_LINES = {
    Mark.NONE: (),
    Mark.WENT: (_MIDDLE,),
    Mark.CAME: (_UNDER,),
    Mark.LEFT: (_MIDDLE - _TWICE / 2, _MIDDLE + _TWICE / 2),
    Mark.ARRIVED: (_UNDER, _UNDER + _TWICE),
}
_THICKNESS = 0.25
_BAR_OFF, _BAR = 5.0, 0.5


@dataclass(frozen=True, slots=True)
class Stretch:
    """Characters of one fate and one face."""

    text: str
    mark: Mark = Mark.NONE
    face: Face = Face.FANGSONG


@dataclass(frozen=True, slots=True)
class Marked:
    """A paragraph with a mark and a face for each of its characters."""

    setter: Setter
    text: str
    marks: tuple[Mark, ...]
    faces: tuple[Face, ...]

    @classmethod
    def of(cls, setter: Setter, stretches: Iterable[Stretch]) -> Marked:
        """The paragraph that *stretches* make."""
        parts = list(stretches)
        return cls(
            setter,
            "".join(part.text for part in parts),
            tuple(part.mark for part in parts for _ in part.text),
            tuple(part.face for part in parts for _ in part.text),
        )

    def lines(self, *, halves: int, first: int = 0, rest: int = 0) -> list[Line]:
        """The paragraph broken into lines of *halves* half cells; see ``break_lines``."""
        return self.setter.lines(self.text, halves=halves, first=first, rest=rest, faces=self.faces)

    def is_changed(self, line: Line) -> bool:
        """Whether anything in *line* went, came or moved."""
        return any(self.marks[at] for at in _offsets(line))

    def draw(self, line: Line, *, x: float, top: float, half: float, size_pt: float) -> Iterator[Run | Rule]:
        """The runs of *line* in their colours, and the lines through and under them; see ``Setter.line``."""
        offsets = _offsets(line)
        set_runs = self.setter.line(line, x=x, top=top, half=half, size_pt=size_pt, faces=self.faces)
        for run in set_runs:
            own = [next(offsets) for _ in run.text]
            for mark, group in groupby(range(len(own)), key=lambda index: self.marks[own[index]]):  # noqa: B023
                yield from _marked(run, list(group), mark, top)


def _offsets(line: Line) -> Iterator[int]:
    """Where each character of *line* stands in its paragraph."""
    return iter(range(line.at, line.at + sum(len(atom.text) for atom in line.atoms)))


def _marked(run: Run, indexes: Sequence[int], mark: Mark, top: float) -> Iterator[Run | Rule]:
    """The characters *indexes* of *run*, one stretch of it, with *mark*."""
    start, end = indexes[0], indexes[-1] + 1
    x = run.x + sum(run.advances[:start])
    part = replace(
        run,
        text=run.text[start:end],
        x=x,
        advances=run.advances[start:end],
        colour=_INKS[mark],
        shifts=tuple((index - start, shift) for index, shift in run.shifts if start <= index < end),
    )
    yield part
    for height in _LINES[mark]:
        y = top + height * mm(run.size_pt)
        yield Rule(x, y, x + part.width, y, _THICKNESS, _INKS[mark])


@dataclass(frozen=True, slots=True)
class MarkedRow:
    """Draws one line of a marked paragraph, and a bar at the margin when something changed in it."""

    marked: Marked
    line: Line | None
    x: float
    half: float
    size_pt: float

    def __call__(self, spot: Spot) -> tuple[Run | Rule, ...]:
        if self.line is None:
            return ()
        drawn = list(
            self.marked.draw(self.line, x=self.x, top=spot.top, half=self.half, size_pt=self.size_pt)
        )
        if self.marked.is_changed(self.line):
            x = LEFT - _BAR_OFF
            drawn.append(Rule(x, spot.top, x, spot.top + mm(self.size_pt), _BAR))
        return tuple(drawn)
