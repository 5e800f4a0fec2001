"""Checking a whole document: every family of rules, each finding with its passage in the text that was read."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache, lru_cache
from typing import Any

from hongtou.check.burden import WordLimits, check_burden
from hongtou.check.direction import Direction
from hongtou.check.finding import Fault, Finding
from hongtou.check.needs import Sieve
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.routing import check_routing
from hongtou.check.rule import Rule, rules_of
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Document, Span, Value
from hongtou.model.dispatch import Dispatch
from hongtou.model.organs import Organs
from hongtou.text import KEPT

PAPER_FAMILIES = ("elements", "structure", "genre", "page", "validity", "secrecy", "language")
"""The families whose rules see a ``Paper``, or one stretch of its running text at a time."""
FAMILIES = ("routing", "burden", *PAPER_FAMILIES)
_SEPARATOR = re.compile("[、，,；;]")
# Without a list of organs nobody can say who exists or may issue; that one organ is named twice shows all the same.
_NEEDS_LIST = ("YS-08", "YS-16", "GW-38")
_SHOWS_WITHOUT = "YS-08C"


@dataclass(frozen=True, slots=True)
class Question:
    """What is known beside the document, and which rules are asked.

    ``sender`` and ``addressees`` stand in for those that were read; ``organs`` is the list of organs, without which
    kinship is guessed from names. ``select`` and ``ignore`` name families, rules (GW-24) or codes (GW-24A), or the
    beginning of one.
    """

    sender: str = ""
    addressees: Sequence[str] = ()
    direction: Direction | None = None
    organs: Organs | None = None
    limits: WordLimits = WordLimits()
    select: Sequence[str] = ()
    ignore: Sequence[str] = ()

    def asks(self, finding: Finding) -> bool:
        """Whether what a rule found was asked for."""
        chosen = not self.select or any(_means(name, finding) for name in self.select)
        return chosen and not any(_means(name, finding) for name in self.ignore)


def _means(name: str, finding: Finding) -> bool:
    wanted = name.upper()
    return wanted == finding.family.upper() or finding.code.startswith(wanted) or finding.rule == wanted


def check_document(document: Document, question: Question | None = None) -> tuple[Finding, ...]:
    """What all families of rules say of *document*, in the order of its text; spans are within ``document.text``.

    A finding about something that is missing has no span.
    """
    asked = question or Question()
    return check_paper(paper_of(document, asked), asked)


@cache
def why_of(code: str) -> str:
    """Why the rule of that *code* (GW-24A) is held to, in a sentence; empty where no rule has it."""
    return next((rule.why for _, rule in all_rules() if rule.code == code), "")


def check_paper(paper: Paper, asked: Question) -> tuple[Finding, ...]:
    """The same of what ``paper_of`` made of a document and the question *asked*."""
    by_family = (
        *_routing(paper, guessed=asked.organs is None),
        *_burden(paper, asked.limits),
        *_paper(paper),
        *_stretches(paper),
    )
    found = filter(asked.asks, by_family)
    return tuple(sorted(found, key=lambda one: (one.span.start if one.span else -1, one.code)))


def paper_of(document: Document, asked: Question) -> Paper:
    """*document* with who sends it to whom, as read or as the question says; without a list of organs their kinship
    is guessed from their names."""
    to = _dispatch(document, asked)
    organs = asked.organs or Organs.from_names((to.sender, *to.joint, *to.addressees, *to.copies))
    return Paper(document, to, organs, asked.direction, listed=asked.organs is not None)


def _dispatch(document: Document, asked: Question) -> Dispatch:
    issuers = tuple(value.value for value in document.issuers)
    signed = document.signature.value.organs if document.signature else ()
    sender, *joint = (asked.sender,) if asked.sender else (issuers or signed or ("",))
    named = tuple(
        name.strip() for entry in asked.addressees for name in _SEPARATOR.split(entry) if name.strip()
    )
    return Dispatch(
        sender=sender,
        joint=tuple(joint),
        addressees=named or tuple(value.value for value in document.addressees),
        copies=tuple(value.value for value in document.copy_to),
        title=document.title.value if document.title else "",
        body=_body(document).of(document.text),
        genre=document.genre.value if document.genre else None,
        annexes=tuple(note.name for note in document.annex_notes),
        in_name_of=(document.signature.value.person or "") if document.signature else "",
    )


def _body(document: Document) -> Span:
    """The body as one passage of the text."""
    if not document.body:
        return Span(0, 0)
    return Span(document.body[0].span.start, document.body[-1].span.end)


@cache
def all_rules() -> tuple[tuple[str, Rule[Any, Any]], ...]:
    """Every rule of the library with its family, family by family."""
    return tuple((family, rule) for family in FAMILIES for rule in rules_of(family))


def document_rules() -> tuple[tuple[str, PaperRule | TextRule], ...]:
    """The rules whose samples are whole documents, each with its family."""
    return tuple((family, rule) for family, rule in all_rules() if family in PAPER_FAMILIES)


@cache
def _paper_rules() -> tuple[tuple[str, PaperRule], ...]:
    return tuple((family, rule) for family, rule in document_rules() if not isinstance(rule, TextRule))


@cache
def _text_rules() -> Sieve[tuple[str, TextRule]]:
    return Sieve(
        ((family, rule), rule.needs) for family, rule in document_rules() if isinstance(rule, TextRule)
    )


def _paper(paper: Paper) -> Iterator[Finding]:
    for family, rule in _paper_rules():
        yield from rule.findings(paper, family)


def _stretches(paper: Paper) -> Iterator[Finding]:
    for placed in paper.stretches:
        for family, rule, fault in _in_stretch(placed.stretch):
            if paper.binds(rule.basis):
                yield rule.finding(placed.moved(fault), family)


@lru_cache(maxsize=KEPT)
def _in_stretch(stretch: Stretch) -> tuple[tuple[str, TextRule, Fault], ...]:
    """What the rules of language find in a stretch; kept, so that one key in a long draft costs one paragraph."""
    return tuple(
        (family, rule, fault)
        for family, rule in _text_rules().through(stretch.text)
        for fault in rule.check(stretch)
    )


def _burden(paper: Paper, limits: WordLimits) -> Iterator[Finding]:
    body = _body(paper.document)
    for finding in check_burden(paper.dispatch.body, paper.genre, limits):
        if not paper.binds(finding.basis):
            continue
        yield _at(_moved(finding.span, body.start), finding) if finding.span else finding


def _routing(paper: Paper, *, guessed: bool) -> Iterator[Finding]:
    if paper.is_old:
        return
    body = _body(paper.document)
    for finding in check_routing(paper.dispatch, paper.organs):
        if guessed and finding.rule in _NEEDS_LIST and finding.code != _SHOWS_WITHOUT:
            continue
        if finding.span is not None and finding.field == "body":
            yield _at(_moved(finding.span, body.start), finding)
        else:
            yield _at(_element(finding.field, paper.document), finding)


def _at(span: Span | None, finding: Finding) -> Finding:
    return dataclasses.replace(finding, span=span)


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _element(name: str, document: Document) -> Span | None:
    """The passage of an element that a finding is about, None where it stands nowhere."""
    title = (document.title,) if document.title else ()
    values: dict[str, tuple[Value[str], ...]] = {
        "addressees": document.addressees,
        "copies": document.copy_to,
        "sender": document.issuers,
        "joint": document.issuers[1:],
        "title": title,
        "genre": title,
    }
    found = values.get(name, ())
    return found[0].span if found else None
