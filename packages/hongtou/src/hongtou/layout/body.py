"""正文 as rows: paragraphs, headings of four levels, tables, pictures (GB/T 9704-2012, 7.3.3)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from hongtou.fonts import Face
from hongtou.layout.flow import Row, opening, rows_of
from hongtou.layout.grid import PORTRAIT, Area
from hongtou.layout.page import Bookmark
from hongtou.layout.pictures import MOST_LINES, caption_in, caption_rows, picture_rows
from hongtou.layout.setting import Faces, Setter
from hongtou.layout.tables import table_rows
from hongtou.model import Block, Heading, Paragraph, Picture, Table

_HEADING_FACES = {1: Face.HEITI, 2: Face.KAITI, 3: Face.FANGSONG, 4: Face.FANGSONG}
_LONGEST_LEAD = 45


def body_rows(
    setter: Setter,
    blocks: Sequence[Block],
    *,
    area: Area = PORTRAIT,
    lines: int = MOST_LINES,
    first_lines: int | None = None,
) -> Iterator[Row]:
    """The rows of *blocks*: a heading stays with the line below it, a table is kept row by row, a picture whole, at
    most *lines* lines high with the line that names it, *first_lines* when it comes first."""
    above: Block | None = None
    for number, block in enumerate(blocks, start=1):
        following = blocks[number] if number < len(blocks) else None
        if isinstance(block, Table):
            yield from table_rows(setter, block, number, area)
        elif isinstance(block, Picture):
            caption = caption_in(following, block)
            room = first_lines if number == 1 and first_lines else lines
            room -= len(list(caption_rows(setter, caption, area))) if caption else 0
            yield from picture_rows(block, room, named=bool(caption), area=area)
        elif caption_in(block, above):
            yield from caption_rows(setter, block.text, area)
        else:
            yield from _text_rows(setter, block, area)
        above = block


def _text_rows(setter: Setter, block: Heading | Paragraph, area: Area) -> Iterator[Row]:
    rows = rows_of(setter, block.text, faces=_faces(block), area=area)
    for index, row in enumerate(rows):
        last_of_heading = isinstance(block, Heading) and index == len(rows) - 1
        if index == 0 and isinstance(block, Heading):
            row = opening(row, Bookmark(block.level, block.text))
        yield replace(row, keep=last_of_heading, body=True)


def _faces(block: Heading | Paragraph) -> Faces:
    """A heading is set whole in its face; of a paragraph that opens with a marker its first sentence is."""
    if isinstance(block, Heading):
        return _HEADING_FACES[block.level]
    if block.level not in {1, 2}:
        return Face.FANGSONG
    lead = block.text.find("。") + 1
    head = lead if 0 < lead <= _LONGEST_LEAD else len(block.marker)
    return [_HEADING_FACES[block.level]] * head + [Face.FANGSONG] * (len(block.text) - head)
