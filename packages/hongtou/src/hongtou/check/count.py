"""How long a document is: the characters and numbers of its body (JW-03)."""

from __future__ import annotations

import re
from collections.abc import Iterable

from hongtou.model import Block, Document, Table
from hongtou.text import strip_invisible

_HANZI = "\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\U00020000-\U0003ffff〇"
# A number with its point or separators is one, a word of Latin letters is one; marks do not count.
_COUNTED = re.compile(rf"[{_HANZI}]|\d+(?:[.,，．]\d+)*|[A-Za-z]+(?:[-'][A-Za-z]+)*")


def count_words(body: str | Document | Iterable[Block]) -> int:
    """字数 of a body: every Hanzi, every number and every Latin word counts one; marks and blanks nothing.

    Of a ``Document`` only the body counts: no head, no annexes, no imprint. Tables of the body count.
    """
    if isinstance(body, str):
        return len(_COUNTED.findall(strip_invisible(body)))
    blocks = body.body if isinstance(body, Document) else body
    return sum(len(_COUNTED.findall(strip_invisible(text))) for block in blocks for text in _texts(block))


def _texts(block: Block) -> Iterable[str]:
    if isinstance(block, Table):
        return (cell for row in block.rows for cell in row)
    return (block.text,)
