"""Chinese official documents: read, check, lay them out and write them; recognise marks of state secrets.

This module is the whole public interface; nothing else is public.
"""

import importlib
from typing import TYPE_CHECKING

from hongtou.check import (
    Basis,
    Certainty,
    Direction,
    Edit,
    Finding,
    Fix,
    FixKind,
    Proposal,
    Question,
    Strength,
    WordLimits,
    check_burden,
    check_document,
    check_routing,
    count_words,
    organs_from_toml,
    propose,
    why_of,
)
from hongtou.compare import (
    DraftText,
    Nature,
    NatureKind,
    NatureReason,
    Piece,
    PieceKind,
    Redline,
    RedlineBlock,
    RedlineKind,
    compare,
    nature_of_change,
)
from hongtou.fonts import Face, FontChoice, FontFile, FontSet, Origin, Substitution, find_fonts
from hongtou.manuscript import AnnexCopy, Form, Manuscript, Signer, in_form, manuscript_of
from hongtou.mend import Mended, mend
from hongtou.model import (
    Anchor,
    Annex,
    AnnexNote,
    Block,
    Comment,
    Deadline,
    DeadlineKind,
    Document,
    DocumentNumber,
    Genre,
    Heading,
    Imprint,
    Paragraph,
    Picture,
    PictureKind,
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
from hongtou.model.organ_names import kind_of as kind_of_organ
from hongtou.model.organs import Organs
from hongtou.model.sheet import PageNumber, Section, Setting, Sheet
from hongtou.pictures import BadPicture, picture_of
from hongtou.plain import blocks_of, text_of
from hongtou.read import MAX_BYTES, Kind, Unreadable, read
from hongtou.read.elements import find_deadlines
from hongtou.read.everything import pictures_within
from hongtou.secrecy import Hit, Level, Verdict, inspect_file, inspect_name, inspect_text
from hongtou.text import bigrams, excerpt, normalise, similarity

if TYPE_CHECKING:
    from hongtou.layout import Layout, Page, RedlineVersion, lay_out, lay_out_redline
    from hongtou.write import (
        Code,
        Corner,
        docx_marks,
        elements_of,
        write_docx,
        write_ofd,
        write_pdf,
        write_svg,
    )
    from hongtou.write.png import write_png
else:
    # Setting and writing come in when they are asked for: most processes that read documents set none.
    _LATE = {
        **dict.fromkeys(("Layout", "Page", "RedlineVersion", "lay_out", "lay_out_redline"), "hongtou.layout"),
        **dict.fromkeys(
            (
                "Code",
                "Corner",
                "docx_marks",
                "elements_of",
                "write_docx",
                "write_ofd",
                "write_pdf",
                "write_svg",
            ),
            "hongtou.write",
        ),
        "write_png": "hongtou.write.png",
    }

    def __getattr__(name):
        if name not in _LATE:
            raise AttributeError(f"module 'hongtou' has no attribute {name!r}")
        return getattr(importlib.import_module(_LATE[name]), name)


__all__ = [
    "MAX_BYTES",
    "Anchor",
    "Annex",
    "AnnexCopy",
    "AnnexNote",
    "BadPicture",
    "Answer",
    "Basis",
    "Block",
    "Certainty",
    "Code",
    "Comment",
    "Corner",
    "Deadline",
    "DeadlineKind",
    "Direction",
    "Dispatch",
    "Document",
    "DocumentNumber",
    "DraftText",
    "Edit",
    "Face",
    "Finding",
    "Fix",
    "FixKind",
    "FontChoice",
    "FontFile",
    "FontSet",
    "Form",
    "Genre",
    "Heading",
    "Hit",
    "Imprint",
    "Kind",
    "Layout",
    "Level",
    "Manuscript",
    "Mended",
    "Nature",
    "NatureKind",
    "NatureReason",
    "Opinion",
    "Organ",
    "OrganKind",
    "OrganLevel",
    "Organs",
    "Origin",
    "Page",
    "PageNumber",
    "Paragraph",
    "Picture",
    "PictureKind",
    "picture_of",
    "Piece",
    "PieceKind",
    "Proposal",
    "Question",
    "Redline",
    "RedlineBlock",
    "RedlineKind",
    "RedlineVersion",
    "Relation",
    "Section",
    "Setting",
    "Sheet",
    "Signature",
    "Signer",
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
    "check_document",
    "check_routing",
    "compare",
    "count_words",
    "docx_marks",
    "elements_of",
    "excerpt",
    "find_deadlines",
    "find_fonts",
    "in_form",
    "genre_of_title",
    "inspect_file",
    "pictures_within",
    "inspect_name",
    "inspect_text",
    "kind_of_organ",
    "lay_out",
    "lay_out_redline",
    "manuscript_of",
    "mend",
    "nature_of_change",
    "normalise",
    "organs_from_toml",
    "propose",
    "read",
    "read_date",
    "similarity",
    "text_of",
    "why_of",
    "write_docx",
    "write_ofd",
    "write_pdf",
    "write_png",
    "write_svg",
]
