"""Pictures at their place in body and annexes, and tables that were set across the page."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from hongtou.model import Annex, Block, Document, Picture, Span, Table
from hongtou.read.lines import PlacedPicture, Source


def with_pictures(document: Document, source: Source) -> Document:
    """*document* with the pictures of *source*: each behind the block whose last line stands above it. What stands
    above the body, by signature and date, or floats at the end of the body, such as a seal, is told and left out."""
    body = list(document.body)
    annexes = [list(annex.blocks) for annex in document.annexes]
    left = 0
    for placed in source.pictures:
        at = source.lines[placed.below].span.end if placed.below >= 0 else 0
        below = placed.below + 1
        next_at = source.lines[below].start if below < len(source.lines) else len(source.text) + 1
        home = _home(document, at, next_at)
        if home is None or (placed.floats and home < 0 and document.body[-1].span.end <= at):
            left += 1
            continue
        _insert(body if home < 0 else annexes[home], placed, at)
    remarks = document.remarks
    if left:
        remarks = (
            *remarks,
            f"有{left}幅图片不在正文和附件里，或者浮在文字上（如徽标、印章），没有排进版面。",
        )
    return replace(
        document,
        body=_turned(body, source),
        annexes=tuple(
            replace(annex, blocks=_turned(blocks, source))
            for annex, blocks in zip(document.annexes, annexes, strict=True)
        ),
        remarks=remarks,
    )


def _home(document: Document, at: int, next_at: int) -> int | None:
    """Which annex, from 0, a picture belongs to that stands behind the line ending *at* and before the one beginning
    *next_at*; -1 the body, None neither."""
    for number, annex in enumerate(document.annexes):
        if annex.span.start < at <= annex.span.end or _begins(annex, next_at):
            return number
    if document.body and document.body[0].span.start <= next_at and at <= document.body[-1].span.end:
        return -1
    return None


def _begins(annex: Annex, next_at: int) -> bool:
    return bool(annex.blocks) and annex.blocks[0].span.start == next_at


def _insert(blocks: list[Block], placed: PlacedPicture, at: int) -> None:
    """Where the picture comes first its span is where the text below it begins: a body begins where its first block
    does."""
    index = sum(1 for block in blocks if block.span.start < at or _is_here(block, at))
    if index == 0 and blocks:
        at = blocks[0].span.start
        index = sum(1 for block in blocks if _is_here(block, at))
    page = placed.picture.span.page
    blocks.insert(index, replace(placed.picture, span=Span(at, at, page)))


def _is_here(block: Block, at: int) -> bool:
    return isinstance(block, Picture) and block.span.start == at


def _turned(blocks: Sequence[Block], source: Source) -> tuple[Block, ...]:
    """*blocks*, their tables saying whether they were set across."""
    return tuple(
        replace(block, landscape=True) if isinstance(block, Table) and _is_turned(block, source) else block
        for block in blocks
    )


def _is_turned(table: Table, source: Source) -> bool:
    if table.span.page in source.turned:
        return True
    setting = source.sheet.at(table.span.start) if source.sheet else None
    if source.sheet is None or setting is None or setting.section >= len(source.sheet.sections):
        return False
    return source.sheet.sections[setting.section].landscape
