"""Copies stand above the printing office (GB/T 9704-2012, 7.4.2)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import LOOSE_DATE, line_before, lines_after
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span
from hongtou.read.elements.words import is_organ

_PRINTED = re.compile(rf"(?:{LOOSE_DATE.pattern})[ 　]*印[ 　]*发")
_COPIES = re.compile(r"抄[ 　]*送[ 　]*[:：]")


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or not document.body or not _COPIES.search(document.text):
        return
    printed = None
    for line in lines_after(document, document.body[0].span.start):
        copies = _COPIES.search(line.text)
        if copies and printed is None:
            above = line_before(document, line.start)
            signed = document.signature
            if above and is_organ(above.text) and signed and above.start >= signed.span.end:
                printed = above.start
        if found := _PRINTED.search(line.text):
            printed = line.start if printed is None else printed
        if (
            copies
            and printed is not None
            and (printed < line.start or found and found.start() < copies.start())
        ):
            yield Fault(
                "抄送机关标在了印发机关下方。",
                "请把抄送机关移到印发机关和印发日期的上一行。",
                "copy_to",
                Span(printed, line.end),
            )
            return


RULE = PaperRule(
    code="GB-28C",
    basis_key="GB-28",
    offence="抄送机关标在印发机关下方",
    why="版记自上而下是抄送机关、印发机关和印发日期。",
    check=_check,
    bad=(specimen(imprint="云岭县人民政府办公室　　2026年3月4日印发\n抄送：县委办公室。"),),
    good=(
        specimen(),
        specimen(copies="抄送：县委办公室，县水利局。", imprint="云岭县人民政府办公室　　2026年3月4日印发"),
    ),
)
