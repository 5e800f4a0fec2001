"""What safe mending does to documents with faults in wordings A, and to the real documents that may be seen.

    python -m bench.mendings [--samples FOLDER] [--family FAMILY…] [--show]

Prints for each rule how often it mended, and fails when a mending changed a word, was not done at once for good, or left
another text in the file than it says. ``--show`` prints each different change with what stands around it: whoever reads
them judges whether the mending is safe.
"""

from __future__ import annotations

import argparse
import sys
from collections import Counter
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

from tools.console import say

from bench.faults.judge import cases_of
from bench.faults.kinds import kinds
from bench.held_out import Half, documents_in
from hongtou import Finding, FixKind, Unreadable, check_document, mend, read
from hongtou.text import same_figures, same_words

_AROUND = 12


@dataclass(frozen=True, slots=True)
class Input:
    """A file, and what it is called in the report."""

    says: str
    data: bytes
    filename: str


@dataclass(slots=True)
class Result:
    """What was mended by which rule, each different change once, and what must not be."""

    mended: Counter[str] = field(default_factory=Counter)
    changes: dict[tuple[str, str], str] = field(default_factory=dict)
    wrong: list[str] = field(default_factory=list)
    files: int = 0

    def add(self, one: Input) -> None:
        """Mend *one* and look at what happened."""
        try:
            before = read(one.data, one.filename)
            mended = mend(one.data, one.filename)
        except Unreadable:
            return
        self.files += 1
        if mended.data == one.data:
            return
        text = before.text
        for finding in mended.mended:
            self.mended[finding.code] += 1
        for finding in check_document(before):
            for change in _changes(finding, text):
                self.changes.setdefault((finding.code, change), one.says)
        if not same_words(text, mended.document.text):
            self.wrong.append(f"{one.says}：改掉了字")
        if not same_figures(text, mended.document.text):
            self.wrong.append(f"{one.says}：改掉了数字")
        if mend(mended.data, one.filename).data != mended.data:
            self.wrong.append(f"{one.says}：再改一次又变了")
        if read(mended.data, one.filename).text != mended.document.text:
            self.wrong.append(f"{one.says}：写进文件的和说的不一样")


def _changes(finding: Finding, text: str) -> Iterator[str]:
    """The safe edits of a finding, with what stands around them."""
    if finding.fix is None or finding.fix.kind is not FixKind.SAFE:
        return
    for edit in finding.fix.edits:
        start, end = edit.span.start, edit.span.end
        left, right = text[max(0, start - _AROUND) : start], text[end : end + _AROUND]
        yield f"{left}［－{text[start:end]}－］｛＋{edit.text}＋｝{right}".replace("\n", "⏎")


def faulty(families: Iterable[str]) -> Iterator[Input]:
    """Every document with a fault in wordings A, of *families* or of all."""
    wanted = set(families)
    for kind in kinds():
        if wanted and kind.family not in wanted:
            continue
        for case in cases_of(kind, "seen"):
            source = case.injected.source
            is_text = isinstance(source, str)
            data = source.encode() if isinstance(source, str) else source
            name = f"{case.carrier.name}.{'txt' if is_text else 'docx'}"
            yield Input(f"{kind.name}/{case.way}/{case.carrier.name}", data, name)


def real(folder: Path) -> Iterator[Input]:
    """The real documents that may be seen, those of kinds that are mended in place."""
    for document in documents_in(folder, Half.SEEN):
        yield Input(document.path.name, document.path.read_bytes(), document.path.name)


def main(arguments: list[str]) -> int:
    """Print the report; returns 1 when a mending did what it must not do."""
    parser = argparse.ArgumentParser(prog="python -m bench.mendings")
    parser.add_argument("--samples", type=Path)
    parser.add_argument("--family", nargs="*", default=())
    parser.add_argument("--show", action="store_true")
    options = parser.parse_args(arguments)
    result = Result()
    for one in faulty(options.family):
        result.add(one)
    for one in real(options.samples) if options.samples else ():
        result.add(one)
    if options.show:
        for (code, change), says in sorted(result.changes.items()):
            say(f"{code}  {change}  （{says}）")
    for code, count in sorted(result.mended.items()):
        say(f"{code}  {count}处")
    say(f"{result.files}个文件，改了{result.mended.total()}处，不该有的{len(result.wrong)}处。")
    for wrong in result.wrong:
        say(wrong)
    return 1 if result.wrong else 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
