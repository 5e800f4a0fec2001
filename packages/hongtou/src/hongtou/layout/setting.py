"""From text to runs: characters of one face on one baseline, each on its half cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from hongtou.fonts import Face
from hongtou.layout.breaking import OPENING, Line, atoms_of, break_lines
from hongtou.layout.grid import baseline, mm
from hongtou.layout.metrics import Metrics
from hongtou.layout.page import Colour, Run

Faces = Face | Sequence[Face]
"""One face, or one for each character."""


@dataclass(frozen=True, slots=True)
class Setter:
    """Sets text with the measures of one set of fonts."""

    metrics: Metrics

    def lines(
        self, text: str, *, halves: int, first: int = 0, rest: int = 0, faces: Faces = Face.FANGSONG
    ) -> list[Line]:
        """*text* broken into lines of *halves* half cells; see `break_lines`."""
        return break_lines(
            text, halves=halves, first=first, rest=rest, width=lambda at, c: self._halves(faces, at, c)
        )

    def line(
        self, line: Line, *, x: float, top: float, half: float, size_pt: float, faces: Faces = Face.FANGSONG
    ) -> Iterator[Run]:
        """The runs of *line*, whose measure begins at *x* and whose characters have their upper edge at *top*.

        *half* is the width of half a cell in mm. A squeezed closing mark keeps its ink and loses the blank behind
        it; a squeezed opening mark is drawn half a cell further left, so that its blank is what disappears.
        """
        advances: list[float] = []
        shifts: dict[int, float] = {}
        for index, atom in enumerate(line.atoms):
            if index in line.squeezed:
                if atom.text in OPENING:
                    shifts[len(advances)] = -half
                advances.append(atom.widths[0] * half - half)
            else:
                advances += [halves * half for halves in atom.widths]
        text = line.text
        at, start = x + line.indent * half, 0
        own = [faces] if isinstance(faces, Face) else faces[line.at : line.at + len(text)]
        for face, group in groupby(own):
            end = len(text) if isinstance(faces, Face) else start + len(list(group))
            if start == end:
                return
            yield Run(
                text=text[start:end],
                x=at,
                y=baseline(top, size_pt),
                size_pt=size_pt,
                face=face,
                advances=tuple(advances[start:end]),
                shifts=tuple((n - start, shift) for n, shift in shifts.items() if start <= n < end),
            )
            at += sum(advances[start:end])
            start = end

    def text(
        self,
        text: str,
        *,
        x: float,
        top: float,
        size_pt: float,
        face: Face = Face.FANGSONG,
        colour: Colour = Colour.BLACK,
        cell: float | None = None,
        narrow: float = 1.0,
    ) -> Run:
        """One run of *text* whose first character begins at *x*; *cell* is the width of a full character in mm
        (None: as wide as the size)."""
        return Run(
            text=text,
            x=x,
            y=baseline(top, size_pt),
            size_pt=size_pt,
            face=face,
            advances=self.advances(text, cell if cell is not None else mm(size_pt), face),
            colour=colour,
            narrow=narrow,
        )

    def advances(self, text: str, cell: float, face: Face = Face.FANGSONG) -> tuple[float, ...]:
        """The width of each character when a full one is *cell* mm; Latin words fill whole half cells."""
        atoms = atoms_of(text, lambda at, c: self._halves(face, at, c))
        return tuple(width * cell / 2 for atom in atoms for width in atom.widths)

    def length(self, text: str, cell: float, face: Face = Face.FANGSONG) -> float:
        """How wide *text* is when a full character is *cell* mm."""
        return sum(self.advances(text, cell, face))

    def halves(self, text: str, face: Face = Face.FANGSONG) -> int:
        """How many half cells *text* fills."""
        return round(self.length(text, 2.0, face))

    def _halves(self, faces: Faces, at: int, character: str) -> float:
        return 2 * self.metrics.width(_face(faces, at), character)


def _face(faces: Faces, at: int) -> Face:
    return faces if isinstance(faces, Face) else faces[at]
