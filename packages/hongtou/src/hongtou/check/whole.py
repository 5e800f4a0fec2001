"""Checking a whole document: every family of rules, each finding with its passage in the text that was read."""

from __future__ import annotations

import dataclasses
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import Any, cast

from hongtou.check.burden import WordLimits, check_burden
from hongtou.check.direction import Direction
from hongtou.check.finding import Finding
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.propose import propose
from hongtou.check.routing import check_routing
from hongtou.check.rule import Rule, rules_of
from hongtou.model import Document, Span
from hongtou.model.dispatch import Dispatch
from hongtou.model.organs import Organs

PAPER_FAMILIES = ("elements", "structure", "genre", "language", "secrecy")
"""The families whose rules see a ``Paper``."""
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
    limits: WordLimits = field(default_factory=WordLimits)
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
    paper = paper_of(document, asked)
    found = [
        finding
        for finding in (*_routing(paper, asked), *_burden(paper, asked), *_paper(paper, asked))
        if asked.asks(finding)
    ]
    return tuple(sorted(found, key=lambda one: (one.span.start if one.span else -1, one.code)))


def paper_of(document: Document, question: Question | None = None) -> Paper:
    """*document* with who sends it to whom, as read or as the question says, and in which direction."""
    asked = question or Question()
    dispatch = dispatch_of(document, asked)
    organs = asked.organs or organs_of(dispatch)
    direction = asked.direction
    if direction is None:
        direction = propose(
            dispatch.sender, dispatch.addressees, dispatch.title, dispatch.body, organs
        ).direction
    return Paper(document, dispatch, direction)


def dispatch_of(document: Document, question: Question | None = None) -> Dispatch:
    """Who sends *document* to whom, and what."""
    asked = question or Question()
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
        body=body_span(document).of(document.text),
        genre=document.genre.value if document.genre else None,
        annexes=tuple(note.name for note in document.annex_notes),
    )


def organs_of(dispatch: Dispatch) -> Organs:
    """The organs that a dispatch names, with their kinship guessed from the names."""
    return Organs.from_names((dispatch.sender, *dispatch.addressees, *dispatch.copies))


def body_span(document: Document) -> Span:
    """The body as one passage of the text."""
    if not document.body:
        return Span(0, 0)
    return Span(document.body[0].span.start, document.body[-1].span.end)


@cache
def paper_rules() -> tuple[tuple[str, PaperRule], ...]:
    """The rules that see a ``Paper``, each with its family."""
    return tuple(
        (family, rule)
        for family in PAPER_FAMILIES
        for rule in cast("tuple[PaperRule, ...]", rules_of(family))
    )


@cache
def all_rules() -> tuple[tuple[str, Rule[Any, Any]], ...]:
    """Every rule of the library with its family, family by family."""
    return tuple((family, rule) for family in FAMILIES for rule in rules_of(family))


def _paper(paper: Paper, asked: Question) -> Iterator[Finding]:
    for family, rule in paper_rules():
        yield from rule.findings(paper, family)


def _burden(paper: Paper, asked: Question) -> Iterator[Finding]:
    if paper.is_old:
        return
    body = body_span(paper.document)
    for finding in check_burden(paper.dispatch.body, paper.genre, asked.limits):
        yield _moved(finding, body.start) if finding.span else finding


def _routing(paper: Paper, asked: Question) -> Iterator[Finding]:
    if paper.is_old:
        return
    organs = asked.organs or organs_of(paper.dispatch)
    body, title = body_span(paper.document), paper.document.title
    for finding in check_routing(paper.dispatch, organs):
        if asked.organs is None and finding.rule in _NEEDS_LIST and finding.code != _SHOWS_WITHOUT:
            continue
        if finding.span is None or finding.field not in ("title", "body"):
            yield dataclasses.replace(finding, span=_element(finding.field, paper.document))
        elif finding.field == "title" and title:
            yield dataclasses.replace(finding, span=title.span)
        else:
            yield _moved(finding, body.start)


def _moved(finding: Finding, by: int) -> Finding:
    assert finding.span is not None
    return dataclasses.replace(finding, span=Span(finding.span.start + by, finding.span.end + by))


def _element(name: str, document: Document) -> Span | None:
    """The passage of an element that a finding is about, None where it stands nowhere."""
    values: Iterable[Span] = {
        "addressees": [value.span for value in document.addressees[:1]],
        "copies": [value.span for value in document.copy_to[:1]],
        "sender": [value.span for value in document.issuers[:1]],
        "joint": [value.span for value in document.issuers[1:2]],
        "title": [document.title.span] if document.title else [],
        "genre": [document.title.span] if document.title else [],
    }.get(name, [])
    return next(iter(values), None)
