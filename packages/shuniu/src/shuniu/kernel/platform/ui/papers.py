"""The paper itself on the screen: original, pages, typed text, attachments."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Literal

if TYPE_CHECKING:
    from shuniu.kernel.platform.ui.drafting import Redline


@dataclass(frozen=True)
class PageImage:
    """One page as a picture; `alt` is its text for those who cannot see it."""

    src: str
    alt: str
    width: int
    height: int


@dataclass(frozen=True)
class PaperTable:
    """A table among the paragraphs of a text; its first row is its head."""

    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True)
class PaperTab:
    """One thing to look at.

    pages: pictures of pages. frame: a same-origin PDF shown by the browser. text: paragraphs and tables, for what was
    typed and for calls and telegrams that were never on paper. redline: two versions compared. `download_href` fetches
    the file as it came. `starts` says where each paragraph begins in the text that was read, `places_href` answers
    where a passage stands on the pages (`?page=&start=&end=`): with either, passages are highlighted. `drawn` says that
    its pages bear the paper's stamp themselves.
    """

    key: str
    label: str
    kind: Literal["pages", "frame", "text", "redline"]
    pages: tuple[PageImage, ...] = ()
    src: str = ""
    heading: str = ""
    paragraphs: tuple[str | PaperTable, ...] = ()
    starts: tuple[int, ...] = ()
    download_href: str = ""
    places_href: str = ""
    drawn: bool = False
    redline: Redline | None = None

    def __post_init__(self) -> None:
        if self.starts and len(self.starts) != len(self.paragraphs):
            raise ValueError("every paragraph has its beginning, or none has")

    @property
    def lines(self) -> tuple[tuple[str | PaperTable, int | None], ...]:
        """Each paragraph with where it begins, None where that is not known."""
        return tuple(zip(self.paragraphs, self.starts or (None,) * len(self.paragraphs), strict=True))


@dataclass(frozen=True)
class Paper:
    """The left side of a detail page. `search_href` answers `?q=` with `PaperHits`. `stamp` is a word laid across every
    page: what it shows holds no longer."""

    tabs: tuple[PaperTab, ...]
    search_href: str = ""
    missing: str = ""
    stamp: str = ""


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
