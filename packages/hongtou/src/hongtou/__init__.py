"""Chinese official documents: read them, find their elements, recognise marks of state secrets.

This module is the whole public interface; nothing else is public.
"""

from hongtou.model import (
    Anchor,
    Annex,
    AnnexNote,
    Block,
    Deadline,
    DeadlineKind,
    Document,
    DocumentNumber,
    Genre,
    Heading,
    Imprint,
    Paragraph,
    Signature,
    Span,
    Table,
    Unit,
    Urgency,
    Value,
    genre_of_title,
    read_date,
)
from hongtou.read import MAX_BYTES, Kind, Unreadable, read
from hongtou.read.elements import find_deadlines
from hongtou.secrecy import Hit, Level, Verdict, inspect_file, inspect_name, inspect_text
from hongtou.text import bigrams, excerpt, normalise, similarity

__all__ = [
    "MAX_BYTES",
    "Anchor",
    "Annex",
    "AnnexNote",
    "Block",
    "Deadline",
    "DeadlineKind",
    "Document",
    "DocumentNumber",
    "Genre",
    "Heading",
    "Hit",
    "Imprint",
    "Kind",
    "Level",
    "Paragraph",
    "Signature",
    "Span",
    "Table",
    "Unit",
    "Unreadable",
    "Urgency",
    "Value",
    "Verdict",
    "bigrams",
    "excerpt",
    "find_deadlines",
    "genre_of_title",
    "inspect_file",
    "inspect_name",
    "inspect_text",
    "normalise",
    "read",
    "read_date",
    "similarity",
]
