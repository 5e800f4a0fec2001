"""Pictures as rows: as large as they were wished, made smaller until they stand inside the type area, centred, whole
lines high so that the text below stays on the grid, and with the line below that names them on the same page."""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from hongtou.layout.flow import Row, Spot, rows_of
from hongtou.layout.grid import CELL, PITCH, PORTRAIT, Area
from hongtou.layout.page import Figure
from hongtou.layout.setting import Setter
from hongtou.model import Block, Paragraph, Picture

MOST_LINES = 18
"""Lines that a picture of the main text may take: where lines are set wider (7.3.5.5) a page has no more."""
_NAMES_IT = re.compile(
    r"图\s*[\d一二三四五六七八九十]{1,3}(?:[-—.．]\d{1,3})?(?!\d)[\s\u3000:：]*[^。；]{0,40}"
)


def caption_in(block: Block | None, above: Block | None) -> str:
    """What *block* says when it is the line that names the picture *above* it, 图1 and what it shows; else nothing."""
    if isinstance(block, Paragraph) and isinstance(above, Picture) and _NAMES_IT.fullmatch(block.text):
        return block.text
    return ""


def lines_of(height: float) -> int:
    """How many lines of the grid a height in mm takes: the last needs its characters only."""
    return max(1, math.ceil((height - CELL) / PITCH - 1e-6) + 1)


def height_of(lines: int) -> float:
    """How high *lines* lines of the grid are, in mm."""
    return (lines - 1) * PITCH + CELL


def fit_picture(picture: Picture, lines: int, area: Area = PORTRAIT) -> tuple[float, float]:
    """Width and height in mm in which *picture* stands in *lines* lines of *area*, never larger than it was wished."""
    scale = min(1.0, area.width / picture.width, height_of(lines) / picture.height)
    return picture.width * scale, picture.height * scale


def picture_rows(picture: Picture, room: int, *, named: bool, area: Area = PORTRAIT) -> Iterator[Row]:
    """The rows of *picture*, at most *room* of them; they stay on one page, *named* with the row behind them."""
    width, height = fit_picture(picture, room, area)
    count = lines_of(height)
    figure = _Drawn(picture, width, height, count, area)
    for index in range(count):
        yield Row(
            figure if index == 0 else _nothing,
            keep=named or index < count - 1,
            body=True,
            solid=count - index,
        )


def caption_rows(setter: Setter, text: str, area: Area = PORTRAIT) -> Iterator[Row]:
    """The line that names a picture, centred below it; a longer one runs over the whole width."""
    halves = setter.halves(text)
    first = max(0, area.halves - halves) // 2
    for row in rows_of(setter, text, first=first, area=area):
        yield replace(row, body=True)


@dataclass(frozen=True, slots=True)
class _Drawn:
    picture: Picture
    width: float
    height: float
    lines: int
    area: Area

    def __call__(self, spot: Spot) -> tuple[Figure, ...]:
        """In the middle of its lines, and smaller where these are set closer (7.3.5.5)."""
        room = (self.lines - 1) * spot.pitch + CELL
        scale = min(1.0, room / self.height)
        width, height = self.width * scale, self.height * scale
        x = self.area.left + (self.area.width - width) / 2
        return (Figure(self.picture, x, spot.top + (room - height) / 2, width, height),)


def _nothing(spot: Spot) -> tuple[Figure, ...]:
    return ()
