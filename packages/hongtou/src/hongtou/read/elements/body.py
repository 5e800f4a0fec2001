"""正文: paragraphs, headings of four levels, tables (article 9, item 9; GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby

from hongtou.model import Block, Heading, Paragraph, Span, Table
from hongtou.read.lines import Passage

_HANZI = "一二三四五六七八九十百"
_MARKERS = (
    re.compile(rf"[{_HANZI}]{{1,4}}、"),
    re.compile(rf"[（(][{_HANZI}]{{1,4}}[）)]"),
    re.compile(r"\d{1,2}[.．、](?:(?!\d)|(?=(?:19|20)\d{2}年))"),
    re.compile(r"[（(]\d{1,2}[）)]"),
)
_HEADING_LIMIT = 45
_RUNS_ON = re.compile(r"[。；！？]\s*\S|[，；：]$|[；！？]")


def marker_of(text: str) -> tuple[int, str] | None:
    """The level (1 to 4) and the marker ``text`` opens with, or None."""
    for level, pattern in enumerate(_MARKERS, start=1):
        if match := pattern.match(text):
            return level, match.group()
    return None


def blocks_of(passages: Sequence[Passage]) -> tuple[Block, ...]:
    """The blocks of consecutive passages; the cells of a table become one block."""
    return tuple(_blocks(passages))


def _blocks(passages: Sequence[Passage]) -> Iterator[Block]:
    for number, group in groupby(passages, key=_table_number):
        if number is None:
            yield from map(_block, group)
        else:
            yield _table(list(group))


def _table_number(passage: Passage) -> int | None:
    cell = passage.lines[0].cell
    return cell[0] if cell else None


def _block(passage: Passage) -> Heading | Paragraph:
    return block_of(passage.text, passage.span)


def block_of(text: str, span: Span) -> Heading | Paragraph:
    """One paragraph of text as a block: a heading when it opens with a marker, is short and does not run on."""
    found = marker_of(text)
    if found is None:
        return Paragraph(text, span)
    level, marker = found
    if len(text) <= _HEADING_LIMIT and not _RUNS_ON.search(text):
        return Heading(text, span, level, marker)
    return Paragraph(text, span, level, marker)


def _table(passages: list[Passage]) -> Table:
    rows: dict[int, dict[int, str]] = {}
    for passage in passages:
        _, row, column = passage.lines[0].cell or (0, 0, 0)
        cells = rows.setdefault(row, {})
        if passage.lines[0].cells:
            cells.update(enumerate(passage.lines[0].cells))
            continue
        cells[column] = f"{cells[column]}\n{passage.text}" if column in cells else passage.text
    height, width = max(rows) + 1, max(max(cells) for cells in rows.values()) + 1
    if passages[0].lines[0].grid:
        height, width = passages[0].lines[0].grid
    return Table(
        tuple(tuple(rows.get(row, {}).get(column, "") for column in range(width)) for row in range(height)),
        Span(passages[0].span.start, passages[-1].span.end, passages[0].span.page),
    )
