"""Edits of ``Document.text`` carried over to the text file it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hongtou.check.finding import Edit
from hongtou.mend.smallest import smallest
from hongtou.read.lines import Source
from hongtou.read.txt import decoded, tidied


def can_edit_text(_: Source, edits: Sequence[Edit]) -> bool:
    """Whether all *edits* can be made: in a text file every one."""
    return bool(edits)


def edited_text(data: bytes, source: Source, edits: Sequence[Edit]) -> bytes:
    """The file with *edits* made, its blank lines, indents, encoding and stray marks as they were."""
    if not edits:
        return data
    file = decoded(data)
    text, begins, ends = tidied(file.text)
    places = list(_places(text))
    pieces, at = [], 0
    for edit in smallest(source.text, edits):
        start, end = edit.span.start, edit.span.end
        place = places[start] if start < len(places) else len(text)
        first = begins[place] if place < len(begins) else len(file.text)
        last = ends[places[end - 1]] if end > start else first
        pieces += [file.text[at:first], edit.text]
        at = last
    pieces.append(file.text[at:])
    return file.encode("".join(pieces))


def _places(text: str) -> Iterator[int]:
    """For each character of ``Document.text`` where it stands in the tidied file; a line end stands behind its line."""
    at, first = 0, True
    for line in text.splitlines(keepends=True):
        bare = line.strip()
        if bare:
            start = at + line.index(bare)
            if not first:
                yield start - 1 if start else 0
            yield from range(start, start + len(bare))
            first = False
        at += len(line)
