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


@cache
def _token() -> re.Pattern[str]:
    """Figures first, then Latin words, then the commonest words of official prose, then any one character."""
    words = sorted(
        files("hongtou.compare").joinpath("words.txt").read_text("utf-8").split(), key=len, reverse=True
    )
    return re.compile("|".join((*_FIGURES, r"[A-Za-z]+", *map(re.escape, words), r"[ \t]+", r".")), re.DOTALL)


def tokens(text: str) -> list[str]:
    """``text`` cut into tokens; joined they are ``text`` again."""
    return _token().findall(text)


def is_figure(token: str) -> bool:
    """Whether a token is a number, a date or a document number, in digits or Hanzi."""
    return bool(_FIGURE.fullmatch(token))
