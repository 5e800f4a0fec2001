"""The main text as a stream of grid lines, and the stream on pages."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import groupby

from hongtou.fonts import Face
from hongtou.layout.breaking import Line
from hongtou.layout.grid import CELL, HALF, PITCH, PORTRAIT, SIZE_3_PT, Area
from hongtou.layout.page import Bookmark, Item, Run
from hongtou.layout.setting import Faces, Setter

INDENT = 4
"""Half cells before the first line of a paragraph: two characters (7.3.3)."""


@dataclass(frozen=True, slots=True)
class Spot:
    """Where a row is drawn: the upper edge of its characters in mm, the distance to the next row, and whether it
    is the first or the last of its page. For a row of a table *top* is the upper edge of its cells."""

    top: float
    pitch: float = PITCH
    first: bool = False
    last: bool = False


Draw = Callable[[Spot], tuple[Item, ...]]


@dataclass(frozen=True, slots=True)
class Row:
    """One grid line of the stream. ``keep`` binds it to the row after it on one page; ``body`` says that it shows
    text of the body or 附件说明; ``again`` are rows set once more above it where it begins a page; ``table`` numbers
    the table that it belongs to; ``solid`` is how many rows from it on stand on one page whatever else they are kept
    with, as those of a picture do."""

    draw: Draw
    keep: bool = False
    blank: bool = False
    short: bool = False
    body: bool = False
    again: tuple[Row, ...] = ()
    table: int = 0
    solid: int = 0


def blank(count: int = 1, *, keep: bool = False) -> list[Row]:
    """*count* empty lines; they vanish at the top of a page."""
    return [Row(lambda spot: (), keep=keep, blank=True)] * count


def rows_of(
    setter: Setter,
    text: str,
    *,
    first: int = INDENT,
    rest: int = 0,
    faces: Faces = Face.FANGSONG,
    lead: Draw | None = None,
    area: Area = PORTRAIT,
) -> list[Row]:
    """*text* broken into rows of the 3号 grid; *lead* draws something more on the first of them."""
    lines = setter.lines(text, halves=area.halves, first=first, rest=rest, faces=faces)
    return [
        Row(_Text(setter, line, faces, lead if number == 0 else None, area.left), short=line.short)
        for number, line in enumerate(lines)
    ]


@dataclass(frozen=True, slots=True)
class _Text:
    """Draws one broken line, and on the first of a paragraph what *lead* adds."""

    setter: Setter
    line: Line
    faces: Faces
    lead: Draw | None
    left: float

    def __call__(self, spot: Spot) -> tuple[Item, ...]:
        own = self.setter.line(
            self.line, x=self.left, top=spot.top, half=HALF, size_pt=SIZE_3_PT, faces=self.faces
        )
        return (*(self.lead(spot) if self.lead else ()), *own)


def opening(row: Row, bookmark: Bookmark) -> Row:
    """*row* with *bookmark* on what it draws first."""
    return replace(row, draw=_Opening(row.draw, bookmark))


@dataclass(frozen=True, slots=True)
class _Opening:
    draw: Draw
    bookmark: Bookmark

    def __call__(self, spot: Spot) -> tuple[Item, ...]:
        drawn = self.draw(spot)
        first = next((index for index, item in enumerate(drawn) if isinstance(item, Run)), None)
        return tuple(
            replace(item, opens=self.bookmark) if index == first and isinstance(item, Run) else item
            for index, item in enumerate(drawn)
        )


def place(
    rows: Sequence[Row], first_top: float, pitch: float, area: Area = PORTRAIT
) -> list[list[tuple[Spot, Row]]]:
    """*rows* on pages, the first beginning at *first_top* mm, the others at the top of the type *area*.

    A row that is kept with its successor goes to the next page with it, unless they fill more than one. Blank rows do
    not begin a page.
    """
    pages: list[list[tuple[float, Row]]] = [[]]
    top, room, whole = first_top, _room(first_top, pitch, area), _room(area.top, pitch, area)

    def put(row: Row) -> None:
        nonlocal top, room
        if room < 1 or (room < row.solid <= whole and pages[-1]):
            pages.append([])
            top, room = area.top, whole
        fresh = not pages[-1] and len(pages) > 1
        if fresh and row.blank:
            return
        for each in (*(row.again if fresh else ()), row):
            pages[-1].append((top, each))
            top, room = top + pitch, room - 1

    index = 0
    while index < len(rows):
        end = index
        while rows[end].keep and end + 1 < len(rows):
            end += 1
        if room < end + 1 - index <= whole and pages[-1]:
            room = 0
        for row in rows[index : end + 1]:
            put(row)
        index = end + 1
    return [list(_spots(page, pitch, area)) for page in pages]


def _spots(page: Sequence[tuple[float, Row]], pitch: float, area: Area) -> Iterator[tuple[Spot, Row]]:
    """The rows of one page with their spots. The rows of a table share the height between the lines of text above
    and below it, and end where the type area ends."""
    lead = (pitch - CELL) / 2
    for table, group in groupby(page, key=lambda item: item[1].table):
        items = list(group)
        upper, lower = items[0][0], items[-1][0]
        if not table:
            yield from ((Spot(top, pitch), row) for top, row in items)
            continue
        upper = max(area.top, upper - lead)
        height = (min(area.bottom, lower + CELL + lead) - upper) / len(items)
        for number, (_, row) in enumerate(items):
            first, last = number == 0, number == len(items) - 1
            yield Spot(upper + number * height, height, first, last), row


def _room(top: float, pitch: float, area: Area) -> int:
    """How many lines fit between *top* and the lower edge of *area*: the last needs its characters only."""
    return int((area.bottom - CELL - top) / pitch + 1e-6) + 1
