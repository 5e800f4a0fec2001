"""The lines of a document as they were typed, for rules about elements that the reader could not make out."""

from __future__ import annotations

import re
from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile
from operator import attrgetter
from typing import NamedTuple

from hongtou.model import Document, Span
from hongtou.read.elements.annexes import opens_notes
from hongtou.read.elements.words import is_organ

HANZI_DIGITS = "〇零○OＯo一二三四五六七八九十壹贰叁肆伍陆柒捌玖拾"
RIGHT_DATE = re.compile(r"\d{4}年(?:[1-9]|1[0-2])月(?:[1-9]|[12]\d|3[01])日")
_YEAR = rf"(?:\d{{2}}|\d{{4}}|[{HANZI_DIGITS}]{{2,4}})"
_FEW = rf"(?:\d{{1,2}}|[{HANZI_DIGITS}元廿]{{1,3}})"
LOOSE_DATE = re.compile(
    rf"{_YEAR}[ 　]*(?:年[ 　]*{_FEW}[ 　]*月(?:份|[ 　]*[底初]|[ 　]*[上中下]旬"
    rf"|[ 　]*(?:{_FEW}|[×xX＊*_＿]{{1,2}})[ 　]*[日号]?)?"
    rf"|年[ 　]*\d{{1,2}}[-－—–./．／·]\d{{1,2}}[日号]?"
    rf"|[-－—–./．／、·][ 　]*\d{{1,2}}(?:[-－—–./．／、·][ 　]*\d{{1,2}}[日号]?)?)"
)
"""A date in whatever manner it is written, complete or not."""
ANNEX_LABEL = re.compile(rf"附[ 　]*[件表][ 　]*(?:\d{{1,2}}|[{HANZI_DIGITS}]{{1,3}})?[ 　]*[:：、.．]?")
_IMPRINT = re.compile(r"(?:抄[ 　]*[送报发]|分[ 　]*送|主题词)[ 　]*[:：]|.*印[ 　]*发$")


_start, _end = attrgetter("start"), attrgetter("end")
_SURE, _LABEL_ROOM = 0.9, 12


class Line(NamedTuple):
    """A line that is not blank: its words without the blanks around them, and where they stand."""

    text: str
    start: int
    end: int

    @property
    def span(self) -> Span:
        """Its words in ``Document.text``."""
        return Span(self.start, self.end)

    def part(self, start: int, end: int) -> Span:
        """Characters *start* to *end* of its words."""
        return Span(self.start + start, self.start + end)


@lru_cache(maxsize=8)
def _lines_in(text: str) -> tuple[Line, ...]:
    return tuple(
        Line(match.group().rstrip(), match.start(), match.start() + len(match.group().rstrip()))
        for match in re.finditer(r"(?m)\S.*$", text)
    )


def lines_of(document: Document) -> tuple[Line, ...]:
    """All lines that are not blank, in the order of the text."""
    return _lines_in(document.text)


def head_lines(document: Document) -> tuple[Line, ...]:
    """The lines above addressees and body."""
    starts = [value.span.start for value in document.addressees]
    starts += [block.span.start for block in document.body[:1]]
    end = min(starts, default=0)
    return tuple(line for line in lines_of(document) if line.start < end)


def closing_lines(document: Document) -> Iterator[Line]:
    """The last lines of the paper itself: behind the running text, before annexes and 版记."""
    begin = document.body[0].span.start if document.body else 0
    dated = document.document_date
    yield from _closing_lines(document.text, begin, dated.span if dated else None)


@lru_cache(maxsize=8)
def _closing_lines(text: str, begin: int, dated: Span | None) -> tuple[Line, ...]:
    lines, end = _lines_in(text), len(text)
    for line in lines:
        if line.start >= begin and (ANNEX_LABEL.fullmatch(line.text) or _IMPRINT.match(line.text)):
            end = line.start
            break
    if dated and begin < dated.start < end:
        end = min(end, _end_of_line(text, dated.end))
    return tuple([line for line in lines if begin < line.start < end][-8:])


def _end_of_line(text: str, at: int) -> int:
    found = text.find("\n", at)
    return len(text) if found < 0 else found + 1


def line_at(document: Document, offset: int) -> Line | None:
    """The line in which character *offset* stands."""
    lines = lines_of(document)
    index = bisect_right(lines, offset, key=_start) - 1
    return lines[index] if index >= 0 and offset < lines[index].end else None


def line_before(document: Document, offset: int) -> Line | None:
    """The last line that ends before character *offset*."""
    lines = lines_of(document)
    index = bisect_right(lines, offset, key=_end) - 1
    return lines[index] if index >= 0 else None


def lines_after(document: Document, offset: int) -> tuple[Line, ...]:
    """The lines that begin at or after character *offset*."""
    lines = lines_of(document)
    return lines[bisect_left(lines, offset, key=_start) :]


_NOTE_OPENS = re.compile(
    r"(?:附[ 　]*件[ 　]*(?:[:：，,、.．;；—－\- 　]|(?=《|\d{1,2}[.．、]|[一二三四]、|[（(]\d|①"
    r"|(?:\d{1,2}|[一二三四五])[:：]))"
    r"|附[ 　]*表?[:：])[ 　]*(?=\S)"
)


def note_lines(document: Document) -> tuple[Line, ...]:
    """The lines of the 附件说明 as typed, whether or not they are in their form; empty where there is none."""
    lines = list(closing_lines(document))
    if document.annex_notes:
        first = line_at(document, document.annex_notes[0].span.start)
        lines = [line for line in lines if first and line.start >= first.start]
    for index, line in enumerate(lines):
        if _NOTE_OPENS.match(line.text) and len(line.text) <= 90:
            rest = takewhile(lambda other: not _ends_notes(other.text), lines[index + 1 :])
            return (line, *rest)
    return ()


def _ends_notes(text: str) -> bool:
    bracketed = text.startswith(("（", "(")) and text.endswith(("）", ")"))
    return bool(LOOSE_DATE.search(text)) or is_organ(text) or bracketed


def annex_labels(document: Document) -> tuple[Line, ...]:
    """The lines 附件, 附件1 … that open annexes behind the date, whether or not they are in their form."""
    dated = document.document_date
    begin = len(document.text)
    if dated and dated.confidence >= _SURE:
        begin = dated.span.end
    elif document.annexes:
        begin = document.annexes[0].span.start - _LABEL_ROOM
    lines = [line for line in lines_of(document) if line.start >= begin]
    return tuple(
        line
        for index, line in enumerate(lines)
        if ANNEX_LABEL.fullmatch(line.text) and not announces(lines[index : index + 2])
    )


def announces(lines: Sequence[Line]) -> bool:
    """Whether the first of *lines* is 附件： alone before a numbered name: an annex announces annexes of its own."""
    return len(lines) > 1 and opens_notes(lines[0].text, lines[1].text)
