"""帮助: the 用户手册 (docs/manual/*.md) shown inside the product, one chapter a page."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt

from shuniu.kernel.platform.ui import HelpPage, Link


@dataclass(frozen=True)
class Chapter:
    """One file of the manual: its address, its title (the first heading), its body as HTML."""

    key: str
    title: str
    body: SafeString


def folder() -> Path:
    """Where the manual lies: beside the code in a checkout, inside the package when installed."""
    inside = Path(settings.PACKAGE) / "manual"
    return inside if inside.is_dir() else Path(settings.PACKAGE).parents[3] / "docs" / "manual"


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every chapter in the order of the file names. HTML inside the text is not passed through."""
    markdown = MarkdownIt("commonmark", {"html": False}).enable("table")
    found = []
    for path in sorted(folder().glob("*.md")):
        text = path.read_text(encoding="utf-8")
        title, _, body = text.partition("\n")
        found.append(
            Chapter(
                path.stem.partition("-")[2] or path.stem,
                title.lstrip("# ").strip(),
                mark_safe(markdown.render(body)),  # noqa: S308  (our own manual, HTML disabled)
            )
        )
    return tuple(found)


def help_page(key: str) -> HelpPage | None:
    """The chapter *key* (empty: the first), or None."""
    known = chapters()
    index = next((i for i, c in enumerate(known) if c.key == key), 0 if not key and known else None)
    if index is None:
        return None
    chapter = known[index]
    return HelpPage(
        title=chapter.title,
        chapters=tuple(Link(c.title, _address(c), current=c is chapter) for c in known),
        body=chapter.body,
        previous=Link(known[index - 1].title, _address(known[index - 1])) if index else None,
        next=Link(known[index + 1].title, _address(known[index + 1])) if index + 1 < len(known) else None,
    )


def _address(chapter: Chapter) -> str:
    return f"/help/{chapter.key}/"
