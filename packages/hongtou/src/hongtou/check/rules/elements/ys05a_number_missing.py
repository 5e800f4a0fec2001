"""A paper under the mark of its organ carries a number (article 9, item 5)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import head_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.parts import HEADED_OTHERWISE, is_marked
from hongtou.check.specimen import specimen

_LIKE_A_NUMBER = re.compile(
    r"(?:\d|[〇一二三四五六七八九十])[ 　]*号(?!召|线|楼|井|台)|[〔［\[【（(]\d{2,4}[〕］\]】）)]"
)


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or document.document_number or paper.genre in HEADED_OTHERWISE or document.telegram:
        return
    if document.kind != "txt" and document.document_date is None:
        return
    title = document.title
    if not is_marked(document) or title is None or not document.document_date:
        return
    above = [line for line in head_lines(document) if line.start < title.span.end]
    if not any(_LIKE_A_NUMBER.search(line.text) and "《" not in line.text for line in above):
        yield Fault("没有发文字号。", "请向文秘部门取号，标在发文机关标志下方。", "document_number")


RULE = PaperRule(
    code="YS-05A",
    basis_key="YS-05",
    offence="没有发文字号",
    why="没有字号的公文无法登记、引用和查找。",
    check=_check,
    bad=(specimen(number=""),),
    good=(specimen(), specimen(mark="", number="")),
)
