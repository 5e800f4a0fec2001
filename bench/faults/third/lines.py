"""Lines of a paper that faults are put into: who it is addressed to, copied to and issued by, and how it closes.

address("⟦县委⟧")                              whom it is addressed to
copied("⟦各中心学校⟧")                          one more organ that gets a copy
issued_by("云岭县水利局", "⟦云岭县水利局防汛股⟧")  in mark, title and signature alike
closing("⟦特此公告。⟧")                        the last line of the body
on_top("⟦特提⟧")                               a line above all others
by("局$", way)                                 for papers that are signed so
"""

from __future__ import annotations

import re
from collections.abc import Callable
from random import Random

from bench.faults.editing import element, put
from bench.faults.injected import Carrier, Injected, Way
from hongtou import Document, Paragraph, Span

UPWARD = ("请示", "报告")
_CLOSING = re.compile(r"(?:特此报告|妥否，请批示|此复|专此函复|现提请审议)。")


def text_of(document: Document, name: str) -> str:
    """The words of an element, its first passage; empty where it is missing."""
    spans = element(document, name)
    return spans[0].of(document.text) if spans else ""


def by(pattern: str, way: Way, *, without: str = "") -> Way:
    """The same *way*, for papers whose signature matches *pattern* and whose text does not match *without*."""

    def chosen(carrier: Carrier, rng: Random) -> Injected | None:
        if not re.search(pattern, text_of(carrier.document, "signature")):
            return None
        if without and re.search(without, carrier.text):
            return None
        return way(carrier, rng)

    return chosen


def if_text(condition: Callable[[Carrier], bool], way: Way) -> Way:
    """The same *way*, for carriers of which *condition* holds."""

    def chosen(carrier: Carrier, rng: Random) -> Injected | None:
        return way(carrier, rng) if condition(carrier) else None

    return chosen


def then(way: Way, *changes: tuple[str, str]) -> Way:
    """*way*, and whatever words must change with it behind the passage that is wrong, so that the paper stays one; None
    where none of them stands there."""

    def made(carrier: Carrier, rng: Random) -> Injected | None:
        first = way(carrier, rng)
        if first is None:
            return None
        assert isinstance(first.source, str) and first.span is not None
        head, rest = first.source[: first.span.end], first.source[first.span.end :]
        for pattern, new in changes:
            rest = re.sub(pattern, new, rest)
        return Injected(head + rest, first.span) if head + rest != first.source else None

    return made


def address(new: str | Callable[[Carrier], str]) -> Way:
    """Put *new* for all that the paper is addressed to, the colon left in its place."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, "addressees")
        if not spans:
            return None
        given = new if isinstance(new, str) else new(carrier)
        if not given:
            return None
        return put(carrier.text, Span(spans[0].start, spans[-1].end), given)

    return way


def copied(new: str | Callable[[Carrier], str]) -> Way:
    """Send a copy to *new* too: in the line of copies, or in one of its own above the imprint or at the end."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        given = new if isinstance(new, str) else new(carrier)
        if not given:
            return None
        if spans := element(carrier.document, "copy_to"):
            at = spans[-1].end
            return put(carrier.text, Span(at, at), f"，{given}")
        if spans := element(carrier.document, "imprint"):
            at = spans[-1].start
            return put(carrier.text, Span(at, at), f"抄送：{given}。\n")
        at = len(carrier.text.rstrip("\n"))
        return put(carrier.text, Span(at, at), f"\n抄送：{given}。")

    return way


def issued_by(old: str, new: str, *others: tuple[str, str]) -> Way:
    """Put *new* for the organ *old* wherever it issues: in mark, title and signature; the first place is the passage.
    *others* are patterns that change with it anywhere behind."""
    bare, organ = new.replace("⟦", "").replace("⟧", ""), re.compile(rf"{old}(?!办公室)")

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        document, text = carrier.document, carrier.text
        spans = {s for name in ("issuer_mark", "title", "signature") for s in element(document, name)}
        found = sorted(m.span() for s in spans for m in organ.finditer(text, s.start, s.end))
        if not found:
            return None
        for start, end in reversed(found[1:]):
            text = text[:start] + bare + text[end:]
        made = put(text, Span(*found[0]), new)
        return then(lambda _carrier, _rng: made, *others)(carrier, rng) if others else made

    return way


def joined_by(other: str) -> Way:
    """Let *other* issue the paper of one organ with it: behind its name in title and signature."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        document, text = carrier.document, carrier.text
        names, titles = element(document, "signature"), element(document, "title")
        if not names or not titles or len(document.issuers) != 1:
            return None
        organ = names[0].of(text)
        if not titles[0].of(text).startswith(f"{organ}\n"):
            return None
        text = f"{text[: names[0].end]}　{other}{text[names[0].end :]}"
        at = titles[0].start + len(organ)
        return put(text, Span(at, at), f"　⟦{other}⟧")

    return way


def closing(new: str) -> Way:
    """Let the body close with *new*, in the place of its closing phrase where it has one."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        blocks = [b for b in carrier.document.body if isinstance(b, Paragraph)]
        if not blocks:
            return None
        last = blocks[-1]
        if _CLOSING.fullmatch(last.text):
            return put(carrier.text, last.span, new)
        return put(carrier.text, Span(last.span.end, last.span.end), f"\n{new}")

    return way


def on_top(new: str) -> Way:
    """Put *new* above all lines of a paper that begins with its mark."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, "issuer_mark")
        if not spans or spans[0].start:
            return None
        return put(carrier.text, Span(0, 0), f"{new}\n")

    return way


def whole(name: str, new: str | Callable[[Carrier], str]) -> Way:
    """Put *new* for the whole element, all its lines."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, name)
        given = new if isinstance(new, str) else new(carrier)
        if not spans or not given:
            return None
        return put(carrier.text, Span(spans[0].start, spans[-1].end), given)

    return way


def body_becomes(new: str) -> Way:
    """Put *new* for the whole body."""
    return whole("body", new)


def missing(way: Way) -> Way:
    """The same *way*; what is wrong is that something is gone, so that no passage is."""

    def made(carrier: Carrier, rng: Random) -> Injected | None:
        first = way(carrier, rng)
        return first and Injected(first.source)

    return made


def remade(name: str, pattern: str, make: Callable[[re.Match[str]], str], *, which: int | None = None) -> Way:
    """Put what *make* gives for one match of *pattern* within the element, of several one by chance, or number *which*
    of them; an empty answer means that this match takes no fault."""
    compiled = re.compile(pattern)

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        places = [
            (Span(*match.span()), given)
            for span in element(carrier.document, name)
            for match in compiled.finditer(carrier.text, span.start, span.end)
            if (given := make(match))
        ]
        if not places:
            return None
        if which is not None:
            return put(carrier.text, *places[which]) if -len(places) <= which < len(places) else None
        return put(carrier.text, *rng.choice(places))

    return way


def rewritten(pattern: str, new: str | Callable[[re.Match[str]], str]) -> Way:
    """Put *new* for the first match of *pattern* in the whole text, whatever lines it takes up; ``^`` and ``$`` stand
    at the ends of lines."""
    compiled = re.compile(pattern, re.MULTILINE)

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        match = compiled.search(carrier.text)
        if match is None:
            return None
        given = match.expand(new) if isinstance(new, str) else new(match)
        return put(carrier.text, Span(*match.span()), given)

    return way
