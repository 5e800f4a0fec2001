"""Edits of ``Document.text`` carried over to the text file it was read from."""

from __future__ import annotations

import codecs
from collections.abc import Iterator, Sequence

from hongtou.check.finding import Edit
from hongtou.read.txt import decode, tidy

_MARKS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def edited_text(data: bytes, edits: Sequence[Edit]) -> bytes:
    """The file with *edits* made, its blank lines, indents and encoding as they were."""
    raw = tidy(decode(data))
    places = list(_places(raw))
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda one: one.span):
        start = places[edit.span.start] if edit.span.start < len(places) else len(raw)
        end = places[edit.span.end - 1] + 1 if edit.span.end > edit.span.start else start
        pieces += [raw[at:start], edit.text]
        at = end
    pieces.append(raw[at:])
    return _encoded("".join(pieces), data)


def _places(raw: str) -> Iterator[int]:
    """For each character of ``Document.text`` where it stands in the file; a line end stands behind its line."""
    at, first = 0, True
    for line in raw.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            if not first:
                yield start - 1 if start else 0
            yield from range(start, start + len(bare))
            first = False
        at += len(line)


def _encoded(text: str, like: bytes) -> bytes:
    """*text* in the encoding of *like*; UTF-8 where that one lacks a character."""
    for mark, encoding in _MARKS:
        if like.startswith(mark):
            return text.encode(encoding)
    for encoding in ("utf-8", "gb18030"):
        try:
            like.decode(encoding)
            return text.encode(encoding)
        except UnicodeError:
            continue
    return text.encode("utf-8")
