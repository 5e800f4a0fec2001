"""How long a document is: the characters and numbers of its body (JW-03)."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from hongtou.model import Block, Document, Table
from hongtou.text import KEPT, strip_invisible

_HANZI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
_RUNS = re.compile(f"[{_HANZI}]+")
# A number with its point or separators is one, a word of Latin letters is one; marks do not count.
_OTHERS = re.compile(r"[\dA-Za-z](?:(?<=\d)\d*(?:[.,，．]\d+)*|(?<=[A-Za-z])[A-Za-z]*(?:[-'][A-Za-z]+)*)")


def count_words(body: str | Document | Iterable[Block]) -> int:
    """字数 of a body: every Hanzi, every number and every Latin word counts one; marks and blanks nothing.

    Of a ``Document`` only the body counts: no head, no annexes, no imprint. Tables of the body count.
    """
    if isinstance(body, str):
        return sum(map(_count, body.split("\n")))
    blocks = body.body if isinstance(body, Document) else body
    return sum(_count(text) for block in blocks for text in _texts(block))


@lru_cache(maxsize=KEPT)
def _count(text: str) -> int:
    seen = strip_invisible(text)
    return sum(map(len, _RUNS.findall(seen))) + len(_OTHERS.findall(seen))


def _texts(block: Block) -> Iterable[str]:
    if isinstance(block, Table):
        return (cell for row in block.rows for cell in row)
    return (block.text,)
