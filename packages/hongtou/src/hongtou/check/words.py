"""Words that are mistaken for each other: the data in ``words/``, and where one of them stands in a text.

A line of data has its cells parted by tabs: the wrong word, the right one, then conditions. ``before=`` must end where
the word begins and ``after=`` begin where it ends, ``not_before=`` and ``not_after=`` may not; all are regular
expressions. ``source=`` names where the right form stands, if not in the dictionary. Lines are read faster than TOML,
whose reading took longer than the whole check. A line of ``typed.txt`` is a word and what slips of the keyboard make of
it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from functools import cache, cached_property, lru_cache
from importlib.resources import files
from itertools import pairwise
from operator import itemgetter

from hongtou.check.finding import Fault
from hongtou.check.paper import replace
from hongtou.check.stretch import Stretch
from hongtou.model import Span


@dataclass(frozen=True)
class Word:
    """A wrong word and the right one, what must or may not stand before and behind it, and where the right one stands."""

    wrong: str
    right: str
    source: str
    conditions: Mapping[str, str]

    @cached_property
    def _patterns(self) -> tuple[re.Pattern[str] | None, ...]:
        said = self.conditions
        return tuple(
            re.compile(f"(?:{said[name]}){ending}") if name in said else None
            for name, ending in (("before", "$"), ("not_before", "$"), ("after", ""), ("not_after", ""))
        )

    def stands(self, text: str, start: int) -> bool:
        """Whether the word at *start* of *text* stands where it is wrong."""
        before, not_before, after, not_after = self._patterns
        end = start + len(self.wrong)
        ahead = text[max(0, start - _LOOKS_BACK) : start]
        return (
            (before is None or before.search(ahead) is not None)
            and (after is None or after.match(text, end) is not None)
            and (not_before is None or not_before.search(ahead) is None)
            and (not_after is None or not_after.match(text, end) is None)
        )


_LOOKS_BACK = 24


_SOURCES = {"现汉": "《现代汉语词典》（第7版）", "异形": "《第一批异形词整理表》（GF 1001—2001）"}


@cache
def words(kind: str) -> tuple[Word, ...]:
    """The words of a kind: character, sound or variant. Raises KeyError for a source that is not named."""
    return tuple(map(_word, lines_of(kind)))


def lines_of(name: str) -> list[str]:
    """The lines of ``words/NAME.txt`` that say something: no blank ones, no remarks."""
    text = files("hongtou.check").joinpath("words", f"{name}.txt").read_text("utf-8")
    return [line for line in text.splitlines() if line and not line.startswith("#")]


def _word(line: str) -> Word:
    wrong, right, *cells = line.split("\t")
    conditions = dict(cell.split("=", 1) for cell in cells)
    return Word(wrong, right, _SOURCES[conditions.pop("source", "现汉")], conditions)


@dataclass(frozen=True, slots=True)
class _Index:
    """The words of a kind by their first two characters, each with its place in the order in which they are tried."""

    by_opening: dict[tuple[str, str], tuple[tuple[int, Word], ...]]
    of_one_character: tuple[tuple[int, Word], ...]

    @classmethod
    def of(cls, listed: Iterable[Word]) -> _Index:
        in_order = tuple(enumerate(sorted(listed, key=lambda word: word.wrong[0])))
        by_opening: dict[tuple[str, str], tuple[tuple[int, Word], ...]] = {}
        for each in in_order:
            if len(wrong := each[1].wrong) > 1:
                by_opening[wrong[0], wrong[1]] = (*by_opening.get((wrong[0], wrong[1]), ()), each)
        return cls(by_opening, tuple(each for each in in_order if len(each[1].wrong) == 1))

    def possible(self, text: str) -> list[Word]:
        """The words whose first two characters the text has."""
        found = list(self.of_one_character)
        for opening in self.by_opening.keys() & _openings(text):
            found += self.by_opening[opening]
        return [word for _, word in sorted(found, key=itemgetter(0))]


@cache
def _index(kind: str) -> _Index:
    return _Index.of(words(kind))


@cache
def _two_characters() -> re.Pattern[str]:
    pairs = frozenset(_typed()).union(*(_index(kind).by_opening for kind in _SAYS))
    first, second = ("".join(sorted({pair[at] for pair in pairs})) for at in (0, 1))
    return re.compile(f"([{first}])(?=([{second}]))")


@lru_cache(maxsize=1)
def _openings(text: str) -> frozenset[tuple[str, str]]:
    """Any two neighbours of which the one opens a wrong word and the other goes on in one: looked for once for all
    kinds, so that few texts need be searched for a word that they do not have."""
    return frozenset(_two_characters().findall(text))


def mistaken(stretch: Stretch, kind: str) -> Iterator[Fault]:
    """The words of *kind* that stand in a stretch where another is meant, but for quotations and names."""
    text, taken = stretch.text, list[tuple[int, int]]()
    for word in _index(kind).possible(text):
        start = text.find(word.wrong)
        while start >= 0:
            end = start + len(word.wrong)
            if (
                word.stands(text, start)
                and not any(a < end and start < b for a, b in taken)
                and not stretch.is_quoted(start, end)
            ):
                taken.append((start, end))
                yield _fault(text, Span(start, end), kind, word.right, word.source)
            start = text.find(word.wrong, end)


@cache
def _typed() -> dict[tuple[str, str], str]:
    """The words by what slips of the keyboard make of them."""
    pairs = (line.split("\t") for line in lines_of("typed"))
    return {(wrong[0], wrong[1]): right for right, slips in pairs for wrong in slips.split(" ")}


@cache
def rights() -> frozenset[str]:
    """The words that slips are made of."""
    return frozenset(_typed().values())


def mistyped(stretch: Stretch) -> Iterator[Fault]:
    """Two characters that are no word and nearly one, unless one of them makes a word with its other neighbour."""
    text, typed = stretch.text, _typed()
    if typed.keys().isdisjoint(_openings(text)):
        return
    for start, pair in enumerate(pairwise(text)):
        right = typed.get(pair)
        if right is None or stretch.is_quoted(start, start + 2):
            continue
        if not {text[max(0, start - 1) : start + 1], text[start + 1 : start + 3]} & rights():
            yield mistype(text, Span(start, start + 2), right)


def mistype(text: str, span: Span, right: str) -> Fault:
    """What is said of a slip of the keyboard at *span* of *text*, where *right* was meant."""
    return _fault(text, span, "character", right, _SOURCES["现汉"])


def _fault(text: str, span: Span, kind: str, right: str, source: str) -> Fault:
    return Fault(
        f"“{text[max(0, span.start - 4) : span.end + 4]}”中的“{span.of(text)}”{_SAYS[kind]}。",
        f"请核对是否应为“{right}”（{source}）。",
        "body",
        span,
        fix=replace(span, right),
    )


_SAYS = {"character": "有别字", "sound": "可能用错", "variant": "不是推荐的写法"}
