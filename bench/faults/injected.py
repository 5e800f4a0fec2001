"""A carrier, and the same document with a fault in it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property
from random import Random
from typing import TypeAlias

from bench.faults.county import AMONG_THEM
from hongtou import Document, Finding, Question, Span, check_document, manuscript_of, read, write_docx


@dataclass(frozen=True)
class Carrier:
    """A clean document, read and checked once.

    ``text`` is what its reader gave, so that every span of ``document`` lies in it.
    """

    name: str
    document: Document

    @classmethod
    def of(cls, name: str, text: str) -> Carrier:
        """The carrier whose file holds *text*."""
        return cls(name, read(text.encode(), f"{name}.txt"))

    @property
    def text(self) -> str:
        """All text of the document, one line for each element or paragraph."""
        return self.document.text

    @cached_property
    def findings(self) -> tuple[Finding, ...]:
        """What the rules say of it untouched."""
        return check_document(self.document)

    @cached_property
    def findings_among_organs(self) -> tuple[Finding, ...]:
        """The same with the list of the county's organs."""
        return check_document(self.document, AMONG_THEM)

    @cached_property
    def word(self) -> bytes:
        """The same document as hongtou writes it in Word."""
        return write_docx(manuscript_of(self.document))

    @cached_property
    def word_findings(self) -> tuple[Finding, ...]:
        """What the rules say of the Word document untouched."""
        return check_document(read(self.word, f"{self.name}.docx"))


@dataclass(frozen=True, slots=True)
class Injected:
    """A document with a fault in it: its text, or the bytes of a .docx.

    ``span`` is the passage that is wrong; None where something is missing, or where the fault has no place in the
    text.
    """

    source: str | bytes
    span: Span | None = None

    def findings(self, name: str, question: Question | None = None) -> tuple[Finding, ...]:
        """What the rules say of it, offsets within ``source`` where that is text."""
        if isinstance(self.source, bytes):
            return check_document(read(self.source, f"{name}.docx"), question)
        return check_document(read(self.source.encode(), f"{name}.txt"), question)


Way: TypeAlias = Callable[[Carrier, Random], Injected | None]
"""One wording of a fault: the carrier with the fault in it, None where this carrier has no place for it."""
