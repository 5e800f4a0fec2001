"""The numbered levels of a text, as they follow one another (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from hongtou.model import Block, Document, Heading, Paragraph, Span

_DIGITS = {hanzi: digit for digit, hanzi in enumerate("一二三四五六七八九", start=1)}
_ARTICLE = re.compile(r"第(?P<number>[一二三四五六七八九十百零〇]{1,7}|\d{1,3})条(?P<inserted>之)?(?=[ 　])")


class Item(NamedTuple):
    """A paragraph that opens with a marker: its level, its number, and where the marker stands."""

    level: int
    number: int
    span: Span
    block: Heading | Paragraph
    follower: Block | None


class Article(NamedTuple):
    """第…条: its number and where these words stand; ``inserted`` for 第…条之一."""

    number: int
    span: Span
    inserted: bool


def number_of(text: str) -> int | None:
    """The number that *text* is, in Arabic digits or in Hanzi up to 999; None when it is none."""
    if text.isdecimal():
        return int(text)
    total, digit = 0, 0
    for character in text:
        if character in "零〇":
            continue
        if character in ("十", "百"):
            total += (digit or 1) * (10 if character == "十" else 100)
            digit = 0
        elif character in _DIGITS:
            digit = _DIGITS[character]
        else:
            return None
    return total + digit or None


def texts_of(document: Document) -> Iterator[tuple[str, Sequence[Block]]]:
    """The body and each annex, with the name of the field they belong to: numbers begin anew in each."""
    yield "body", document.body
    for annex in document.annexes:
        yield "annexes", annex.blocks


def items_of(blocks: Sequence[Block]) -> Iterator[Item]:
    """The numbered paragraphs among *blocks*, in their order."""
    for index, block in enumerate(blocks):
        if isinstance(block, Heading | Paragraph) and block.level:
            number = number_of(block.marker.strip("（）()、.．"))
            if number is not None:
                span = Span(block.span.start, block.span.start + len(block.marker))
                follower = blocks[index + 1] if index + 1 < len(blocks) else None
                yield Item(block.level, number, span, block, follower)


def articles_of(blocks: Sequence[Block]) -> Iterator[Article]:
    """The articles among *blocks*, in their order."""
    for block in blocks:
        if isinstance(block, Heading | Paragraph) and (match := _article(block.text)):
            number = number_of(match["number"])
            if number is not None:
                span = Span(block.span.start, block.span.start + match.end())
                yield Article(number, span, bool(match["inserted"]))


@lru_cache(maxsize=512)
def _article(text: str) -> re.Match[str] | None:
    return _ARTICLE.match(text)
