"""Cutting a paragraph into what a reader sees as one thing: a date, a figure, a word, a character."""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

_HAN = "零〇○一二三四五六七八九十百千万亿两"
_FIGURES = (
    r"\d{4}年\d{1,2}月\d{1,2}日|\d{4}年\d{1,2}月|\d{1,2}月\d{1,2}日",
    r"[〔［\[(（【]\d{4}[〕］\])）】]第?\d+号",
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}|\d{1,2}[:：]\d{2}(?!\d)",
    r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:[.．]\d+)*[%％‰]?",
    rf"[{_HAN}]{{4}}年[{_HAN}]{{1,3}}月[{_HAN}]{{1,3}}日|百分之[{_HAN}点]+|[{_HAN}]{{2,}}",
)
_FIGURE = re.compile("|".join(_FIGURES))
_RUN = re.compile("|".join((*_FIGURES, r"[A-Za-z]+", r"[ \t]+")))


@cache
def _words() -> dict[str, tuple[str, ...]]:
    """The commonest words of official prose by their first character, longest first."""
    found: dict[str, list[str]] = {}
    for word in files("hongtou.compare").joinpath("words.txt").read_text("utf-8").split():
        found.setdefault(word[0], []).append(word)
    return {first: tuple(sorted(set(words), key=len, reverse=True)) for first, words in found.items()}


def tokens(text: str) -> list[str]:
    """``text`` cut into figures, Latin words, common words and single characters; joined it is itself again."""
    found: list[str] = []
    position = 0
    for run in _RUN.finditer(text):
        _cut(text, position, run.start(), found)
        found.append(run.group())
        position = run.end()
    _cut(text, position, len(text), found)
    return found


def is_figure(token: str) -> bool:
    """Whether a token is a number, a date or a document number, in digits or Hanzi."""
    return bool(_FIGURE.fullmatch(token))


def _cut(text: str, position: int, end: int, found: list[str]) -> None:
    """Cut ``text`` from ``position`` to ``end`` into words and single characters."""
    words = _words()
    while position < end:
        token = text[position]
        for word in words.get(token, ()):
            if position + len(word) <= end and text.startswith(word, position):
                token = word
                break
        found.append(token)
        position += len(token)
