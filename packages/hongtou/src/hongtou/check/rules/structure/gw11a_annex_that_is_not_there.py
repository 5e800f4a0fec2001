"""What the text refers to is annexed (article 20 of the regulation asks that citations be right)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.levels import number_of
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span, Table

_NUMBERED = re.compile(r"附[件表]\s*[（(]?(?P<number>\d{1,2}|[一二三四五六七八九十]{1,2})(?![\d份个、年])")
_BARE = re.compile(
    r"(?:见|参见|按照?|填写|参照|如|以)(?:本通知|本函|文后|所附|后附|随附)?附[件表](?!\s*[\d一二三四五六七八九])|附[件表](?:所列|中的|载明)|(?:名单|表|清单|方案|目录|情况)(?:详见)?附后"
)
_QUOTED = re.compile(r"《[^《》]*》|“[^“”]*”")


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    numbers = {note.number or 1 for note in document.annex_notes} | {
        annex.number or 1 for annex in document.annexes
    }
    for block in document.body:
        if isinstance(block, Table) or "附" not in block.text:
            continue
        quoted = [match.span() for match in _QUOTED.finditer(block.text)]
        patterns = (_NUMBERED,) if numbers else (_NUMBERED, _BARE)
        for match in (found for pattern in patterns for found in pattern.finditer(block.text)):
            number = number_of(match.groupdict().get("number") or "")
            if number in numbers or match.start() == 0 or any(a <= match.start() < b for a, b in quoted):
                continue
            yield Fault(
                f"正文提到“{match.group()}”，没有这个附件。",
                "请核对附件的顺序号，或者补上附件和附件说明。",
                "body",
                Span(block.span.start + match.start(), block.span.start + match.end()),
            )


RULE = PaperRule(
    code="GW-11A",
    basis_key="GW-11A",
    offence="正文提到的附件并不存在",
    why="收文的人找不到所说的附件，就办不了。",
    check=_check,
    bad=(
        specimen("各乡镇逐条检查渠道，请对照附件（6）填写。"),
        specimen("各乡镇逐条检查渠道，具体名单见附件3。"),
        specimen("各乡镇逐条检查渠道，用水计划见附件。"),
    ),
    good=(specimen(),),
)
