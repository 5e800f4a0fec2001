"""What hongtou says of a draft read as a whole document, with every passage in the field in which it was typed."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import hongtou
from hongtou import Edit, Finding, Question, Span
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing.setting import issuers_of
from shuniu.modules.documents.outgoing.text import Content

FAMILIES = ("language", "structure", "genre", "validity")
ELEMENTS = (
    "YS-07A",
    "YS-07B",
    "YS-07C",
    "YS-07D",
    "YS-08D",
    "YS-13A",
    "GB-16A",
    "GB-19A",
    "GB-19B",
    "GB-36A",
)
"""What of the elements is typed: number, signer, date, marks and 版记 come from the record in the form of the standard."""
ASKED = (*FAMILIES, *ELEMENTS)
"""What is asked here: routing, burden and secrecy have their own checks, the page is set by the platform itself."""
_BLANKS = " \u3000\r\t"
_FIELDS = {
    "title": "title",
    "signature": "title",  # the record signs: where the two differ the title is what can be changed
    "addressees": "addressees",
    "body": "body",
    "copies": "copy_to",
    "note": "note",
}
"""The field that a finding without a passage is about, by the part of the document that it names."""


@dataclass(frozen=True, slots=True)
class Line:
    """One line of the whole document, and where its words stand in which field ("" for no field): `start` is the place
    of its first character but `skip`, those that the platform put before them. None where what was typed was put into
    other words: then the field alone is known."""

    text: str
    field: str = ""
    start: int | None = 0
    skip: int = 0

    def place(self, offset: int) -> int | None:
        """Where the character *offset* of the line stands in the field, the nearest of the field's for one put before
        them."""
        return None if self.start is None else self.start + max(offset - self.skip, 0)


@dataclass(frozen=True, slots=True)
class Placed:
    """A finding with its passage and its mending in the text of one field; `field` is empty where it has none."""

    finding: Finding
    field: str = ""
    start: int | None = None
    end: int | None = None
    edits: tuple[tuple[int, int, str], ...] = ()


def annex_field(number: int, part: str) -> str:
    """The field of the form in which the `title` or the `text` of annex *number* stands."""
    return f"annex{number}-annex_{part}"


def fields_of(content: Content) -> Iterator[tuple[str, str]]:
    """Every field of free words, with what stands in it."""
    yield "title", content.title
    yield "body", content.body
    yield "note", content.note
    for number, annex in enumerate(content.annexes, start=1):
        yield annex_field(number, "title"), annex.title
        yield annex_field(number, "text"), annex.text


def lines_of(document: OutgoingDocument, content: Content, today: date) -> tuple[Line, ...]:
    """The draft as the lines that a reader sees, those of its fields with their places. One query for a joint document, else
    none."""
    day = document.document_date or today
    single = len(content.annexes) == 1
    named, annexes = [], []
    for number, annex in enumerate(content.annexes, start=1):
        field = annex_field(number, "title")
        title = annex.title.strip(_BLANKS)
        at = annex.title.find(title)
        before = f"{'' if number > 1 else '附件：'}{'' if single else f'{number}.'}"
        named.append(Line(before + title, field, at, len(before)))
        annexes += [Line(f"附件{'' if single else number}"), Line(title, field, at)]
        annexes += _placed(annex_field(number, "text"), annex.text)
    note, issuers = content.note.strip(_BLANKS), issuers_of(document)
    found = [
        Line(f"{'、'.join(issuers)}{_suffix(document)}"),
        Line(document.number or _number(document, day)),
        *_placed("title", content.title),
        Line(f"{'、'.join(content.addressees)}：" * bool(content.addressees), "addressees", None),
        *_placed("body", content.body),
        *named,
        *map(Line, issuers),
        Line(f"{day.year}年{day.month}月{day.day}日"),
        Line(f"（{note}）" * bool(note), "note", content.note.find(note), 1),
        *annexes,
        Line(f"抄送：{'，'.join(content.copy_to)}。" * bool(content.copy_to), "copy_to", None),
    ]
    return tuple(line for line in found if line.text)


def _suffix(document: OutgoingDocument) -> str:
    return "文件" if document.form == OutgoingDocument.Form.FORMAL else ""


def _number(document: OutgoingDocument, day: date) -> str:
    """What stands for the number that is given later: without one the text would be read as no official document."""
    return "第1号" if document.genre == hongtou.Genre.ORDER else f"政发〔{day.year}〕1号"


def _placed(field: str, text: str) -> Iterator[Line]:
    at = 0
    for raw in text.split("\n"):
        bare = raw.strip(_BLANKS)
        yield Line(bare, field, at + (raw.index(bare) if bare else 0))
        at += len(raw) + 1


def findings_on(document: OutgoingDocument, content: Content, today: date) -> tuple[Placed, ...]:
    """What the families `ASKED` find in *content*. Queries as `lines_of`."""
    lines = lines_of(document, content, today)
    if not content.body.strip():
        return ()
    try:
        read = hongtou.read("\n".join(line.text for line in lines).encode(), "draft.txt")
    except hongtou.Unreadable:
        return ()  # signs of no writing at all: the gate and the pages tell of them
    places = _places(read.text, lines)
    said: dict[tuple[object, ...], Placed] = {}
    for found in hongtou.check_document(read, Question(select=_asked_of(document))):
        placed = _place(found, places)
        # The name of an annex stands in two places and is typed once.
        said.setdefault((found.code, found.message, placed.field, placed.start, placed.end), placed)
    return tuple(said.values())


def _asked_of(document: OutgoingDocument) -> tuple[str, ...]:
    """便函, 白头文件 and 简报 are no official documents of the regulation: article 9 asks nothing of them."""
    return ASKED if document.form == OutgoingDocument.Form.FORMAL else FAMILIES


def refuses(finding: Finding) -> bool:
    """Whether *finding* keeps a draft from going on: an element against a clause that says 应当."""
    return finding.family == "elements" and finding.refuses


def standing_refusals(document: OutgoingDocument, content: Content, today: date) -> tuple[Finding, ...]:
    """What keeps *content* from being signed, of the whole document. Queries as `lines_of`."""
    found = (placed.finding for placed in findings_on(document, content, today))
    return tuple(filter(refuses, found))


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
    found = _at(span.start, places) if span else None
    if span is None or found is None:
        return Placed(finding, _FIELDS.get(finding.field, ""))
    at, line = found
    start, end = line.place(span.start - at), _end(span, at, line, places)
    edits = _edits(finding.fix.edits, line.field, places) if finding.fix else ()
    return Placed(finding, line.field, start, end, edits)


def _end(span: Span, at: int, line: Line, places: Sequence[tuple[int, Line]]) -> int | None:
    """Where the passage ends in the field in which it begins; what runs into another field ends with the line."""
    last = _at(span.end, places)
    if last is not None and last[1].field == line.field and last[0] >= at:
        return last[1].place(span.end - last[0])
    return line.place(len(line.text))


def _at(offset: int, places: Sequence[tuple[int, Line]]) -> tuple[int, Line] | None:
    return next(((at, line) for at, line in places if at <= offset <= at + len(line.text)), None)


def _edits(
    edits: Sequence[Edit], field: str, places: Sequence[tuple[int, Line]]
) -> tuple[tuple[int, int, str], ...]:
    """*edits* in the field; none where one of them reaches out of what was typed there: half a mending is none."""
    found = []
    for edit in edits:
        begins, ends = _at(edit.span.start, places), _at(edit.span.end, places)
        if begins is None or ends is None or not begins[1].field == ends[1].field == field:
            return ()
        start, end = (
            line.place(o - at) for o, (at, line) in ((edit.span.start, begins), (edit.span.end, ends))
        )
        if start is None or end is None or edit.span.start < begins[0] + begins[1].skip:
            return ()
        found.append((start, end, edit.text))
    return tuple(found)
