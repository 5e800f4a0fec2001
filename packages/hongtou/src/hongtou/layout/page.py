"""The Page model: what stands where on each page, in millimetres from its upper left corner.

Every pen draws the same model; nothing of the layout is decided in a pen.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import TypeAlias

from hongtou.fonts import Face, FontSet, Substitution
from hongtou.model import Picture


class Colour(StrEnum):
    """Black, and the red of the head (5.2.4, 7.2.4, 7.2.7); the others mark changes in a redline."""

    BLACK = "black"
    RED = "red"
    BLUE = "blue"
    GREEN = "green"


@dataclass(frozen=True, slots=True)
class Bookmark:
    """A place that a reader's outline leads to: level 0 for the title and annexes, 1 to 4 for headings."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Run:
    """Characters of one face and size on one baseline.

    ``advances`` has one width per character, in mm; ``narrow`` is the horizontal scale of the glyphs (1: as
    drawn). ``y`` is the baseline. ``shifts`` moves single glyphs inside their advance (an opening mark whose
    blank half was taken away), by index. ``opens`` is the bookmark that leads here.
    """

    text: str
    x: float
    y: float
    size_pt: float
    face: Face
    advances: tuple[float, ...]
    colour: Colour = Colour.BLACK
    narrow: float = 1.0
    shifts: tuple[tuple[int, float], ...] = ()
    opens: Bookmark | None = None

    def __post_init__(self) -> None:
        if len(self.advances) != len(self.text):
            raise ValueError(f"{len(self.text)} characters, {len(self.advances)} advances")

    @property
    def width(self) -> float:
        return sum(self.advances)


@dataclass(frozen=True, slots=True)
class Rule:
    """A straight line from (x1, y1) to (x2, y2), ``thickness`` mm."""

    x1: float
    y1: float
    x2: float
    y2: float
    thickness: float
    colour: Colour = Colour.BLACK


@dataclass(frozen=True, slots=True)
class Figure:
    """A picture with its upper left corner and its size in mm."""

    picture: Picture
    x: float
    y: float
    width: float
    height: float


Item: TypeAlias = Run | Rule | Figure


@dataclass(frozen=True, slots=True)
class Page:
    """One page. ``number`` is what is printed on it; None on blank pages and where the standard prints none.

    ``across`` is what stands on it turned by a quarter to the left: a sheet 297 mm wide and 210 mm high, whose upper
    edge is the left edge of the page (clause 8). The number stands upright on the page itself.
    """

    runs: tuple[Run, ...] = ()
    rules: tuple[Rule, ...] = ()
    number: int | None = None
    figures: tuple[Figure, ...] = ()
    across: Page | None = None

    @classmethod
    def of(cls, items: Iterable[Item], number: int | None = None) -> Page:
        """The page that shows *items*."""
        drawn = tuple(items)
        return cls(
            tuple(item for item in drawn if isinstance(item, Run)),
            tuple(item for item in drawn if isinstance(item, Rule)),
            number,
            tuple(item for item in drawn if isinstance(item, Figure)),
        )

    @property
    def every_run(self) -> tuple[Run, ...]:
        """All runs, those that are turned last."""
        return (*self.runs, *self.across.every_run) if self.across else self.runs

    @property
    def items(self) -> tuple[Item, ...]:
        """What stands upright on it."""
        return (*self.runs, *self.rules, *self.figures)

    def with_items(self, items: Iterable[Item]) -> Page:
        """The page with *items* drawn after what stands on it."""
        both = Page.of((*self.items, *items))
        return replace(self, runs=both.runs, rules=both.rules, figures=both.figures)


@dataclass(frozen=True, slots=True)
class Layout:
    """The pages of a document, the fonts they were set for, and what the reader of the result should know.

    ``adjusted`` says in a Chinese sentence what was changed under 7.3.5.5; empty otherwise. ``short_lines``
    counts lines that end in an empty cell because a mark may not begin the next one. ``missing`` are the
    characters that no font draws (empty boxes), ``substitutions`` what is printed in another typeface.
    ``moved_addressees`` says that 主送机关 stands in the 版记 (7.3.2).
    """

    pages: tuple[Page, ...]
    fonts: FontSet
    title: str = ""
    adjusted: str = ""
    short_lines: int = 0
    missing: str = ""
    substitutions: tuple[Substitution, ...] = ()
    moved_addressees: bool = False

    @property
    def warnings(self) -> tuple[str, ...]:
        """What is to be told before anyone prints, as Chinese sentences; empty when all is as it should be."""
        boxes = (f"字体里没有这些字，打印成了方框：{self.missing}",) if self.missing else ()
        return boxes + tuple(map(str, self.substitutions))
