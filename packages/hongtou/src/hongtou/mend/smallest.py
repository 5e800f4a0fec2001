"""An edit cut down to the characters it changes, so that nothing beside them loses its formatting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from difflib import SequenceMatcher

from hongtou.check.finding import Edit
from hongtou.model import Span

_LONG = 2_000


def smallest(text: str, edits: Iterable[Edit]) -> Iterator[Edit]:
    """*edits* of *text* as edits of single stretches that make the same, in the order of the text."""
    for edit in sorted(edits, key=lambda one: one.span):
        start, end, new = edit.span.start, edit.span.end, edit.text
        while start < end and new and text[start] == new[0]:
            start, new = start + 1, new[1:]
        while start < end and new and text[end - 1] == new[-1]:
            end, new = end - 1, new[:-1]
        if (end - start) * len(new) > _LONG:
            yield Edit(Span(start, end), new)
            continue
        for tag, i1, i2, j1, j2 in SequenceMatcher(None, text[start:end], new, autojunk=False).get_opcodes():
            if tag != "equal":
                yield Edit(Span(start + i1, start + i2), new[j1:j2])
