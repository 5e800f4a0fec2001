"""A file as the text that is compared: a paragraph in each line, however it was broken, and each row of a table."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import groupby

from hongtou.compare.breaks import broken_like
from hongtou.compare.pictures import lines_with_pictures
from hongtou.compare.rows import CELL_END
from hongtou.model import Span
from hongtou.read.elements import document_of
from hongtou.read.lines import Line, Region, Source

_WORD = "docx"
_OF_LINES = ("pdf", "ofd")
_BLANKS = re.compile(r"[^\S\n\t]+")
_BLANK_IN_LATIN = re.compile(r"(?<=[!-~])[^\S\n\t]+(?=[!-~])")


def comparable(old: Source, new: Source) -> tuple[str, str]:
    """The texts of both for ``compare``, whatever kinds of files they are.

    What lies on pages (PDF, OFD) knows no paragraphs, only lines: it takes its line ends and its tables from the other
    one where both say the same.
    """
    before, after = _text(old, other=new), _text(new, other=old)
    if new.kind in _OF_LINES:
        return before, broken_like(after, before)
    if old.kind in _OF_LINES:
        return broken_like(before, after), after
    return before, after


def _text(source: Source, *, other: Source) -> str:
    """The text of *source* for comparing it with *other*.

    A title is one paragraph, wherever its lines are broken. Headers, footers and footnotes count when both are Word
    documents; in other files the former are page numbers and repetitions, and the latter stand in the body. Between
    files of two kinds blanks count only where they part Latin words and figures: elsewhere they are layout. A line
    stands for each picture when both are files of one kind.
    """
    regions = [Region.BODY]
    if source.kind == other.kind == _WORD:
        regions = [Region.HEADER, Region.BODY, Region.NOTE, Region.FOOTER]
    alike = source.kind == other.kind  # a PDF keeps the pixels of a picture, not its file
    held = list(lines_with_pictures(source)) if alike else source.lines
    lines = [line for region in regions for line in held if line.region is region]
    title = document_of(source).title
    text = "\n".join(_paragraphs(lines, title.span if title else None))
    if alike:
        return text
    return _BLANKS.sub("", _BLANK_IN_LATIN.sub("\0", text)).replace("\0", " ")


def _paragraphs(lines: Iterable[Line], title: Span | None) -> Iterator[str]:
    for row, group in groupby(lines, key=lambda line: line.cell[:2] if line.cell else None):
        if row is not None:
            yield _row(list(group))
            continue
        pending = ""
        for line in group:
            text = line.text.replace(CELL_END, " ")
            goes_on = line.continues or (title is not None and title.start < line.start < title.end)
            if pending and not goes_on:
                yield pending
                pending = ""
            pending += text
        yield pending


def _row(lines: list[Line]) -> str:
    """The cells of one row, empty ones included, several lines of a cell behind each other."""
    columns: dict[int, str] = {}
    for line in lines:
        if line.cell:
            text, column = line.text.replace(CELL_END, " "), line.cell[2]
            columns[column] = f"{columns[column]} {text}" if column in columns else text
    grid = lines[0].grid
    width = max([*(column + 1 for column in columns), grid[1] if grid else 1])
    return CELL_END.join(columns.get(column, "") for column in range(width))
