"""A number that lacks a part, or is not in Arabic digits, is no 发文字号 (GB/T 9704-2012, 7.2.5)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import HANZI_DIGITS, Line, head_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span
from hongtou.model.number import NUMBER, fold_width

_ANY = rf"[\d０-９{HANZI_DIGITS}百]"
_BRACKETED = re.compile(
    rf"[〔［\[（(【〈{{﹝〖<「『“][ 　]*[’']?{_ANY}{{2,4}}[ 　]*年?[ 　]*[〕］\]）)】〉}}﹞〗>」』”]"
)
_PLAIN = re.compile(
    rf"[一-龥]{{2,12}}?[ 　]*字?[ 　]*(?:{_ANY}{{2,4}}[ 　]*[年\-－—–/][ 　]*)?第?[ 　]*{_ANY}{{1,6}}[ 　]*号?"
)
_REST = re.compile(r"[ 　]+签[ 　]*发|[ 　]{2,}|[ 　]+(?:特急|加急)")
_LENGTH = 36


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or document.document_number is not None:
        return
    if document.issuer_mark is None and not paper.genre:
        return
    mark = "".join(line.text for line in head_lines(document)[:2])
    if "纪要" in mark or "令" in mark[-4:] or "公告" in mark:
        return
    for line in head_lines(document):
        if span := _number(line):
            yield Fault(
                f"“{document.passage(span)}”不是完整的发文字号。",
                "请按“云政办发〔2026〕12号”的样子写全：机关代字、六角括号里的四位年份、阿拉伯数字的顺序号和“号”字。",
                "document_number",
                span,
            )
            return


def _number(line: Line) -> Span | None:
    """The part of a line that was meant for a number."""
    words = _REST.split(line.text)[0]
    if "关于" in words or "《" in words or len(words) > _LENGTH or "印发" in words:
        return None
    if NUMBER.fullmatch(fold_width(words)):
        return None
    found = _BRACKETED.search(words)
    if (
        found
        and found.start() >= 2
        or _PLAIN.fullmatch(words)
        and words[-1] in "号〇零一二三四五六七八九十0123456789"
    ):
        return line.part(0, len(words))
    return None


RULE = PaperRule(
    code="GB-13B",
    basis_key="GB-13",
    offence="发文字号不完整",
    why="字号缺了年份、“号”字或者用了汉字数字，登记、检索、引用都会对不上。",
    check=_check,
    bad=(
        specimen(number="云政办发「2026」12号"),
        specimen(number="云政办发〔26〕12号"),
        specimen(number="云政办发〔二〇二六〕十二号"),
        specimen(number="云政办发〔2026〕12"),
    ),
    good=(specimen(), specimen(number="云政办发〔26〕12号", date="二〇一〇年三月三日")),
)
