"""Edits of ``Document.text`` carried over to the text file it was read from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from hongtou.check.finding import Edit
from hongtou.read.lines import Source
from hongtou.read.txt import decoded, tidy


def can_edit_text(_: Source, edits: Sequence[Edit]) -> bool:
    """Whether all *edits* can be made: in a text file every one."""
    return bool(edits)


def edited_text(data: bytes, _: Source, edits: Sequence[Edit]) -> bytes:
    """The file with *edits* made, its blank lines, indents and encoding as they were."""
    file = decoded(data)
    raw = tidy(file.text)
    places = list(_places(raw))
    pieces, at = [], 0
    for edit in sorted(edits, key=lambda one: one.span):
        start = places[edit.span.start] if edit.span.start < len(places) else len(raw)
        end = places[edit.span.end - 1] + 1 if edit.span.end > edit.span.start else start
        pieces += [raw[at:start], edit.text]
        at = end
    pieces.append(raw[at:])
    return file.encode("".join(pieces))


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
