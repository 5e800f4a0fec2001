"""附件 as pages: upright, and turned by a quarter where a table is too wide for the page (GB/T 9704-2012, 7.3.7, 8)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from hongtou.layout.body import body_rows
from hongtou.layout.flow import place
from hongtou.layout.grid import LANDSCAPE, PITCH, PORTRAIT, Area
from hongtou.layout.page import Page
from hongtou.layout.setting import Setter
from hongtou.layout.tables import is_too_wide
from hongtou.layout.tail import annex_head_rows
from hongtou.manuscript import AnnexCopy
from hongtou.model import Block, Heading, Paragraph, Table

_OF_THE_TABLE_BELOW = re.compile(
    r"表\s*[\d一二三四五六七八九十]{1,3}(?!\d)[^。]{0,60}|[（(]?单位[:：][^。]{1,20}"
)
_OF_THE_TABLE_ABOVE = re.compile(r"(?:注|备注|说明|资料来源|填表说明)[:：].*")


@dataclass(frozen=True, slots=True)
class Stretch:
    """Blocks of an annex that stand on pages turned alike."""

    area: Area
    blocks: tuple[Block, ...]

    @property
    def across(self) -> bool:
        return self.area is LANDSCAPE


def stretches_of(blocks: Sequence[Block]) -> list[Stretch]:
    """*blocks* parted wherever the pages turn. What names a table above it, its unit and its notes go with it."""
    turned = [isinstance(block, Table) and is_across(block) for block in blocks]
    for index in range(len(blocks) - 2, -1, -1):
        turned[index] = turned[index] or (turned[index + 1] and _is_of_table_below(blocks[index]))
    for index in range(1, len(blocks)):
        turned[index] = turned[index] or (turned[index - 1] and _is_of_table_above(blocks[index]))
    found: list[Stretch] = []
    for block, across in zip(blocks, turned, strict=True):
        area = LANDSCAPE if across else PORTRAIT
        if found and found[-1].area is area:
            found[-1] = Stretch(area, (*found[-1].blocks, block))
        else:
            found.append(Stretch(area, (block,)))
    return found or [Stretch(PORTRAIT, ())]


def is_across(table: Table) -> bool:
    """Whether *table* stands across the page: because it came so, or because its columns do not fit upright."""
    return table.landscape or is_too_wide(table)


def _is_of_table_below(block: Block) -> bool:
    return isinstance(block, Heading) or (
        isinstance(block, Paragraph) and _OF_THE_TABLE_BELOW.fullmatch(block.text) is not None
    )


def _is_of_table_above(block: Block) -> bool:
    return isinstance(block, Paragraph) and _OF_THE_TABLE_ABOVE.fullmatch(block.text) is not None


def annex_pages(setter: Setter, annex: AnnexCopy) -> Iterator[Page]:
    """The pages of *annex*, its label and title at the head of the first; raises ValueError as `table_rows` does."""
    for index, stretch in enumerate(stretches_of(annex.blocks)):
        area = stretch.area
        head = annex_head_rows(setter, annex.number, annex.title, area) if index == 0 else []
        rows = [
            *head,
            *body_rows(
                setter, stretch.blocks, area=area, lines=area.lines, first_lines=area.lines - len(head)
            ),
        ]
        for page in place(rows, area.top, PITCH, area):
            drawn = Page.of(item for spot, row in page for item in row.draw(spot))
            yield Page(across=drawn) if stretch.across else drawn
