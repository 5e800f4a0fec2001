"""Phrases of offices in which one character was mistaken for another of like sound or shape; the data are in ``words/``."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from hongtou.check.finding import Fault
from hongtou.check.stretch import Stretch
from hongtou.check.words import lines_of, mistype, rights
from hongtou.model import Span

_HALF = 2


_Halves = dict[str, dict[str, list[tuple[int, str]]]]
"""By one half of phrases and one character of the other, which stands first (力·) or second (·力): the other halves that
have it, each with its number in the data."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """What stands behind a first half, and before a second one, where the other half may be mistyped."""

    every: frozenset[str]
    behind: _Halves
    before: _Halves


@cache
def _phrases() -> _Phrases:
    lines = lines_of("phrases")
    found = _Phrases(frozenset(line.partition("\t")[0] for line in lines), {}, {})
    for number, line in enumerate(lines):
        phrase, _, half = line.partition("\t")
        if half != "1":
            _add(found.behind, phrase[:_HALF], phrase[_HALF:], number)
        if half != "2":
            _add(found.before, phrase[_HALF:], phrase[:_HALF], number)
    return found


def _add(halves: _Halves, half: str, other: str, number: int) -> None:
    if len(other) == _HALF:
        by_character = halves.setdefault(half, {})
        for kept in (f"{other[0]}·", f"·{other[1]}"):
            by_character.setdefault(kept, []).append((number, other))


@cache
def _alike() -> dict[str, set[int]]:
    """The numbers of the lines on which a character stands."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(lines_of("alike")):
        for character in line:
            groups.setdefault(character, set()).add(number)
    return groups


def _slips(halves: _Halves, half: str, written: str) -> list[str]:
    """What may be meant by *written* beside *half*: what differs in one character, and by one that is like it."""
    by_character = halves.get(half)
    if by_character is None or len(written) != _HALF:
        return []
    differs_behind = by_character.get(f"{written[0]}·", ())
    differs_before = by_character.get(f"·{written[1]}", ())
    if not (differs_behind or differs_before):
        return []
    found = [each for each in differs_behind if _are_alike(written[1], each[1][1])]
    found += [each for each in differs_before if _are_alike(written[0], each[1][0])]
    return [meant for _, meant in sorted(found)]


def _are_alike(one: str, other: str) -> bool:
    groups = _alike()
    return one != other and not groups.get(one, set()).isdisjoint(groups.get(other, ()))


def mistyped_phrases(stretch: Stretch) -> Iterator[Fault]:
    """The halves of phrases that are nearly what they should be, unless a neighbour makes a word of their last character."""
    text, phrases = stretch.text, _phrases()
    for at in range(len(text) - 1):
        pair = text[at : at + _HALF]
        if pair not in phrases.behind and pair not in phrases.before:
            continue
        for start, meant in (
            *((at + _HALF, each) for each in _slips(phrases.behind, pair, text[at + _HALF : at + 2 * _HALF])),
            *((at - _HALF, each) for each in _slips(phrases.before, pair, text[max(0, at - _HALF) : at])),
        ):
            span = Span(start, start + _HALF)
            if stretch.is_quoted(span.start, span.end):
                continue
            whole = text[min(at, start) : min(at, start) + 2 * _HALF]
            touching = {text[start - 1 : start + 1], text[start + 1 : start + 1 + _HALF]}
            if whole not in phrases.every and not touching & rights():
                yield mistype(text, span, meant)
                break
