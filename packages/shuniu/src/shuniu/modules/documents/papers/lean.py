"""The printed forms of 精简文件 and 提升质量: the board, the written explanation, the 公文质量通报 (§3.6, JW-02)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from shuniu.modules.documents import papers


@dataclass(frozen=True, slots=True)
class PrintedTable:
    """One table of a board: its heads (the first names the lines) and its lines as text."""

    title: str
    note: str
    heads: tuple[str, ...]
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class BoardData:
    """A board as it is printed; *standing* says how the year stands, *said* stands at the foot of every page."""

    title: str
    standing: str
    tables: tuple[PrintedTable, ...]
    said: str


@dataclass(frozen=True, slots=True)
class ExplanationData:
    """The written explanation of an office to its superior, with the figures it speaks of."""

    title: str
    sent_to: str
    paper: str
    office: str
    unit: str
    year: int
    last_year: int
    issued: int
    extra: int
    text: str
    person: str
    sent_on: date | None


@dataclass(frozen=True, slots=True)
class BulletinUnit:
    """One unit in a 公文质量通报: never a person, no points, no rank."""

    unit: str
    submitted: int
    returned: int
    rate: str
    kinds: str


@dataclass(frozen=True, slots=True)
class BulletinData:
    """公文质量通报 of a period: *kinds* are (kind, count) of what was found, *said* stands at the foot."""

    title: str
    period: str
    office: str
    submitted: int
    returned: int
    rate: str
    kinds: tuple[tuple[str, str], ...]
    units: tuple[BulletinUnit, ...]
    made_on: date
    said: str


BOARD = papers.form("issue_board", "发文总量", landscape=True)
EXPLANATION = papers.form("ceiling_explanation", "发文数量超过上年的书面说明")
BULLETIN = papers.form("quality_bulletin", "公文质量通报")
