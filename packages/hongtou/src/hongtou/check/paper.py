"""A document under examination, as the rules of all families but routing and burden see it."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date
from functools import cached_property
from typing import Protocol, TypeVar

from hongtou.check.direction import Direction
from hongtou.check.finding import Edit, Fault, Fix, FixKind
from hongtou.check.rule import Rule
from hongtou.model import Block, Document, Genre, Heading, Span, Table
from hongtou.model.dispatch import Dispatch

IN_FORCE = date(2012, 7, 1)
"""The day the regulation and GB/T 9704-2012 came into force: before it the older forms were right."""


@dataclass(frozen=True, slots=True)
class Stretch:
    """Running text that belongs together: a title, a heading, a paragraph, a cell, one line of a note.

    ``text`` is joined over the line ends of the source; ``field`` is title, heading, body, cell, annex_title,
    annex_heading, annex, annex_cell, annex_note or note.
    """

    text: str
    field: str
    source: str
    start: int

    def span(self, start: int, end: int) -> Span:
        """Characters ``start`` to ``end`` of ``text`` within ``Document.text``."""
        if self.source.startswith(self.text, self.start):
            return Span(self.start + start, self.start + end)
        # Full lines were joined here, so the source is longer by its line ends and what blanks stood at them.
        places = [place for place in range(self.start, len(self.source)) if self.source[place] != "\n"][
            : len(self.text)
        ]
        if not places:
            return Span(self.start, self.start)
        last = places[min(max(end, start + 1), len(places)) - 1] + 1
        return Span(places[min(start, len(places) - 1)], last)


class Local(Protocol):
    """What a finder of passages within one stretch returns: at least where."""

    @property
    def start(self) -> int: ...
    @property
    def end(self) -> int: ...


Found = TypeVar("Found", bound=Local)


class Paper:
    """A read document with what the rules ask of it again and again, found once.

    ``dispatch`` says who sends it to whom, ``direction`` which way that is; ``genre`` and ``day`` are None where the
    document does not tell.
    """

    def __init__(self, document: Document, dispatch: Dispatch, direction: Direction = Direction.OPEN) -> None:
        self.document = document
        self.dispatch = dispatch
        self.direction = direction

    @property
    def text(self) -> str:
        """All text that was read."""
        return self.document.text

    @property
    def genre(self) -> Genre | None:
        """文种, by the title."""
        return self.dispatch.genre

    @property
    def day(self) -> date | None:
        """成文日期."""
        return self.document.document_date.value if self.document.document_date else None

    @property
    def is_old(self) -> bool:
        """Whether it was written before the present rules were in force, so that they do not bind it."""
        return self.day is not None and self.day < IN_FORCE

    @cached_property
    def stretches(self) -> tuple[Stretch, ...]:
        """Everything a reader reads as running text, in the order of the document: no head, signature or imprint."""
        document, text = self.document, self.document.text
        found: list[Stretch] = []
        if document.title:
            found.append(Stretch(document.title.value, "title", text, document.title.span.start))
        found += self._of(document.body, "")
        found += [Stretch(note.name, "annex_note", text, note.span.start) for note in document.annex_notes]
        if document.note:
            found.append(Stretch(document.note.value, "note", text, document.note.span.start))
        for annex in document.annexes:
            found += [Stretch(annex.title, "annex_title", text, annex.span.start)] if annex.title else []
            found += self._of(annex.blocks, "annex")
        return tuple(stretch for stretch in (_anchored(each) for each in found) if stretch)

    @cached_property
    def body(self) -> tuple[Stretch, ...]:
        """The stretches of the body alone, tables left out."""
        return tuple(each for each in self.stretches if each.field in ("heading", "body"))

    def _of(self, blocks: Iterable[Block], prefix: str) -> Iterator[Stretch]:
        for block in blocks:
            if isinstance(block, Table):
                yield from self._cells(block, f"{prefix}_cell".lstrip("_"))
                continue
            field = "heading" if isinstance(block, Heading) else "body"
            name = field if not prefix else (prefix if field == "body" else f"{prefix}_heading")
            yield Stretch(block.text, name, self.document.text, block.span.start)

    def _cells(self, table: Table, field: str) -> Iterator[Stretch]:
        at = table.span.start
        for cell in (cell for row in table.rows for cell in row if cell):
            place = self.document.text.find(cell, at, table.span.end)
            if place >= 0:
                yield Stretch(cell, field, self.document.text, place)
                at = place + len(cell)

    def scan(
        self, finder: Callable[[str], Iterable[Found]], *fields: str
    ) -> Iterator[tuple[Found, Span, Stretch]]:
        """What ``finder`` finds in each stretch (of ``fields``, where given), with its passage in the document.

        A finder is a pure function of the text: decorated with ``functools.lru_cache`` it is asked again only for
        the paragraph that changed.
        """
        for stretch in self.stretches:
            if not fields or stretch.field in fields:
                for found in finder(stretch.text):
                    yield found, stretch.span(found.start, found.end), stretch


PaperRule = Rule[Paper, str]


def _anchored(stretch: Stretch) -> Stretch | None:
    """The stretch where its words really begin; None when they are not in the text as they stand."""
    source, text = stretch.source, stretch.text
    if not text or source.startswith(text, stretch.start):
        return stretch if text else None
    place = source.find(text, stretch.start)
    near = place >= 0 and place - stretch.start < 200
    return Stretch(text, stretch.field, source, place) if near else stretch


def replace(span: Span, text: str, *, kind: FixKind = FixKind.ASK) -> Fix:
    """A mending of one passage; say SAFE only where neither figure, name, date nor meaning can change."""
    return Fix(kind, (Edit(span, text),))


def fault(message: str, remedy: str, span: Span | None, field: str = "text", fix: Fix | None = None) -> Fault:
    """A fault at a passage of the document."""
    return Fault(message, remedy, field, span, fix=fix)
