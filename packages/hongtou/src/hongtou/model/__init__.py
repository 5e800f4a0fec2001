"""The frozen model of an official document (the eighteen elements of article 9 of the 2012 regulation)."""

from hongtou.model.date import date_in, read_date
from hongtou.model.deadline import Anchor, Deadline, DeadlineKind, Unit
from hongtou.model.document import (
    Annex,
    AnnexNote,
    Block,
    Comment,
    Document,
    Heading,
    Imprint,
    Paragraph,
    Signature,
    Table,
)
from hongtou.model.genre import Genre, Urgency, genre_of_title
from hongtou.model.number import DocumentNumber
from hongtou.model.picture import Picture, PictureKind
from hongtou.model.sheet import Edge, Font, Form, PageNumber, Run, Section, Setting, Sheet
from hongtou.model.value import Span, Value

__all__ = [
    "Anchor",
    "Annex",
    "AnnexNote",
    "Block",
    "Comment",
    "Deadline",
    "DeadlineKind",
    "Document",
    "DocumentNumber",
    "Edge",
    "Font",
    "Form",
    "Genre",
    "Heading",
    "Imprint",
    "PageNumber",
    "Paragraph",
    "Picture",
    "PictureKind",
    "Run",
    "Section",
    "Setting",
    "Sheet",
    "Signature",
    "Span",
    "Table",
    "Unit",
    "Urgency",
    "Value",
    "date_in",
    "genre_of_title",
    "read_date",
]
