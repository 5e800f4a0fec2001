"""The 用户手册 (docs/manual): read from Markdown, shown under 帮助, found by words and by the screen one stands on.

`README.md` of the folder is the table of contents: its order and its groups are those of the help. Each chapter
names the addresses it explains in a comment of its own, so that a screen finds its page and a test finds screens
that have none.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from django.conf import settings
from django.urls import Resolver404, resolve
from django.utils.safestring import SafeString, mark_safe
from markdown_it import MarkdownIt
from markdown_it.token import Token

CONTENTS = "README"
_ENTRY = re.compile(r"^- \[(?P<title>[^]]+)\]\((?P<key>[^)]+)\.md\)：(?P<lead>.+)$")
_SCREENS = re.compile(r"^<!-- 屏幕：(?P<routes>.+) -->$", re.MULTILINE)
_CHAPTER_LINK = re.compile(r"^(?P<key>[^/#:]+)\.md(?P<anchor>#.+)?$")
AROUND = 36


@dataclass(frozen=True)
class Part:
    """A chapter's beginning, or what stands under one of its headings, as plain words to look in."""

    title: str
    anchor: str
    text: str


@dataclass(frozen=True)
class Chapter:
    """One page of the manual. `routes` are the URL patterns that it explains; `body` is HTML."""

    key: str
    title: str
    group: str
    lead: str
    routes: frozenset[str]
    body: SafeString
    parts: tuple[Part, ...]

    @property
    def href(self) -> str:
        return f"/help/{self.key}/"


@dataclass(frozen=True)
class Found:
    """A part that holds every word looked for, with the passage around the first of them."""

    chapter: Chapter
    part: Part
    before: str
    match: str
    after: str


def folder() -> Path:
    """Where the manual lies: beside the code in a checkout, inside the package when installed."""
    inside = Path(settings.PACKAGE) / "manual"
    return inside if inside.is_dir() else Path(settings.PACKAGE).parents[3] / "docs" / "manual"


@cache
def chapters() -> tuple[Chapter, ...]:
    """Every chapter, in the order of the table of contents."""
    return tuple(_chapter(group, **entry) for group, entry in _entries())


def chapter(key: str) -> Chapter | None:
    """The chapter *key*, if there is one."""
    return next((c for c in chapters() if c.key == key), None)


def chapter_of_screen(path: str) -> Chapter | None:
    """The chapter that explains the screen at *path*."""
    try:
        route = resolve(path).route
    except Resolver404:
        return None
    return next((c for c in chapters() if plain_route(route) in c.routes), None)


def look_for(query: str) -> tuple[Found, ...]:
    """The parts that hold every word of *query*: first those whose heading holds one."""
    words = query.lower().split()
    if not words:
        return ()
    found = [(c, p) for c in chapters() for p in c.parts if _holds(c, p, words)]
    found.sort(key=lambda pair: not any(w in f"{pair[0].title}{pair[1].title}".lower() for w in words))
    return tuple(Found(c, p, *_passage(p.text, words)) for c, p in found)


def _holds(in_chapter: Chapter, part: Part, words: list[str]) -> bool:
    whole = f"{in_chapter.title} {part.title} {part.text}".lower()
    return any(w in f"{part.title} {part.text}".lower() for w in words) and all(w in whole for w in words)


def _passage(text: str, words: list[str]) -> tuple[str, str, str]:
    """(before, match, after) of the first word that stands in *text*; its beginning when none does."""
    places = [(text.lower().find(w), len(w)) for w in words]
    at, length = min((p for p in places if p[0] >= 0), default=(0, 0))
    start, end = max(0, at - AROUND), at + length
    return ("…" if start else "") + text[start:at], text[at:end], text[end : end + 2 * AROUND]


def _entries() -> Iterator[tuple[str, dict[str, str]]]:
    group = ""
    for line in (folder() / f"{CONTENTS}.md").read_text(encoding="utf-8").splitlines():
        if line.startswith("## "):
            group = line.removeprefix("## ").strip()
        elif entry := _ENTRY.match(line):
            yield group, entry.groupdict()


def _chapter(group: str, *, title: str, key: str, lead: str) -> Chapter:
    text = (folder() / f"{key}.md").read_text(encoding="utf-8")
    named = _SCREENS.search(text)
    tokens = _markdown().parse(_SCREENS.sub("", text))
    body = tokens[3:]  # the first heading is the title, which the page shows itself
    return Chapter(
        key=key,
        title=title,
        group=group,
        lead=lead,
        routes=frozenset(named["routes"].split()) if named else frozenset(),
        body=_as_html(body),
        parts=tuple(_parts(body)),
    )


def plain_route(route: str) -> str:
    """A URL pattern as the manual writes it: /files/<pk>/, whatever kind of number stands there."""
    return "/" + re.sub(r"<\w+:", "<", route)


@cache
def _markdown() -> MarkdownIt:
    """HTML inside the text is not passed through."""
    return MarkdownIt("commonmark", {"html": False}).enable("table")


def _as_html(tokens: list[Token]) -> SafeString:
    markdown = _markdown()
    for token, content in zip(tokens, [*tokens[1:], None], strict=True):
        if token.type == "heading_open" and content is not None:
            token.attrSet("id", anchor_of(content.content))
        for inner in token.children or ():
            if inner.type == "link_open":
                inner.attrSet("href", _address(str(inner.attrGet("href"))))
    return mark_safe(markdown.renderer.render(tokens, markdown.options, {}))  # noqa: S308  (our own, HTML off)


def _address(written: str) -> str:
    """A link to another chapter's file, as the help's address of it."""
    from urllib.parse import unquote

    link = _CHAPTER_LINK.match(unquote(written))
    if link is None:
        return written
    place = "" if link["key"] == CONTENTS else f"{link['key']}/"
    return f"/help/{place}{link['anchor'] or ''}"


def anchor_of(heading: str) -> str:
    """The name of a heading in an address, as the hosts of repositories make it too."""
    return re.sub(r"[^\w\- ]", "", heading.lower()).strip().replace(" ", "-")


def _parts(tokens: list[Token]) -> Iterator[Part]:
    title, words = "", list[str]()
    for token, earlier in zip(tokens, [None, *tokens[:-1]], strict=True):
        if token.type != "inline":
            continue
        text = "".join(inner.content or " " for inner in token.children or ())
        if earlier is not None and earlier.type == "heading_open" and earlier.tag == "h2":
            yield Part(title, anchor_of(title), " ".join(words))
            title, words = token.content, []
        else:
            words.append(text)
    yield Part(title, anchor_of(title), " ".join(words))
