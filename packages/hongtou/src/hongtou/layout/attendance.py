"""出席, 请假 and 列席 at the end of minutes (GB/T 9704-2012, 10.3).

They are written as paragraphs at the end of the body, each opening with its word and a colon.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from hongtou.fonts import Face
from hongtou.layout.flow import INDENT, Row, blank, rows_of
from hongtou.layout.setting import Setter
from hongtou.model import Block, Paragraph

_PRESENT = re.compile("(?P<word>(?:出席|请假|缺席|列席)(?:人员|单位)?)：")


def parted(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...]]:
    """*blocks* without the lists at their end, and the lists."""
    end = len(blocks)
    while end:
        block = blocks[end - 1]
        if not isinstance(block, Paragraph) or not _PRESENT.match(block.text):
            break
        end -= 1
    return tuple(blocks[:end]), tuple(block.text for block in blocks[end:] if isinstance(block, Paragraph))


def word_of(text: str) -> str:
    """The word of a list, such as 出席."""
    match = _PRESENT.match(text)
    return match["word"] if match else ""


def attendance_rows(setter: Setter, lists: Sequence[str]) -> list[Row]:
    """The lists below one free line, each two characters in, its word in 黑体, the names hanging behind the colon."""
    rows = blank(1 if lists else 0)
    for text in lists:
        word = word_of(text)
        faces = [Face.HEITI] * len(word) + [Face.FANGSONG] * (len(text) - len(word))
        hang = INDENT + setter.halves(f"{word}：", Face.HEITI)
        rows += [replace(row, body=True) for row in rows_of(setter, text, rest=hang, faces=faces)]
    return rows
