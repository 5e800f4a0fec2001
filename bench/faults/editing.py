"""How faults are put into a text: small functions that make ways.

    swap("document_number", r"〔(\\d{4})〕", r"[\\1]")     within the passage of an element
    swap(BODY, "截至", "截止")                            within body and annexes, one place of it
    without("document_date")                             the lines of an element taken out
    sentence("会议定于⟦2月30日⟧召开。")                    a sentence into a paragraph of the body
    paragraph("⟦一，总体要求⟧", before=True)              a paragraph of its own
    line_after("title", "⟦……⟧")                          a line behind an element
    remark("（[一二三]）", "{n}.")                         other markers for the paragraphs of a section

``⟦…⟧`` marks the passage that is wrong; without it the whole of what was put in is. Places are chosen by the
``Random`` that is passed in, so that the same seed makes the same faults.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from os.path import commonprefix
from random import Random

from bench.faults.injected import Carrier, Injected, Way
from hongtou import Document, Heading, Paragraph, Span

BODY = "body"
"""The blocks of the body, tables included."""
ANYWHERE = "text"
_HANZI = "一二三四五六七八九十"
_MARKED = re.compile("⟦(.*?)⟧", re.DOTALL)


def element(document: Document, name: str) -> tuple[Span, ...]:
    """The passages of an element or field of *document* by its name; none where it is missing."""
    if name == ANYWHERE:
        return (Span(0, len(document.text)),)
    found = getattr(document, name)
    if found is None:
        return ()
    return tuple(one.span for one in (found if isinstance(found, tuple) else (found,)))


def put(text: str, span: Span, new: str) -> Injected:
    """*new* in the place of *span*; ``⟦…⟧`` in it marks what is wrong."""
    bare = _MARKED.sub(r"\1", new)
    marked = _MARKED.search(new)
    start = span.start + (marked.start() if marked else 0)
    wrong = Span(start, start + len(marked[1] if marked else bare))
    return Injected(text[: span.start] + bare + text[span.end :], wrong)


def swap(name: str, pattern: str, new: str, *, missing: bool = False) -> Way:
    """Put *new* (a template of ``re``) for one match of *pattern* within the element; *missing* says that the fault
    is what is gone, so that no passage is wrong."""
    compiled = re.compile(pattern)

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        places = [
            match
            for span in element(carrier.document, name)
            for match in compiled.finditer(carrier.text, span.start, span.end)
            if _MARKED.sub(r"\1", match.expand(new)) != match.group()
        ]
        if not places:
            return None
        match = rng.choice(places)
        made = put(carrier.text, Span(*match.span()), match.expand(new))
        return Injected(made.source) if missing else made

    return way


def without(name: str) -> Way:
    """Take out the lines on which the element stands, all of them."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, name)
        if not spans:
            return None
        lines = carrier.text.split("\n")
        kept, start = [], 0
        for line in lines:
            end = start + len(line)
            if not any(span.start < end and start < span.end for span in spans):
                kept.append(line)
            start = end + 1
        return Injected("\n".join(kept))

    return way


def sentence(new: str, *, where: str = "end") -> Way:
    """Put a sentence at the ``end`` of a paragraph of the body, or at its ``start`` (behind its marker's heading)."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        places = _running(carrier.document)
        if not places:
            return None
        block = rng.choice(places)
        at = block.span.end
        if where == "start":
            lead = block.text.find("。") if block.marker else -1
            at = block.span.start + (lead + 1 if lead >= 0 else len(block.marker))
        return put(carrier.text, Span(at, at), new)

    return way


def _running(document: Document) -> list[Paragraph]:
    return [
        b for b in document.body if isinstance(b, Paragraph) and len(b.text) > 20 and b.text.endswith("。")
    ]


def paragraph(new: str, *, before: bool = False) -> Way:
    """Put a paragraph (or several, parted by line feeds) behind a running paragraph of the body, or before it."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        places: Sequence[Heading | Paragraph] = _running(carrier.document)
        if not places:
            return None
        span = rng.choice(places).span
        if before:
            made = put(carrier.text, Span(span.start, span.start), new + "\n")
            return made if "⟦" in new else _trimmed(made)
        at = span.end
        made = put(carrier.text, Span(at, at), "\n" + new)
        return made if "⟦" in new else _trimmed(made)

    return way


def _trimmed(made: Injected) -> Injected:
    """The same, the line feeds at the ends of the passage left out of it."""
    assert isinstance(made.source, str) and made.span is not None
    words = made.span.of(made.source)
    start = made.span.start + len(words) - len(words.lstrip("\n"))
    return Injected(made.source, Span(start, made.span.end - len(words) + len(words.rstrip("\n"))))


def line_after(name: str, new: str) -> Way:
    """Put a line behind the last line of the element."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        spans = element(carrier.document, name)
        if not spans:
            return None
        at = carrier.text.find("\n", spans[-1].end)
        at = len(carrier.text) if at < 0 else at
        made = put(carrier.text, Span(at, at), "\n" + new)
        return made if "⟦" in new else _trimmed(made)

    return way


def remark(old: str, new: str) -> Way:
    """Give the paragraphs of one section whose markers match *old* other markers, counted from one: in *new*,
    ``{n}`` is the number in digits and ``{hanzi}`` in Hanzi. The first of them is the passage that is wrong."""
    marker, section = (
        re.compile(f"(?m)^(?:{old})"),
        re.compile(r"(?m)^(?:[一二三四五六七八九十]、.*|附件.*)$"),
    )

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        text = carrier.text
        bounds = [0, *(match.start() for match in section.finditer(text)), len(text)]
        runs = [list(marker.finditer(text, a, b)) for a, b in pairwise(bounds)]
        runs = [run for run in runs if run]
        if not runs:
            return None
        run = rng.choice(runs)
        made, at = text, run[0].start()
        for number, match in reversed(list(enumerate(run, start=1))):
            given = new.format(n=number, hanzi=_HANZI[number - 1])
            made = made[: match.start()] + given + made[match.end() :]
        return Injected(made, Span(at, at + len(new.format(n=1, hanzi=_HANZI[0]))))

    return way


def together(old: str, new: str, *others: tuple[str, str]) -> Way:
    """Put *new* for the first *old*, whatever other words must change with it; what ``⟦…⟧`` in *new* holds also
    stands for every later *old* without the last character they have in common."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        at = carrier.text.find(old)
        if at < 0:
            return None
        made = put(carrier.text, Span(at, at + len(old)), new)
        assert isinstance(made.source, str) and made.span is not None
        end, text = made.span.end, made.source
        rest, given = text[end:], made.span.of(text)
        ending = len(commonprefix([old[::-1], given[::-1]]))
        stems = [(old[: len(old) - ending], given[: len(given) - ending])] if ending else []
        pairs = [(old, given), *stems, *others]
        for before, after in pairs:
            rest = rest.replace(before, after) if before else rest
        return Injected(text[:end] + rest, made.span)

    return way


def only(genres: Sequence[str], way: Way) -> Way:
    """The same *way*, for carriers of these genres (通知, 请示 …) alone."""

    def chosen(carrier: Carrier, rng: Random) -> Injected | None:
        genre = carrier.document.genre
        return way(carrier, rng) if genre and genre.value.value in genres else None

    return chosen
