"""Text as search sees it: what is indexed, what a query asks for, and where a hit stands.

Terms are hongtou's bigrams, and every single Hanzi besides, so that one character finds too. Brackets of every
kind, blanks and width do not matter: 云政办发[2026]12号 finds 云政办发〔2026〕12号. Words of letters or digits are
found whole.
"""

from __future__ import annotations

import re
import sys
import unicodedata
from dataclasses import dataclass
from functools import cache

from hongtou import bigrams

WORDS_LIMIT = 8
WORD_LENGTH = 60
SNIPPET = 90
LEAD = 24

Segments = tuple[tuple[str, bool], ...]

_HANZI = "\u3007\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff"
_BLANK_IN_NUMBER = re.compile(r"(?<=[〕\])】）])\s+(?=\d)")
_BREAK_IN_HANZI = re.compile(rf"(?<=[{_HANZI}])\s+(?=[{_HANZI}])")


@cache
def _fold_table() -> dict[int, str]:
    """One character for one, so that a place in folded text is the same place in the original."""
    table = {}
    for code in range(0x80, min(0x30000, sys.maxunicode)):
        folded = unicodedata.normalize("NFKC", chr(code)).lower()
        if len(folded) == 1 and folded != chr(code):
            table[code] = folded
    return table | {code: chr(code).lower() for code in range(0x41, 0x5B)}


@cache
def _invisible() -> dict[int, None]:
    return {code: None for code in range(0x20000) if unicodedata.category(chr(code)) == "Cf"}


def clean(text: str) -> str:
    """*text* as it is kept for snippets: nothing invisible, and no line broken between two Hanzi."""
    return _BREAK_IN_HANZI.sub("", text.translate(_invisible()).replace("\x00", "")).strip()


def fold(text: str) -> str:
    """*text* in the form in which hits are looked for; as long as it was."""
    return text.translate(_fold_table())


def terms(text: str) -> set[str]:
    """What *text* is found by."""
    pairs = {term[:WORD_LENGTH] for term in bigrams(text)}
    return pairs | {hanzi for pair in pairs if ord(pair[0]) > 0x7F for hanzi in pair}


@dataclass(frozen=True)
class Word:
    """One word of a query: the terms a matter must have, and the pattern that must stand in its text."""

    text: str
    terms: tuple[str, ...]
    pattern: re.Pattern[str]


def words_of(query: str) -> tuple[Word, ...]:
    """The words of *query*, at most `WORDS_LIMIT`; those without a letter, digit or Hanzi are left out."""
    found = []
    joined = _BLANK_IN_NUMBER.sub("", query.translate(_invisible()))
    for raw in joined.split()[:WORDS_LIMIT]:
        word = fold(raw[:WORD_LENGTH])
        asked = tuple(dict.fromkeys(bigrams(word)))
        if asked:
            found.append(Word(raw, asked, _pattern(word, whole=len(raw) <= WORD_LENGTH)))
    return tuple(found)


def _pattern(word: str, *, whole: bool) -> re.Pattern[str]:
    """*word* with any signs between its characters; its first and last word of letters or digits whole.

    With *whole* false the word was cut, and may go on.
    """
    letters = [c for c in word if c.isalnum()]
    begin = r"(?<![a-z0-9])" if letters[0].isascii() else ""
    end = r"(?![a-z0-9])" if whole and letters[-1].isascii() else ""
    return re.compile(begin + r"[\W_]*".join(map(re.escape, letters)) + end)


def mark(text: str, words: tuple[Word, ...]) -> Segments:
    """*text* as segments (text, hit): concatenated they give *text* again."""
    folded = fold(text)
    spans = sorted(
        (match.span() for word in words for match in word.pattern.finditer(folded)),
        key=lambda span: (span[0], -span[1]),
    )
    segments: list[tuple[str, bool]] = []
    end = 0
    for start, stop in spans:
        if start < end:
            continue  # two words overlap: the earlier and longer one is marked
        segments += [(text[end:start], False), (text[start:stop], True)]
        end = stop
    segments.append((text[end:], False))
    return tuple(segment for segment in segments if segment[0])


def snippet(text: str, words: tuple[Word, ...]) -> Segments:
    """About `SNIPPET` characters of *text* around its first hit, on one line, the hits marked."""
    folded = fold(text)
    places = [match.start() for word in words if (match := word.pattern.search(folded))]
    start = max(0, min(places, default=0) - LEAD)
    part = " ".join(text[start : start + SNIPPET].split())
    before, after = "…" if start else "", "…" if start + SNIPPET < len(text) else ""
    return tuple(segment for segment in ((before, False), *mark(part, words), (after, False)) if segment[0])
