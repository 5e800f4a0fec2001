"""Glyphs that stand somewhere on a page, put together into lines and paragraphs: what PDF and OFD readers share."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from hongtou.read.lines import RawLine, Source, assemble
from hongtou.read.unreadable import Kind, Unreadable

MAX_PAGES = 2_000
STAMPED = 60
"""So few characters over an image are a stamped number, and the page is a picture."""
MOST_OF_PAGE = 0.5
_FOLIO = re.compile(r"[-—–－─·\s]*\d{1,4}[-—–－─·\s]*|第\s*\d+\s*页.{0,12}")


@dataclass(frozen=True, slots=True)
class Glyph:
    """A character with its place in points: ``left`` and ``right`` of its cell, ``baseline`` from below."""

    character: str
    left: float
    right: float
    baseline: float
    size: float


@dataclass(frozen=True, slots=True)
class PrintedLine:
    """A line as it stands on a page: ``left``, ``right``, ``size`` in points."""

    text: str
    page: int
    left: float
    right: float
    size: float


def lines_of(glyphs: Iterable[Glyph], page: int) -> list[PrintedLine]:
    """The lines of one page from top to bottom, page numbers included; pages count from 1."""
    return [_line(row, page) for row in _rows(list(glyphs))]


def _rows(glyphs: list[Glyph]) -> Iterator[list[Glyph]]:
    """Glyphs of one line together, lines from the top down."""
    row: list[Glyph] = []
    for glyph in sorted(glyphs, key=lambda glyph: -glyph.baseline):
        if row and row[0].baseline - glyph.baseline > 0.5 * min(row[0].size, glyph.size):
            yield row
            row = []
        row.append(glyph)
    if row:
        yield row


def _line(row: list[Glyph], page: int) -> PrintedLine:
    row.sort(key=lambda glyph: glyph.left)
    size = median(glyph.size for glyph in row)
    pieces = [row[0].character]
    for before, after in pairwise(row):
        if after.character == before.character and after.left - before.left < 0.3 * size:
            continue  # printed twice, a little apart, to look bold
        if after.left - before.right > 0.7 * size:
            pieces.append("　" if after.left - before.right > 1.5 * size else " ")
        pieces.append(after.character)
    inked = [glyph for glyph in row if not glyph.character.isspace()] or row
    return PrintedLine("".join(pieces), page, inked[0].left, inked[-1].right, size)


def paged_source(
    kind: str, pages: Sequence[Sequence[PrintedLine]], *, metadata: Mapping[str, str], lacking: str
) -> Source:
    """The source of a file whose pages hold these lines, page numbers left out; *lacking* is what a page without any
    lacks (文字层). Raises Unreadable (no_text) when all do."""
    kept = [_without_folio(page) for page in pages]
    lines = [line for page in kept for line in page]
    if not lines:
        raise Unreadable(Kind.NO_TEXT, f"这个{kind.upper()}文件没有{lacking}，应当是扫描件。请按扫描件登记。")
    bare = [str(number) for number, page in enumerate(kept, start=1) if not page]
    raw = [
        RawLine(line.text, page=line.page, continues=goes_on)
        for line, goes_on in zip(lines, _continuations(lines), strict=True)
    ]
    remarks = [f"第{'、'.join(bare)}页没有{lacking}，未读取。"] if bare else []
    return assemble(kind, raw, metadata=metadata, remarks=remarks, pages=len(pages))


def _without_folio(lines: Sequence[PrintedLine]) -> list[PrintedLine]:
    """``lines`` of a page without a page number in its last or first line."""
    inked = [line for line in lines if line.text.strip()]
    for edge in (-1, 0):
        if len(inked) > 1 and _FOLIO.fullmatch(inked[edge].text.strip()):
            del inked[edge]
    return inked


def _continuations(lines: list[PrintedLine]) -> list[bool]:
    """For each line, whether the line above was broken only because it was full.

    The outermost left and right edges that more than a few lines share are those of the type area: a paragraph
    goes on where a line at the left edge follows one that reaches the right edge in the same size.
    """
    if not lines:
        return []
    left = min(_shared(Counter(round(line.left / 4) for line in lines))) * 4.0
    right = max(_shared(Counter(round(line.right / 8) for line in lines))) * 8.0
    result = [False]
    for above, line in pairwise(lines):
        full = above.right > right - 1.7 * above.size
        flush = line.left < left + 0.8 * line.size
        alike = abs(above.size - line.size) < 0.15 * line.size
        result.append(full and flush and alike)
    return result


def _shared(edges: Counter[int]) -> list[int]:
    """The edges that a tenth of all lines have, or the most frequent one; headings and notes alone do not count."""
    most = edges.most_common(1)[0][1]
    enough = min(most, max(2, edges.total() / 10))
    return [edge for edge, count in edges.items() if count >= enough]
