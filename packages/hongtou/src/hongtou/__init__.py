"""Chinese official documents: read, check, lay them out and write them; recognise marks of state secrets.

This module is the whole public interface; nothing else is public.
"""

from hongtou.check import (
    Basis,
    Certainty,
    Direction,
    Finding,
    Proposal,
    Strength,
    WordLimits,
    check_burden,
    check_routing,
    count_words,
    propose,
)
from hongtou.fonts import Face, FontSet, Substitution, find_fonts
from hongtou.layout import Layout, Page, lay_out
from hongtou.manuscript import AnnexCopy, Manuscript, manuscript_of
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
from hongtou.model.dispatch import Answer, Dispatch, Opinion
from hongtou.model.organ import Organ, OrganKind, OrganLevel, Relation
from hongtou.model.organs import Organs
from hongtou.plain import blocks_of, text_of
from hongtou.read import MAX_BYTES, Kind, Unreadable, read
from hongtou.read.elements import find_deadlines
from hongtou.secrecy import Hit, Level, Verdict, inspect_file, inspect_name, inspect_text
from hongtou.text import bigrams, excerpt, normalise, similarity
from hongtou.write import Code, Corner, write_pdf

__all__ = [
    "MAX_BYTES",
    "Anchor",
    "Annex",
    "AnnexCopy",
    "AnnexNote",
    "Answer",
    "Basis",
    "Block",
    "Certainty",
    "Code",
    "Corner",
    "Deadline",
    "DeadlineKind",
    "Direction",
    "Dispatch",
    "Document",
    "DocumentNumber",
    "Face",
    "Finding",
    "FontSet",
    "Genre",
    "Heading",
    "Hit",
    "Imprint",
    "Kind",
    "Layout",
    "Level",
    "Manuscript",
    "Opinion",
    "Organ",
    "OrganKind",
    "OrganLevel",
    "Organs",
    "Page",
    "Paragraph",
    "Proposal",
    "Relation",
    "Signature",
    "Span",
    "Strength",
    "Substitution",
    "Table",
    "Unit",
    "Unreadable",
    "Urgency",
    "Value",
    "Verdict",
    "WordLimits",
    "bigrams",
    "blocks_of",
    "check_burden",
    "check_routing",
    "count_words",
    "excerpt",
    "find_deadlines",
    "find_fonts",
    "genre_of_title",
    "inspect_file",
    "inspect_name",
    "inspect_text",
    "lay_out",
    "manuscript_of",
    "normalise",
    "propose",
    "read",
    "read_date",
    "similarity",
    "text_of",
    "write_pdf",
]
