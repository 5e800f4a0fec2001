"""An official document as its elements, each with the passage it was read from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from hongtou.model.deadline import Deadline
from hongtou.model.genre import Genre, Urgency
from hongtou.model.number import DocumentNumber
from hongtou.model.picture import Picture
from hongtou.model.sheet import Sheet
from hongtou.model.value import Span, Value


@dataclass(frozen=True, slots=True)
class Heading:
    """A heading of level 1 to 4: 一、 then （一） then 1. then （1） (GB/T 9704-2012, 7.3.3)."""

    text: str
    span: Span
    level: int
    marker: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph; ``level`` is 0 unless it opens with the marker of a level and runs on."""

    text: str
    span: Span
    level: int = 0
    marker: str = ""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cell texts.

    ``landscape`` says that it was set across the page; it is how the table stands and not what it says, and takes no
    part in comparing.
    """

    rows: tuple[tuple[str, ...], ...]
    span: Span
    landscape: bool = field(default=False, compare=False)


Block: TypeAlias = Heading | Paragraph | Table | Picture


@dataclass(frozen=True, slots=True)
class AnnexNote:
    """One line of the 附件说明: the annex's number, None when there is only one, and its name."""

    number: int | None
    name: str
    span: Span


@dataclass(frozen=True, slots=True)
class Annex:
    """An annex after the date: what it is called there, and its blocks.

    ``number`` is None for a single annex and for a text that a notice prints or forwards.
    """

    number: int | None
    title: str
    blocks: tuple[Block, ...]
    span: Span


@dataclass(frozen=True, slots=True)
class Signature:
    """署名: the organs that sign, or the person of a 签名章 with the office held; ``others`` are the offices and names
    of those who sign with that person."""

    organs: tuple[str, ...]
    office: str | None
    person: str | None
    others: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Imprint:
    """The line of the 版记 that names the printing office and day."""

    printing_office: str | None
    printing_date: date | None


@dataclass(frozen=True, slots=True)
class Comment:
    """A remark that somebody wrote into a Word file; ``span`` is the paragraph it was made on, when that is known."""

    author: str
    text: str
    span: Span | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """The eighteen elements of article 9 of the 2012 regulation, and what else a reader saw.

    ``text`` is all text that was read, one line for each line or paragraph of the source; every span
    points into it. Elements that were not found are None or empty. A seal cannot be read from text,
    so ``sealed`` is None unless a reader can tell. ``comments`` are the remarks in a .docx, ``remarks`` what the
    reader has to say. ``sheet`` is how a .docx is set, None for other kinds of file; it
    takes no part in comparing documents. A platform must not keep a document whose
    ``secrecy_mark`` is set: call ``inspect_file`` before ``read``.
    """

    text: str
    kind: str
    copy_number: Value[str] | None = None
    secrecy_mark: Value[str] | None = None
    urgency: Value[Urgency] | None = None
    issuer_mark: Value[str] | None = None
    document_number: Value[DocumentNumber] | None = None
    issuing_signatory: Value[str] | None = None
    title: Value[str] | None = None
    addressees: tuple[Value[str], ...] = ()
    body: tuple[Block, ...] = ()
    annex_notes: tuple[AnnexNote, ...] = ()
    signature: Value[Signature] | None = None
    document_date: Value[date] | None = None
    sealed: bool | None = None
    note: Value[str] | None = None
    annexes: tuple[Annex, ...] = ()
    copy_to: tuple[Value[str], ...] = ()
    imprint: Value[Imprint] | None = None
    pages: int | None = None

    genre: Value[Genre] | None = None
    issuers: tuple[Value[str], ...] = ()
    telegram: bool = False
    deadlines: tuple[Deadline, ...] = ()
    metadata: Mapping[str, str] = field(default_factory=dict)
    remarks: tuple[str, ...] = ()
    comments: tuple[Comment, ...] = ()
    sheet: Sheet | None = field(default=None, compare=False, repr=False)

    @property
    def issuer(self) -> Value[str] | None:
        """来文单位: the only organ, or the lead organ of a joint document."""
        return self.issuers[0] if self.issuers else None

    def passage(self, span: Span, *, around: int = 0) -> str:
        """The passage of ``span`` with up to ``around`` characters on either side."""
        return self.text[max(0, span.start - around) : span.end + around]
