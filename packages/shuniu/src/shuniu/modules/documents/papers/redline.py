"""花脸稿 in print: two versions of a draft, what was struck out and what was put in."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from pathlib import Path

from shuniu.kernel.platform.papers import Paper, Role, declare


@dataclass(frozen=True, slots=True)
class RedlineRun:
    """Words of a line; *change* is same, inserted or deleted."""

    text: str
    change: str = "same"


@dataclass(frozen=True, slots=True)
class RedlineLine:
    """One paragraph; *note* says where to it moved, or from where; *cells* are its cells when it is the row of a table."""

    runs: tuple[RedlineRun, ...]
    note: str = ""
    cells: tuple[tuple[RedlineRun, ...], ...] = ()


@dataclass(frozen=True, slots=True)
class RedlinePart:
    """One part of the document: 标题, 主送, 正文, an annex."""

    label: str
    lines: tuple[RedlineLine, ...]


@dataclass(frozen=True, slots=True)
class RedlineData:
    """花脸稿 of *document_title*: *before* and *after* name the two versions with who saved them and when."""

    title: str
    document_title: str
    document_number: str
    before: str
    after: str
    summary: str
    parts: tuple[RedlinePart, ...]
    printed_on: date


REDLINE = declare(
    Paper(
        "documents.redline",
        "花脸稿",
        Path(__file__).parent / "redline.typ",
        roles=(Role.FANGSONG, Role.XIAOBIAOSONG, Role.HEITI),
    )
)
