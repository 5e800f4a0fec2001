"""The pages of a draft while it is written: each as SVG, and only those that the browser does not show already."""

from __future__ import annotations

import hashlib
from collections.abc import Collection
from dataclasses import dataclass
from functools import lru_cache

import hongtou
from hongtou import Layout, Page
from shuniu.modules.documents.models import OutgoingDocument
from shuniu.modules.documents.outgoing import setting
from shuniu.modules.documents.outgoing.text import Content

_REMEMBERED = 64
"""Drawn pages that one process remembers: a key press changes one or two of those on the screen."""
MOST_PAGES = 60
"""Pages drawn at once; the rest of a longer document is looked at in the PDF."""


@dataclass(frozen=True)
class Looked:
    """The pages of a draft by their digests in order, the drawings of those that were not known, what is to be told
    of characters and spacing, and which typefaces stand in for others."""

    keys: tuple[str, ...]
    drawn: dict[str, str]
    pages: int
    remarks: tuple[str, ...] = ()
    fonts: tuple[str, ...] = ()


def look(document: OutgoingDocument, content: Content, known: Collection[str]) -> Looked:
    """The pages of *content* with the record's head and 版记, 草稿 across them. One query for a joint document, else
    none. Raises ValueError, in Chinese, for what no page can hold."""
    folders = setting.font_folders()
    layout = hongtou.lay_out(setting.manuscript_of(document, content), fonts=setting.house_fonts())
    shown = [_drawn(page, number, folders) for number, page in enumerate(layout.pages[:MOST_PAGES], start=1)]
    return Looked(
        keys=tuple(key for key, _ in shown),
        drawn={key: svg for key, svg in shown if key not in known},
        pages=len(layout.pages),
        remarks=setting.troubles_of(layout),
        fonts=tuple(map(str, layout.substitutions)),
    )


@lru_cache(maxsize=_REMEMBERED)
def _drawn(page: Page, number: int, folders: setting.Folders) -> tuple[str, str]:
    """The digest and the drawing of a page that stands at *number*."""
    before = (Page(),) * (number - 1)
    alone = Layout(pages=(*before, page), fonts=setting.fonts_in(folders))
    svg = hongtou.write_svg(alone, number, stamp=setting.DRAFT)
    return hashlib.sha256(svg.encode()).hexdigest()[:16], svg
