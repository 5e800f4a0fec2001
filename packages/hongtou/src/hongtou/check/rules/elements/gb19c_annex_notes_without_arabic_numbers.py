"""Several annexes are numbered 1. 2. (GB/T 9704-2012, 7.3.4)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import HANZI_DIGITS, note_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen

_LEAD = re.compile(r"附[ 　]*件[ 　]*[:：]?[ 　]*")
_YEAR = r"(?:19|20)\d{2}(?:年|[-—–－~～至])"
_RIGHT = re.compile(rf"\d{{1,2}}[.．][ 　]*(?:\D|{_YEAR})")
_OTHER = re.compile(
    rf"(?:[一二三四五六七八九十]{{1,2}}[、.．，:：]|\d{{1,2}}[、，,)）:：]|[（(][\d{HANZI_DIGITS}]{{1,2}}[)）]|[①-⑳]|第[一二三四五\d][、项]|附件[\d一二三四五])"
)


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old:
        return
    lines = note_lines(document)
    items = [(line, _LEAD.match(line.text)) for line in lines]
    starts = [(line, lead.end() if lead else 0) for line, lead in items]
    for line, start in starts:
        if match := _OTHER.match(line.text, start):
            yield Fault(
                f"附件顺序号写成了“{match.group()}”。",
                "请用阿拉伯数字加下圆点，如“1.”“2.”。",
                "annex_notes",
                line.part(*match.span()),
            )
            return
    numbered = [line for line, start in starts if _RIGHT.match(line.text, start)]
    several = len({annex.number for annex in document.annexes if annex.number}) > 1
    if lines and (several and not numbered or numbered and starts[0][0] not in numbered):
        yield Fault(
            "有几个附件，附件说明没有逐个标顺序号。",
            "请在每个附件名称前标“1.”“2.”。",
            "annex_notes",
            lines[0].span,
        )


RULE = PaperRule(
    code="GB-19C",
    basis_key="GB-19",
    offence="附件顺序号不规范",
    why="有几个附件时按顺序号查找，顺序号用阿拉伯数字加下圆点。",
    check=_check,
    bad=(
        specimen(annex_notes="附件：一、灌区用水计划表\n二、值班表"),
        specimen(annex_notes="附件：1、灌区用水计划表\n2、值班表"),
    ),
    good=(specimen(), specimen(annex_notes="附件：1.2026年灌区用水计划表\n2.值班表")),
)
