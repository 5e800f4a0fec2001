"""Running text of a document, piece by piece: what the rules of language look at."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from enum import Enum, auto
from functools import cached_property

from hongtou.check.finding import Edit, Fault, Fix, FixKind
from hongtou.check.needs import Need
from hongtou.check.rule import Rule
from hongtou.model import Block, Document, Heading, Picture, Span, Table

_QUOTED = re.compile(
    r"《[^《》]*(?:《[^《》]*》[^《》]*)*》|〈[^〈〉]*〉|“[^“”]*”|‘[^‘’]*’|「[^「」]*」|『[^『』]*』"
)


class Place(Enum):
    """Where in a document a stretch stands."""

    TITLE = auto()
    HEADING = auto()
    PARAGRAPH = auto()
    CELL = auto()
    ANNEX_NAME = auto()


@dataclass(frozen=True)
class Stretch:
    """A title, heading, paragraph or line of a table cell, without the line ends inside it.

    Two stretches of the same words at the same kind of place are equal, so that what was found in one holds for the
    other: a rule must look at nothing else.
    """

    text: str
    place: Place

    @cached_property
    def quoted(self) -> tuple[Span, ...]:
        """The passages in quotation or title marks, marks included: the words of others, and names."""
        return tuple(Span(*match.span()) for match in _QUOTED.finditer(self.text))

    def is_quoted(self, start: int, end: int) -> bool:
        """Whether characters *start* to *end* touch a quotation or a name in title marks."""
        return any(span.start < end and start < span.end for span in self.quoted)

    def found(
        self, pattern: re.Pattern[str], unless: Callable[[re.Match[str]], object] | None = None
    ) -> Iterator[re.Match[str]]:
        """The matches of *pattern* outside quotations and names, but for those of which *unless* is true."""
        for match in pattern.finditer(self.text):
            if not self.is_quoted(*match.span()) and not (unless and unless(match)):
                yield match


@dataclass(frozen=True)
class TextRule(Rule[Stretch, str]):
    """A rule that sees one stretch at a time; the spans of its faults and mendings lie in that stretch.

    Samples are whole documents, as those of a ``PaperRule``. What it found is kept by the words of the stretch, so it
    may not look beyond them. ``check`` may call a mending SAFE; within a quotation or a name it becomes one to ask for.
    ``needs`` are the things every one of which stands in each stretch that the rule finds fault with: it is asked about
    no other. A rule that needs nothing is asked about all.
    """

    needs: tuple[Need, ...]


@dataclass(frozen=True, slots=True)
class Placed:
    """A stretch with the places in ``Document.text`` where its lines begin; ``field`` names its part of the document."""

    stretch: Stretch
    field: str
    _begins: tuple[int, ...]
    _joins: tuple[int, ...]

    @classmethod
    def of(cls, document: Document, span: Span, place: Place, field: str) -> Placed:
        """The passage *span* of *document* as one stretch, its line ends left out."""
        begins, joins, parts, at = [], [], [], 0
        start = span.start
        for line in span.of(document.text).split("\n"):
            begins.append(start)
            joins.append(at)
            parts.append(line)
            start, at = start + len(line) + 1, at + len(line)
        return cls(Stretch("".join(parts), place), field, tuple(begins), tuple(joins))

    def lies(self, span: Span) -> Span:
        """A span of the stretch as one of ``Document.text``."""
        return Span(
            self._at(span.start),
            self._at(span.end - 1) + 1 if span.end > span.start else self._at(span.start),
        )

    def _at(self, offset: int) -> int:
        line = bisect_right(self._joins, offset) - 1
        return self._begins[line] + offset - self._joins[line]

    def moved(self, fault: Fault) -> Fault:
        """A fault of the stretch as one of the document, trusted less where it would change a quotation or a name."""
        return Fault(
            fault.message,
            fault.remedy,
            self.field,
            self.lies(fault.span) if fault.span else None,
            fault.strength,
            fault.basis_key,
            self._mending(fault.fix) if fault.fix else None,
        )

    def _mending(self, fix: Fix) -> Fix:
        touches = any(self.stretch.is_quoted(edit.span.start, edit.span.end) for edit in fix.edits)
        kind = FixKind.ASK if touches else fix.kind
        return Fix(kind, tuple(Edit(self.lies(edit.span), edit.text) for edit in fix.edits))


def stretches_of(document: Document) -> Iterator[Placed]:
    """The running text of *document* from its title to its annexes: no head, no addressees, no signature, no imprint."""
    if document.title:
        yield Placed.of(document, document.title.span, Place.TITLE, "title")
    yield from _blocks(document, document.body, "body")
    for note in document.annex_notes:
        yield Placed.of(document, note.span, Place.ANNEX_NAME, "annex_notes")
    for annex in document.annexes:
        named = Span(annex.span.start, annex.blocks[0].span.start if annex.blocks else annex.span.end)
        if named.of(document.text).strip():
            yield Placed.of(document, named, Place.ANNEX_NAME, "annexes")
        yield from _blocks(document, annex.blocks, "annexes")


def _blocks(document: Document, blocks: Iterable[Block], field: str) -> Iterator[Placed]:
    for block in blocks:
        if isinstance(block, Table):
            yield from _cells(document, block.span, field)
        elif not isinstance(block, Picture):
            place = Place.HEADING if isinstance(block, Heading) else Place.PARAGRAPH
            yield Placed.of(document, block.span, place, field)


def _cells(document: Document, span: Span, field: str) -> Iterator[Placed]:
    start = span.start
    for line in span.of(document.text).split("\n"):
        if line:
            yield Placed.of(document, Span(start, start + len(line)), Place.CELL, field)
        start += len(line) + 1
