"""The paper itself on the screen: original, pages, typed text, attachments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal


@dataclass(frozen=True)
class PageImage:
    """One page as a picture; `alt` is its text for those who cannot see it."""

    src: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class PaperTab:
    """One thing to look at.

    pages: pictures of pages. frame: a same-origin PDF shown by the browser. text: paragraphs, for calls and
    telegrams that were never on paper. `download_href` fetches the file as it came.
    """

    key: str
    label: str
    kind: Literal["pages", "frame", "text"]
    pages: tuple[PageImage, ...] = ()
    src: str = ""
    heading: str = ""
    paragraphs: tuple[str, ...] = ()
    download_href: str = ""


@dataclass(frozen=True)
class Paper:
    """The left side of a detail page. `search_href` answers `?q=` with `PaperHits`."""

    tabs: tuple[PaperTab, ...]
    search_href: str = ""
    missing: str = ""


@dataclass(frozen=True)
class PaperHit:
    """One place where a word was found: page number from 1, and the words around it."""

    page: int
    before: str
    match: str
    after: str


@dataclass(frozen=True)
class PaperHits:
    """What was found in the paper."""

    query: str
    hits: tuple[PaperHit, ...]
