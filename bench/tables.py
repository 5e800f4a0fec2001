"""Plain tables for a terminal, Chinese characters counted as two, and aims that are met or missed."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Aim:
    """Something that was promised, what was measured, and whether it holds."""

    promise: str
    measured: str
    met: bool

    def __str__(self) -> str:
        return f"{'✓ 达到' if self.met else '✗ 没有达到'}  {self.promise}：{self.measured}"


def width(text: str) -> int:
    """How many columns *text* takes."""
    return sum(2 if unicodedata.east_asian_width(c) in "WF" else 1 for c in text)


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """*rows* under *head*: the first two columns to the left, figures to the right."""
    lines = [tuple(head), *(tuple(row) for row in rows)]
    wide = [max(width(line[i]) for line in lines) for i in range(len(head))]

    def written(line: Sequence[str]) -> str:
        cells = []
        for i, text in enumerate(line):
            gap = " " * (wide[i] - width(text))
            cells.append(text + gap if i < 2 else gap + text)
        return "  ".join(cells).rstrip()

    return "\n".join([written(lines[0]), "─" * (sum(wide) + 2 * (len(wide) - 1)), *map(written, lines[1:])])
