"""Plain functions over Chinese text: folding, bigrams for search, likeness, excerpts."""

from __future__ import annotations

import re
import unicodedata

KEPT = 2048
"""For how many paragraphs what was found in them is kept: several long drafts, and no more memory than they take."""

_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u115f\u1160\u17b4\u17b5\u180b-\u180f\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufe00-\ufe0f\ufeff]"
)
_BLANKS = re.compile(r"[^\S\n]+")
_HANZI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_FIGURE = re.compile(r"[0-9]+(?:[.,，:/][0-9]+)*[%‰]?")
_NARROW = {code: chr(code - 0xFEE0) for code in (*range(0xFF10, 0xFF1B), 0xFF05, 0xFF0E, 0xFF0F)}
_RUNS = re.compile(rf"([{_HANZI}]+)|([a-z0-9]+)")


def strip_invisible(text: str) -> str:
    """``text`` without zero-width, directional and variation characters."""
    return _INVISIBLE.sub("", text)


def normalise(text: str) -> str:
    """``text`` as search and comparison see it: compatibility-folded, lower case, single blanks."""
    folded = unicodedata.normalize("NFKC", strip_invisible(text)).lower()
    return _BLANKS.sub(" ", folded).strip()


def bigrams(text: str) -> list[str]:
    """The search terms of ``text`` in order: every two neighbouring Hanzi, and every word of letters or digits.

    A Hanzi that stands alone between other characters is its own term. Repetitions are kept, so that
    the terms of a phrase stand in the terms of its document in the same order.
    """
    terms: list[str] = []
    for hanzi, word in _RUNS.findall(normalise(text)):
        if word or len(hanzi) == 1:
            terms.append(word or hanzi)
        else:
            terms.extend(map("".join, zip(hanzi, hanzi[1:], strict=False)))
    return terms


def similarity(a: str, b: str) -> float:
    """Jaccard likeness of the bigrams of two texts, 0 to 1; two texts without any are alike (1)."""
    left, right = set(bigrams(a)), set(bigrams(b))
    union = left | right
    return len(left & right) / len(union) if union else 1.0


def excerpt(text: str, length: int = 120, *, around: str = "") -> str:
    """At most ``length`` characters of ``text`` on one line, about the first place where ``around`` stands.

    An ellipsis, not counted, marks each end that was cut.
    """
    line = " ".join(text.split())
    found = line.find(around) if around else -1
    start = 0 if found < 0 else max(0, min(found - (length - len(around)) // 2, len(line) - length))
    cut = line[start : start + length]
    return ("…" if start > 0 else "") + cut + ("…" if start + length < len(line) else "")


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same Hanzi, letters and digits in the same order; width and marks do not matter."""
    return _words(one) == _words(other)


def same_figures(one: str, other: str) -> bool:
    """Whether two texts have the same figures in the same order: what stands inside of one (1,200.5, 9:30, 3/4, 5%)
    counts, the width of a digit, a point or a colon does not."""
    return _figures(one) == _figures(other)


def _figures(text: str) -> list[str]:
    return _FIGURE.findall(text.translate(_NARROW))


def _words(text: str) -> str:
    return "".join(character for character in unicodedata.normalize("NFKC", text) if character.isalnum())
