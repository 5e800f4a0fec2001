"""A version as it is read on the screen, and a comparison as it is printed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import datetime

import hongtou
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.platform.ui import PaperTab, PaperTable, Redline, RedlineRun
from shuniu.modules.documents.models import DraftVersion, OutgoingDocument
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.papers import redline as papers


def lines_of(content: Content) -> tuple[str | PaperTable, ...]:
    """The text without its title, one for each paragraph and table: addressees, body, names and texts of annexes."""
    addressed = (f"{'、'.join(content.addressees)}：",) if content.addressees else ()
    names = tuple(annex.title for annex in content.annexes)
    numbered = names if len(names) < 2 else tuple(f"{n}.{name}" for n, name in enumerate(names, start=1))
    notes = tuple(f"附件：{name}" if n == 0 else f"　　　{name}" for n, name in enumerate(numbered))
    annexes = tuple(
        line
        for n, annex in enumerate(content.annexes, start=1)
        for line in (f"附件{n if len(names) > 1 else ''}　{annex.title}", *_blocks(annex.text))
    )
    copies = (f"抄送：{'、'.join(content.copy_to)}。",) if content.copy_to else ()
    note = (f"（{content.note}）",) if content.note else ()
    found = (*addressed, *_blocks(content.body), *notes, *note, *annexes, *copies)
    return tuple(line for line in found if line)


def _blocks(text: str) -> Iterator[str | PaperTable]:
    for block in hongtou.blocks_of(text):
        yield PaperTable(block.rows) if isinstance(block, hongtou.Table) else block.text


def text_tab(version: DraftVersion, label: str = "") -> PaperTab:
    """The words of *version*."""
    content = Content.of(version.content)
    return PaperTab(
        f"draft{version.number}",
        label or f"第 {version.number} 稿",
        "text",
        heading=content.title,
        paragraphs=lines_of(content),
    )


def redline_data(
    document: OutgoingDocument, made: Redline, pair: tuple[DraftVersion, DraftVersion], *, now: datetime
) -> papers.RedlineData:
    """What the printed 花脸稿 says."""
    before, after = pair
    return papers.RedlineData(
        title=f"{document.unit.name}花脸稿",
        document_title=document.matter.title,
        document_number=document.number,
        before=_said(before),
        after=_said(after),
        summary=made.summary or "两稿文字相同",
        parts=tuple(
            papers.RedlinePart(
                part.label,
                tuple(
                    papers.RedlineLine(_runs(block.runs), block.note, tuple(map(_runs, block.cells)))
                    for block in part.blocks
                ),
            )
            for part in made.parts
        ),
        printed_on=now.astimezone(COUNTY).date(),
    )


def _runs(runs: Iterable[RedlineRun]) -> tuple[papers.RedlineRun, ...]:
    return tuple(papers.RedlineRun(run.text, run.change) for run in runs)


def _said(version: DraftVersion) -> str:
    moment = version.saved_at.astimezone(COUNTY)
    who = f"{version.unit.short_name if version.unit else ''}{version.person_name}"
    return f"第 {version.number} 稿（{who}，{moment:%Y年%m月%d日 %H:%M}，{version.get_origin_display()}）"
