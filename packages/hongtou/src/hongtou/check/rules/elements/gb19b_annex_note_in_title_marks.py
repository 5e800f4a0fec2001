"""The name of an annex stands without title marks (GB/T 9704-2012, 7.3.4)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Edit, Fault, Fix, FixKind
from hongtou.check.lines import note_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span

_WRAPPED = re.compile(
    r"(?:附[ 　]*件[ 　]*[:：]?[ 　]*)?(?:[\d一二三四五]{1,2}[.．、][ 　]*)?(?P<open>[《〈“「])"
    r"[^《》]*(?:[《〈][^》〉]*[》〉])*[^《》]*(?P<close>[》〉”」])(?:[（(][^）)]*[）)]|[一-龥]{1,4})?[。；;]?"
)


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old:
        return
    for line in note_lines(paper.document):
        match = _WRAPPED.fullmatch(line.text)
        if match:
            marks = (line.part(*match.span("open")), line.part(*match.span("close")))
            yield Fault(
                "附件名称加了书名号。",
                "附件说明中直接写名称，请去掉书名号。",
                "annex_notes",
                Span(marks[0].start, marks[1].end),
                fix=Fix(FixKind.ASK, tuple(Edit(mark, "") for mark in marks)),
            )


RULE = PaperRule(
    code="GB-19B",
    basis_key="GB-19",
    offence="附件名称加了书名号",
    why="附件说明中的名称直接书写，不加书名号。",
    check=_check,
    bad=(specimen(annex_notes="附件：《灌区用水计划表》"),),
    good=(specimen(),),
)
