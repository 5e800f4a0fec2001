"""Phrases of offices in which one character was mistaken for another of like sound or shape; the data are in ``words/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from hongtou.check.finding import Fault
from hongtou.check.stretch import Stretch
from hongtou.check.words import mistype, rights
from hongtou.model import Span

_HALF = 2


@dataclass(frozen=True, slots=True)
class _Phrases:
    """What stands behind a first half, and before a second one, where the other half may be mistyped."""

    every: frozenset[str]
    behind: dict[str, list[str]]
    before: dict[str, list[str]]


def _lines(name: str) -> list[str]:
    text = files("hongtou.check").joinpath("words", name).read_text("utf-8")
    return [line for line in text.splitlines() if not line.startswith("#")]


@cache
def _phrases() -> _Phrases:
    known, behind, before = set[str](), dict[str, list[str]](), dict[str, list[str]]()
    for line in _lines("phrases.txt"):
        phrase, _, half = line.partition("\t")
        known.add(phrase)
        if half != "1":
            behind.setdefault(phrase[:_HALF], []).append(phrase[_HALF:])
        if half != "2":
            before.setdefault(phrase[_HALF:], []).append(phrase[:_HALF])
    return _Phrases(frozenset(known), behind, before)


@cache
def _alike() -> dict[str, set[int]]:
    """The numbers of the lines on which a character stands."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(_lines("alike.txt")):
        for character in line:
            groups.setdefault(character, set()).add(number)
    return groups


def _is_slip(written: str, meant: str) -> bool:
    """Whether two halves differ in one character, and by one that is like it."""
    differ = [(a, b) for a, b in zip(written, meant, strict=False) if a != b]
    if len(differ) != 1 or len(written) != len(meant):
        return False
    groups = _alike()
    return not groups.get(differ[0][0], set()).isdisjoint(groups.get(differ[0][1], ()))


def mistyped_phrases(stretch: Stretch) -> Iterator[Fault]:
    """The halves of phrases that are nearly what they should be, unless a neighbour makes a word of their last character."""
    text, phrases = stretch.text, _phrases()
    for at in range(len(text) - 1):
        pair = text[at : at + _HALF]
        for start, meant in (
            *((at + _HALF, each) for each in phrases.behind.get(pair, ())),
            *((at - _HALF, each) for each in phrases.before.get(pair, ()) if at >= _HALF),
        ):
            span = Span(start, start + _HALF)
            if not _is_slip(span.of(text), meant) or stretch.is_quoted(span.start, span.end):
                continue
            whole = text[min(at, start) : min(at, start) + 2 * _HALF]
            touching = {text[start - 1 : start + 1], text[start + 1 : start + 1 + _HALF]}
            if whole not in phrases.every and not touching & rights():
                yield mistype(text, span, meant)
                break
