"""Pictures in a comparison: a line of words stands for each, which changes when the picture does."""

from __future__ import annotations

import hashlib
import re
from collections.abc import Iterator

from hongtou.model import Picture
from hongtou.read.lines import Line, Region, Source

_MARK = re.compile(r"〔图片：.*，\d+×\d+像素，[0-9a-f]{8}〕")
_BLANKS = re.compile(r"\s+")


def mark_of(picture: Picture) -> str:
    """What stands for *picture*: its description, its size, and a number that its bytes alone give."""
    width, height = picture.pixels
    told = _BLANKS.sub(" ", picture.description.strip()) or "没有说明"
    return f"〔图片：{told}，{width}×{height}像素，{hashlib.sha256(picture.data).hexdigest()[:8]}〕"


def is_mark(text: str) -> bool:
    """Whether a line stands for a picture."""
    return text.startswith("〔") and _MARK.fullmatch(text) is not None


def lines_with_pictures(source: Source) -> Iterator[Line]:
    """The lines of *source*, and one for each of its pictures below the line that it stands below; one in the cell of a
    table below its row."""
    waiting = [(_below_its_row(source, placed.below), placed.picture) for placed in source.pictures]
    at = 0
    for index in range(-1, len(source.lines)):
        if index >= 0:
            line = source.lines[index]
            at = line.start + len(line.text)
            yield line
        for below, picture in waiting:
            if below == index:
                yield Line(mark_of(picture), at, None, Region.BODY, continues=False, cell=None)


def _below_its_row(source: Source, below: int) -> int:
    lines = source.lines
    while below >= 0 and below + 1 < len(lines) and _same_row(lines[below], lines[below + 1]):
        below += 1
    return below


def _same_row(one: Line, other: Line) -> bool:
    return one.cell is not None and other.cell is not None and one.cell[:2] == other.cell[:2]
