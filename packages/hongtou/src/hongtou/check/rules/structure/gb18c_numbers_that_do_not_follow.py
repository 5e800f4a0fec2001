"""Numbers of one level follow one another (GB/T 9704-2012, 7.3.3)."""

import re
import unicodedata
from collections.abc import Iterator, Sequence

from hongtou.check.finding import Fault
from hongtou.check.levels import items_of, number_of, texts_of
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Block, Span, Table

# What stands before the first character is looked at behind it: a pattern that begins with a character is quick.
_BEGUN = r"(?<![^。；：，！？\s].)"
_SPOKEN = (
    re.compile(rf"(?P<number>[一二三四五六七八九十]){_BEGUN}(?:是|要)"),
    re.compile(rf"第{_BEGUN}(?P<number>[一二三四五六七八九十])(?=[，,、])"),
)
_INLINE = (
    re.compile(r"[（(](?<=[。；：，！？\s].)(?P<number>\d{1,2})[）)](?=\D)"),
    re.compile(r"(?P<number>[①-⑳])(?<=[。；：，！？\s].)"),
    re.compile(r"(?P<number>\d(?<=[。；：！？\s].)\d?)[.．、](?=[^\d\s])"),
)
"""Numbers amid a paragraph, each begun anew in the next."""
_RUN_IN = re.compile(r"（(?<!第.)(?P<number>[一二三四五六七八九十]{1,3})）")


def _check(paper: Paper) -> Iterator[Fault]:
    for field, blocks in texts_of(paper.document):
        yield from _marked(blocks, field)
        for pattern in _SPOKEN:
            yield from _spoken(blocks, field, pattern)
        yield from _inline(blocks, field)


def _marked(blocks: Sequence[Block], field: str) -> Iterator[Fault]:
    last: dict[int, int] = {}
    ever: dict[int, int] = {}
    for item in items_of(blocks):
        before, running = last.get(item.level, 0), ever.get(item.level, 0)
        last = {level: number for level, number in last.items() if level < item.level}
        last[item.level] = ever[item.level] = item.number
        if item.level == 1 and (begun := _run_in(item.block.text)):
            last[2] = ever[2] = begun
        if item.number in (before + 1, running + 1) or item.number == 1 and before != 1:
            continue
        yield _fault(item.number, before, item.block.marker, field, item.span)


def _run_in(text: str) -> int:
    """How far the second level has come within a paragraph of the first: 一、时间（一）… goes on with （二）."""
    count = 0
    for match in _RUN_IN.finditer(text):
        count += number_of(match["number"]) == count + 1
    return count


def _spoken(blocks: Sequence[Block], field: str, pattern: re.Pattern[str]) -> Iterator[Fault]:
    """一是…二是…三是, or 第一，…第二， within paragraphs."""
    before = 0
    for block in blocks:
        if isinstance(block, Table):
            continue
        for match in pattern.finditer(block.text):
            number = number_of(match["number"]) or 0
            if number != before + 1 and (number != 1 or before == 1) and before:
                yield _fault(number, before, match.group(), field, _place(block, match))
            before = number


def _inline(blocks: Sequence[Block], field: str) -> Iterator[Fault]:
    """（1）…；（2）… within one paragraph that begins to count at 1."""
    for block in blocks:
        if isinstance(block, Table):
            continue
        for pattern in _INLINE:
            before = 0
            for match in pattern.finditer(block.text):
                number = int(unicodedata.normalize("NFKC", match["number"]))
                if before and number not in (1, before + 1):
                    yield _fault(number, before, match.group(), field, _place(block, match))
                if before or number == 1:
                    before = number


def _place(block: Block, match: re.Match[str]) -> Span:
    return Span(block.span.start + match.start(), block.span.start + match.end())


def _fault(number: int, before: int, marker: str, field: str, span: Span) -> Fault:
    said = "重复了" if number == before else "不连续" if number > before else "颠倒了"
    message = f"序号{said}：“{marker}”之前是第{before}项。"
    if not before:
        message = f"序号不连续：没有第1项就写了“{marker}”。"
    return Fault(message, "请核对是否漏写或者错写，把同一层的序号依次排好。", field, span)


RULE = PaperRule(
    code="GB-18C",
    basis_key="GB-18",
    offence="同一层的序号不连续、重复或者颠倒",
    why="序号乱了，引用“第几条”就会指错。",
    check=_check,
    bad=(
        specimen("一、检查渠道\n各乡镇逐条检查渠道。\n三、合理调水\n县水利局统一调度水源。"),
        specimen("一、检查渠道\n各乡镇逐条检查渠道。\n一、合理调水\n县水利局统一调度水源。"),
        specimen("各乡镇要：（1）检查渠道；（3）合理调水。"),
        specimen("第一，检查渠道。第三，合理调水。"),
        specimen("一、检查渠道\n（二）干渠由县水利局检查。\n（一）支渠由乡镇检查。"),
    ),
    good=(
        specimen(),
        specimen("各乡镇要：（1）检查渠道；（2）合理调水。第一，抓紧；第二，抓实。"),
        specimen("一、分工（一）支渠由乡镇检查。\n（二）干渠由县水利局检查。"),
    ),
)
