"""Mend a file: apply the mendings that may be trusted, read again, until nothing is left to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from hongtou.check.finding import Edit, Finding, FixKind
from hongtou.check.whole import Question, check_document
from hongtou.mend.plain_file import edited_text
from hongtou.model import Document
from hongtou.read import Kind, Unreadable, read
from hongtou.read.kinds import FileKind
from hongtou.read.open import recognise

ROUNDS = 10
"""After so many rounds two rules are undoing each other's work, and the rest is left to the author."""

_EDITORS: dict[FileKind, Callable[[bytes, Sequence[Edit]], bytes]] = {FileKind.TEXT: edited_text}


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after mending: its ``data``, the ``document`` they are read as, the findings that were ``mended``, and those
    that are ``left`` in it."""

    data: bytes
    document: Document
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]


def mend(
    data: bytes,
    filename: str,
    question: Question | None = None,
    *,
    kinds: Sequence[FixKind] = (FixKind.SAFE,),
) -> Mended:
    """*data* with every mending of *kinds* made, as often as one leads to another.

    Without *kinds* beyond SAFE neither figure, name, date nor meaning changes. Mending what is mended changes
    nothing. Raises Unreadable as ``read`` does, and for a kind of file that cannot be written in place.
    """
    edit = _EDITORS.get(recognise(data, filename))
    if edit is None:
        raise Unreadable(Kind.UNSUPPORTED, "这种文件不能就地修改。请另存为.txt后再改。")
    document, mended = read(data, filename), list[Finding]()
    left = check_document(document, question)
    for _ in range(ROUNDS):
        chosen = tuple(_chosen(left, kinds))
        after = edit(data, [each for finding in chosen if finding.fix for each in finding.fix.edits])
        if after == data:
            break
        data, mended, document = after, [*mended, *chosen], read(after, filename)
        left = check_document(document, question)
    return Mended(data, document, tuple(mended), left)


def _chosen(found: Sequence[Finding], kinds: Sequence[FixKind]) -> Iterator[Finding]:
    """Findings whose edits do not touch those of an earlier one."""
    taken: list[tuple[int, int]] = []
    for finding in found:
        if finding.fix is None or finding.fix.kind not in kinds:
            continue
        places = [(edit.span.start, edit.span.end) for edit in finding.fix.edits]
        if any(a <= end and start <= b for a, b in places for start, end in taken):
            continue
        taken += places
        yield finding
