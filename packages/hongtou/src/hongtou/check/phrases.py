"""Phrases of offices in which one character was mistaken for another of like sound or shape; the data are in ``words/``."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import compress, count

from hongtou.check.finding import Fault
from hongtou.check.stretch import Stretch
from hongtou.check.words import lines_of, mistype, rights
from hongtou.model import Span

_HALF, _WHOLE = 2, 4

_Nearly = Sequence[tuple[int, str]]
_Meant = dict[str, list[tuple[int, str]]]
"""By three characters of phrases, in their order: the half that the fourth one belongs to, with its number in the data."""


@dataclass(frozen=True, slots=True)
class _Phrases:
    """Phrases of four characters, by what is left of them when one of the four is mistyped."""

    every: frozenset[str]
    halves: frozenset[tuple[str, str]]
    but_first: _Meant
    but_second: _Meant
    but_third: _Meant
    but_fourth: _Meant


@cache
def _phrases() -> _Phrases:
    every, halves = set[str](), set[tuple[str, str]]()
    by_rest: tuple[_Meant, _Meant, _Meant, _Meant] = ({}, {}, {}, {})
    for number, line in enumerate(lines_of("phrases")):
        phrase, _, half = line.partition("\t")
        every.add(phrase)
        if len(phrase) != _WHOLE:
            continue
        # The line names the half that may be mistyped, where only one may.
        for mistyped in (2, 3) if half != "1" else ():
            _add(by_rest[mistyped], phrase[:mistyped] + phrase[mistyped + 1 :], number, phrase[_HALF:])
            halves.add((phrase[0], phrase[1]))
        for mistyped in (0, 1) if half != "2" else ():
            _add(by_rest[mistyped], phrase[:mistyped] + phrase[mistyped + 1 :], number, phrase[:_HALF])
            halves.add((phrase[2], phrase[3]))
    return _Phrases(frozenset(every), frozenset(halves), *by_rest)


def _add(meant: _Meant, rest: str, number: int, half: str) -> None:
    meant.setdefault(rest, []).append((number, half))


@cache
def _alike() -> dict[str, set[int]]:
    """The numbers of the lines on which a character stands."""
    groups: dict[str, set[int]] = {}
    for number, line in enumerate(lines_of("alike")):
        for character in line:
            groups.setdefault(character, set()).add(number)
    return groups


def _slips(text: str) -> Iterator[tuple[int, int, str]]:
    """Where a half of a phrase stands, where one beside it begins that is nearly the other half, and what is meant by that;
    of two beside the same one that behind it first. Four characters that are a phrase as they are have no such half."""
    phrases = _phrases()
    every, but_first, but_second = phrases.every, phrases.but_first, phrases.but_second
    but_third, but_fourth = phrases.but_third, phrases.but_fourth
    # A fifth of all neighbours are a half of some phrase: they are picked out without a step of Python for each, and what
    # stands there is mostly the phrase itself, or no phrase at all.
    for at in compress(count(), map(phrases.halves.__contains__, zip(text, text[1:], strict=False))):
        whole = text[at : at + _WHOLE]
        if whole not in every:
            third, fourth = but_fourth.get(whole[:3], ()), but_third.get(whole[:2] + whole[3:], ())
            if (third or fourth) and (meant := _alike_to(whole[_HALF:], third, fourth)):
                yield at, at + _HALF, meant
        before = at - _HALF
        if before >= 0 and (whole := text[before : before + _WHOLE]) not in every:
            first, second = but_second.get(whole[0] + whole[2:], ()), but_first.get(whole[1:], ())
            if (first or second) and (meant := _alike_to(whole[:_HALF], first, second)):
                yield at, before, meant


def _alike_to(written: str, same_first: _Nearly, same_second: _Nearly) -> str | None:
    """The first in the data of the halves of which *written* has the first character and one like the second, or the other
    way round; None where it has none, or is cut off by the end of the text."""
    if len(written) != _HALF:
        return None
    found = [each for each in same_first if _are_alike(written[1], each[1][1])]
    found += [each for each in same_second if _are_alike(written[0], each[1][0])]
    return min(found)[1] if found else None


def _are_alike(one: str, other: str) -> bool:
    groups = _alike()
    return one != other and not groups.get(one, set()).isdisjoint(groups.get(other, ()))


def mistyped_phrases(stretch: Stretch) -> Iterator[Fault]:
    """The halves of phrases that are nearly what they should be, unless a neighbour makes a word of their last character."""
    text, done = stretch.text, -1
    for at, start, meant in _slips(text):
        span = Span(start, start + _HALF)
        if at == done or stretch.is_quoted(span.start, span.end):
            continue
        touching = {text[start - 1 : start + 1], text[start + 1 : start + 1 + _HALF]}
        if not touching & rights():
            done = at
            yield mistype(text, span, meant)
