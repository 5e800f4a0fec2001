"""附件: the texts that stand behind the date (article 9, item 15; GB/T 9704-2012, 7.3.7)."""

from __future__ import annotations

import re
from collections.abc import Sequence

from hongtou.model import Annex, AnnexNote
from hongtou.model.date import hanzi_number
from hongtou.read.elements.body import blocks_of, marker_of
from hongtou.read.elements.words import join_lines, squeeze, whole
from hongtou.read.lines import Passage

_LABEL = re.compile(
    r"附\s*件\s*(?P<number>\d{1,2}|[一二三四五六七八九十]{1,3})?\s*(?:[:：]\s*(?P<title>\S.*)?)?"
)
_TITLE_ENDS = re.compile(
    r"(?:方案|办法|规定|细则|规则|条例|章程|规划|计划|要点|意见|请示|报告|通知|名单|清单|表|回执|目录|说明|分工|"
    r"标准|制度|指南|预案|流程|样式|样本|情况|安排|议程)(?:[（(].{1,20}[）)])?$"
)
_NOTE, _FIRST_NAME = re.compile(r"附\s*件\s*[:：]\s*"), re.compile(r"1[.．]")
_CONTACT = re.compile(
    r"[（(]?(?:联\s*系\s*(?:人|电话|方式|地址)|(?:办公|咨询|监督|值班|举报)?电\s*话|手\s*机|传\s*真|地\s*址|邮\s*编|邮政编码|"
    r"(?:电子)?邮箱|网\s*址)(?:及[^：:]{1,8})?\s*[:：]"
)
"""Whom to ask, written below the date: a remark without its brackets, and no annex."""
_TITLE_LINES = 4


def annexes_of(passages: Sequence[Passage], notes: Sequence[AnnexNote]) -> tuple[Annex, ...]:
    """The annexes in the passages behind date and note; a text without the word 附件 is one too."""
    starts = [
        index
        for index, passage in enumerate(passages)
        if _LABEL.fullmatch(passage.text)
        and not (index + 1 < len(passages) and opens_notes(passage.text, passages[index + 1].text))
    ]
    if not starts:
        is_text = len(passages) > 1 and not all(_CONTACT.match(passage.text) for passage in passages)
        return (_annex(passages, None, "", notes),) if is_text else ()
    annexes = []
    for start, end in zip(starts, [*starts[1:], len(passages)], strict=True):
        match = _LABEL.fullmatch(passages[start].text)
        number = match["number"] if match else None
        title = match["title"] if match else None
        part = passages[start + 1 : end]
        annexes.append(
            _annex(part or passages[start:end], hanzi_number(number) if number else None, title or "", notes)
        )
    return tuple(annexes)


def opens_notes(line: str, following: str) -> bool:
    """Whether two lines announce the annexes of what is sent out: 附件： alone, and a numbered name below it."""
    return bool(_NOTE.fullmatch(line)) and bool(_FIRST_NAME.match(following))


def _annex(passages: Sequence[Passage], number: int | None, title: str, notes: Sequence[AnnexNote]) -> Annex:
    announced = next((note.name for note in notes if note.number == number), "")
    lines = 0 if title else _lines_of_title(passages, announced)
    name = title or join_lines(passage.text for passage in passages[:lines]) or announced
    return Annex(number, name, blocks_of(passages[lines:]), whole(passages[0], passages[-1]))


def _lines_of_title(passages: Sequence[Passage], announced: str) -> int:
    """How many lines the title takes: those that make the announced name, else up to a usual ending."""
    joined, usual = "", 0
    for index, passage in enumerate(passages[:_TITLE_LINES], start=1):
        if marker_of(passage.text) or passage.text.endswith(("。", "：", ":")):
            break
        joined += squeeze(passage.text)
        if announced and joined == announced:
            return index
        if not usual and _TITLE_ENDS.search(joined):
            usual = index
    return usual or (1 if joined else 0)
