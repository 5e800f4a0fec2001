"""印发 follows the day of printing (GB/T 9704-2012, 7.4.3)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.lines import LOOSE_DATE, lines_after
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen
from hongtou.model import Document
from hongtou.read.elements.words import is_organ, squeeze

_LINE = re.compile(
    rf"(?P<office>\S{{2,40}})[ 　]+(?P<date>{LOOSE_DATE.pattern})[ 　]*"
    r"(?P<word>印制|印刷|制发|下发|发布|发出|发文|打印|印|发|制|)"
)


def _check(paper: Paper) -> Iterator[Fault]:
    document, dated = paper.document, paper.document.document_date
    if (
        paper.is_old
        or dated is None
        or document.imprint
        and document.imprint.value.printing_office
        and _is_right(document)
    ):
        return
    begin = max(dated.span.end, document.body[0].span.start if document.body else 0)
    for line in reversed(lines_after(document, begin)[-4:]):
        match = _LINE.fullmatch(line.text)
        if match and is_organ(match["office"]):
            yield Fault(
                "印发日期后没有“印发”二字。",
                "请在印发日期后写“印发”。",
                "imprint",
                line.span,
                fix=replace(line.part(*match.span("word")), "印发", kind=FixKind.ASK),
            )
            return


def _is_right(document: Document) -> bool:
    return document.imprint is not None and squeeze(document.passage(document.imprint.span)).endswith("印发")


RULE = PaperRule(
    code="GB-29B",
    basis_key="GB-29",
    offence="印发日期后没有“印发”二字",
    why="没有“印发”二字，就分不清是成文日期还是印发日期。",
    check=_check,
    bad=(specimen(imprint="云岭县人民政府办公室　　2026年3月4日"),),
    good=(
        specimen(),
        specimen(copies="抄送：县委办公室，县水利局。", imprint="云岭县人民政府办公室　　2026年3月4日印发"),
    ),
)
