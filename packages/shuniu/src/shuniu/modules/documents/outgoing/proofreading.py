"""What hongtou says of a draft read as a whole document, with every passage in the field in which it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import hongtou
from hongtou import Edit, Finding, Question, Span
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.text import Content

ASKED = ("language", "structure", "genre", "validity")
"""The families asked here: head, number and 版记 come from the record, and the checks of the platform ask the others."""
_BLANKS = " \u3000\r\t"


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the whole document, and where its first character stands in which field ("" for no field)."""

    text: str
    field: str = ""
    start: int = 0


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its passage and its mending in the text of one field; `field` is empty where it has none."""

    finding: Finding
    field: str = ""
    start: int | None = None
    end: int | None = None
    edits: tuple[tuple[int, int, str], ...] = ()


def lines_of(document: OutgoingDocument, content: Content, today: date) -> tuple[Line, ...]:
    """The draft as the lines that a reader sees, those of its fields with their places."""
    day = document.document_date or today
    addressed = [Line(f"{'、'.join(content.addressees)}：")] if content.addressees else []
    single = len(content.annexes) == 1
    named = [
        Line(f"{'　　　' if n > 1 else '附件：'}{'' if single else f'{n}.'}{annex.title}")
        for n, annex in enumerate(content.annexes, start=1)
    ]
    annexes = [
        line
        for n, annex in enumerate(content.annexes, start=1)
        for line in (
            Line(f"附件{'' if single else n}"),
            Line(annex.title),
            *(Line(text.strip(_BLANKS)) for text in annex.text.split("\n")),
        )
    ]
    issuer = [Line(document.issuer_name)]
    found = [
        *issuer,
        *_placed("title", content.title),
        *addressed,
        *_placed("body", content.body),
        *named,
        *issuer,
        Line(f"{day.year}年{day.month}月{day.day}日"),
        *annexes,
    ]
    return tuple(line for line in found if line.text)


def _placed(field: str, text: str) -> Iterator[Line]:
    at = 0
    for raw in text.split("\n"):
        bare = raw.strip(_BLANKS)
        yield Line(bare, field, at + (raw.index(bare) if bare else 0))
        at += len(raw) + 1


def findings_on(document: OutgoingDocument, content: Content, today: date) -> tuple[Placed, ...]:
    """What the families `ASKED` find in *content*. No query."""
    lines = lines_of(document, content, today)
    if not content.body.strip():
        return ()
    try:
        read = hongtou.read("\n".join(line.text for line in lines).encode(), "draft.txt")
    except hongtou.Unreadable:
        return ()  # signs of no writing at all: the gate and the pages tell of them
    places = _places(read.text, lines)
    return tuple(_place(found, places) for found in hongtou.check_document(read, Question(select=ASKED)))


def _places(text: str, lines: Sequence[Line]) -> tuple[tuple[int, Line], ...]:
    """Where each line of the read *text* that stands in a field begins there; a line that was read otherwise is left
    out."""
    found: list[tuple[int, Line]] = []
    at = next_line = 0
    for read in text.split("\n"):
        number = next((n for n in range(next_line, len(lines)) if lines[n].text == read), None)
        if number is not None:
            next_line = number + 1
            if lines[number].field:
                found.append((at, lines[number]))
        at += len(read) + 1
    return tuple(found)


def _place(finding: Finding, places: Sequence[tuple[int, Line]]) -> Placed:
    span = finding.span
    there = _within(span, places) if span else None
    if there is None or span is None:
        return Placed(finding)
    field, start, end = there
    edits = _edits(finding.fix.edits, field, places) if finding.fix else ()
    return Placed(finding, field, start, end, edits)


def _within(span: Span, places: Sequence[tuple[int, Line]]) -> tuple[str, int, int] | None:
    """The passage in the field where it begins; what runs into another field ends with this one's line."""
    begins = _at(span.start, places)
    ends = _at(span.end, places)
    if begins is None:
        return None
    field, start = begins
    if ends is None or ends[0] != field or ends[1] < start:
        line = next(line for at, line in places if at <= span.start <= at + len(line.text))
        return field, start, line.start + len(line.text)
    return field, start, ends[1]


def _at(offset: int, places: Sequence[tuple[int, Line]]) -> tuple[str, int] | None:
    for at, line in places:
        if at <= offset <= at + len(line.text):
            return line.field, line.start + offset - at
    return None


def _edits(
    edits: Sequence[Edit], field: str, places: Sequence[tuple[int, Line]]
) -> tuple[tuple[int, int, str], ...]:
    """*edits* in the field; none where one of them reaches out of it: half a mending is none."""
    found = []
    for edit in edits:
        begins, ends = _at(edit.span.start, places), _at(edit.span.end, places)
        if begins is None or ends is None or begins[0] != field or ends[0] != field:
            return ()
        found.append((begins[1], ends[1], edit.text))
    return tuple(found)
