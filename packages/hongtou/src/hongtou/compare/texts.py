"""A file as the text that is compared: a paragraph in each line, however it was broken, and each row of a table."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from hongtou.compare.rows import CELL_END
from hongtou.read.lines import Line, Region, Source

_WORD = "docx"


def comparable(source: Source, *, other: Source) -> str:
    """The text of *source* for comparing it with *other*, whatever kinds of files they are.

    Headers, footers and footnotes count when both are Word documents; in other files the former are page numbers and
    repetitions, and the latter stand in the body.
    """
    regions = [Region.BODY]
    if source.kind == other.kind == _WORD:
        regions = [Region.HEADER, Region.BODY, Region.NOTE, Region.FOOTER]
    lines = [line for region in regions for line in source.lines if line.region is region]
    return "\n".join(_paragraphs(lines))


def _paragraphs(lines: Iterable[Line]) -> Iterator[str]:
    for row, group in groupby(lines, key=lambda line: line.cell[:2] if line.cell else None):
        if row is not None:
            yield _row(list(group))
            continue
        pending = ""
        for line in group:
            text = line.text.replace(CELL_END, " ")
            if pending and not line.continues:
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
