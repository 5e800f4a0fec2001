"""Errors and warnings where nothing is wrong: on the carriers, and on the held-out half of real documents."""

from __future__ import annotations

import hashlib
import tomllib
from collections import Counter
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from bench.faults.carriers import carriers
from bench.held_out import Half, documents_in
from hongtou import Finding, Unreadable, check_document, read

LINES, CHARACTERS = 22, 28
"""A page of running text (GB/T 9704-2012, 5.2.3)."""
PAGES = 20
_TRUE = Path(__file__).resolve().parent / "true_faults"


@dataclass(slots=True)
class Noise:
    """What was said of documents, ``false`` by code, ``true`` what an annotation confirms, over so many pages."""

    documents: int = 0
    pages: float = 0.0
    false: Counter[str] = field(default_factory=Counter)
    true: int = 0
    advice: int = 0
    lines: list[str] = field(default_factory=list)

    @property
    def per_twenty_pages(self) -> float:
        """False errors and warnings per 20 pages."""
        return self.false.total() * PAGES / self.pages if self.pages else 0.0


def pages_of(text: str) -> float:
    """How many pages of 22 lines of 28 characters *text* fills."""
    return sum(-(-len(line) // CHARACTERS) for line in text.split("\n") if line.strip()) / LINES


def of_carriers() -> Noise:
    """What the rules say of the untouched carriers; their passages may be shown."""
    noise = Noise()
    for carrier in carriers():
        _count(noise, carrier.text, carrier.findings, ())
        noise.lines += [
            f"{carrier.name}: {f.code} {f.message}" for f in carrier.findings if f.severity != "advice"
        ]
    return noise


def of_samples(folder: Path) -> tuple[Noise, Noise]:
    """What the rules say of the held-out half of real documents, and of files beside them that have neither genre nor
    number and are no official documents (test files of other programs); nothing of their text is kept."""
    official, other = Noise(), Noise()
    for each in documents_in(folder, Half.HELD_OUT):
        data = each.path.read_bytes()
        try:
            document = read(data, each.path.name)
        except Unreadable:
            continue
        noise = official if document.genre or document.document_number else other
        _count(noise, document.text, check_document(document), true_faults(hashlib.sha256(data).hexdigest()))
    return official, other


def _count(noise: Noise, text: str, findings: tuple[Finding, ...], annotated: tuple[Mark, ...]) -> None:
    noise.documents += 1
    noise.pages += pages_of(text)
    for finding in findings:
        if finding.severity == "advice":
            noise.advice += 1
        elif any(_confirms(mark, finding) for mark in annotated):
            noise.true += 1
        else:
            noise.false[finding.code] += 1


def _confirms(mark: Mark, finding: Finding) -> bool:
    if mark.family != finding.family or (mark.field and mark.field != finding.field):
        return False
    if mark.end == 0:
        return bool(mark.field)
    return finding.span is not None and finding.span.start < mark.end and mark.start < finding.span.end


@dataclass(frozen=True, slots=True)
class Mark:
    """What is really wrong in a held-out document: by ``field`` where it has no place in the text, else by offsets in
    ``Document.text``."""

    family: str
    field: str = ""
    start: int = 0
    end: int = 0
    says: str = ""


@cache
def true_faults(digest: str) -> tuple[Mark, ...]:
    """What an annotation says of the document with this SHA-256.

    The files of ``true_faults/`` are called after the first 16 digits of it, each with an array ``fault``.
    """
    path = _TRUE / f"{digest[:16]}.toml"
    if not path.exists():
        return ()
    return tuple(Mark(**entry) for entry in tomllib.loads(path.read_text("utf-8"))["fault"])
