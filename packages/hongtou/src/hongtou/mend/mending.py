"""Mend a file: apply the mendings that may be trusted, read again, until nothing is left to mend."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from hongtou.check.finding import Edit, Finding, FixKind
from hongtou.check.whole import Question, check_document
from hongtou.mend.plain_file import can_edit_text, edited_text
from hongtou.mend.word_file import can_edit_word, edited_word
from hongtou.model import Document
from hongtou.read import Kind, Unreadable, source_of
from hongtou.read.elements import document_of
from hongtou.read.kinds import FileKind
from hongtou.read.lines import Source
from hongtou.read.open import recognise
from hongtou.text import same_figures, same_words

_AROUND = 32
"""So many characters beside an edit show which figure or word it falls into."""
ROUNDS = 10
"""After so many rounds two rules are undoing each other's work: what they find is left to the author."""


class _Editor(NamedTuple):
    """How one kind of file is edited in place: whether edits can be made in it, and making them."""

    can: Callable[[Source, Sequence[Edit]], bool]
    edit: Callable[[bytes, Source, Sequence[Edit]], bytes]


_EDITORS = {
    FileKind.TEXT: _Editor(can_edit_text, edited_text),
    FileKind.DOCX: _Editor(can_edit_word, edited_word),
}


@dataclass(frozen=True, slots=True)
class Mended:
    """A file after mending: its ``data``, the ``document`` they are read as, the findings that were ``mended``, and those
    that are ``left`` in it. ``refused`` are those of them whose mending was asked for but lies in what a program puts
    there: numbers that Word gives, fields, bound or locked content controls."""

    data: bytes
    document: Document
    mended: tuple[Finding, ...]
    left: tuple[Finding, ...]
    refused: tuple[Finding, ...] = ()


def mend(
    data: bytes,
    filename: str,
    question: Question | None = None,
    *,
    kinds: Sequence[FixKind] = (FixKind.SAFE,),
) -> Mended:
    """*data* with every mending of *kinds* made, as often as one leads to another.

    Without *kinds* beyond SAFE neither figure, name, date nor meaning changes. Mending what is mended changes
    nothing. Rules that would undo each other's work without end are left out together. Raises Unreadable as ``read``
    does, and for a kind of file that cannot be written in place.
    """
    kind = recognise(data, filename)
    if kind not in _EDITORS:
        raise Unreadable(
            Kind.UNSUPPORTED, f"{kind.value}不能就地修改。请修改生成它的Word文档或者文本文件，再重新生成。"
        )
    fighting: frozenset[str] = frozenset()
    while True:
        work = _Work(_EDITORS[kind], data, filename, question, kinds, fighting)
        if (mended := work.to_a_fixed_point()) is not None:
            return mended
        fighting |= work.last


@dataclass(slots=True)
class _Work:
    """Mending one file without the rules whose codes are in ``fighting``; ``last`` are the codes of the last rounds."""

    editor: _Editor
    data: bytes
    filename: str
    question: Question | None
    kinds: Sequence[FixKind]
    fighting: frozenset[str]
    last: frozenset[str] = frozenset()

    def to_a_fixed_point(self) -> Mended | None:
        """The file mended until nothing is left to mend; None when that has no end."""
        data, mended = self.data, list[Finding]()
        for number in range(ROUNDS + 1):
            source = source_of(data, self.filename)
            document = document_of(source)
            left = check_document(document, self.question)
            wanted = [f for f in left if f.code not in self.fighting and self._may_mend(f, source.text)]
            able = [f for f in wanted if f.fix and self.editor.can(source, f.fix.edits)]
            chosen = tuple(_apart(able))
            edits = [edit for finding in chosen if finding.fix for edit in finding.fix.edits]
            after = self.editor.edit(data, source, edits)
            if after == data:
                refused = tuple(finding for finding in wanted if finding not in able)
                return Mended(data, document, tuple(mended), left, refused)
            if number >= ROUNDS // 2:
                self.last |= {finding.code for finding in chosen}
            data, mended = after, [*mended, *chosen]
        return None

    def _may_mend(self, finding: Finding, text: str) -> bool:
        """Whether its mending is of a kind that was asked for; one that calls itself safe and is not never is made."""
        fix = finding.fix
        if fix is None or not fix.edits or fix.kind not in self.kinds:
            return False
        return fix.kind is not FixKind.SAFE or FixKind.ASK in self.kinds or keeps_words(text, fix.edits)


def keeps_words(text: str, edits: Sequence[Edit]) -> bool:
    """Whether *edits* of *text* leave every word, figure, name and date as it was; marks, blanks and width may change."""
    ordered = sorted(edits, key=lambda edit: edit.span)
    at = start = max(0, ordered[0].span.start - _AROUND)
    end = ordered[-1].span.end + _AROUND
    after = ""
    for edit in ordered:
        after += text[at : edit.span.start] + edit.text
        at = edit.span.end
    before, after = text[start:end], after + text[at:end]
    return same_words(before, after) and same_figures(before, after)


def _apart(found: Sequence[Finding]) -> Iterator[Finding]:
    """Findings whose edits do not touch those of an earlier one."""
    taken: list[tuple[int, int]] = []
    for finding in found:
        if finding.fix is None:
            continue
        places = [(edit.span.start, edit.span.end) for edit in finding.fix.edits]
        if any(a <= end and start <= b for a, b in places for start, end in taken):
            continue
        taken += places
        yield finding
