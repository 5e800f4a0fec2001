"""The date stands below the signature (GB/T 9704-2012, 7.3.5)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import LOOSE_DATE, lines_of
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre, Span
from hongtou.read.elements.words import is_organ

_DATE = re.compile(rf"(?:{LOOSE_DATE.pattern})")


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or document.signature is not None or paper.genre is None or paper.genre is Genre.MINUTES:
        return
    lines = list(lines_of(document))
    begin = document.body[0].span.start if document.body else 0
    for above, below in zip(lines, lines[1:], strict=False):
        if (
            above.start > begin
            and _DATE.fullmatch(above.text)
            and is_organ(below.text)
            and len(below.text) <= 40
        ):
            yield Fault(
                "成文日期写在了发文机关署名上方。",
                "请把署名移到成文日期的上一行。",
                "document_date",
                Span(above.start, below.end),
            )
            return


RULE = PaperRule(
    code="GB-21A",
    basis_key="GB-21",
    offence="成文日期写在署名上方",
    why="署名在上、日期在下，印章才能端正地压在两者之上。",
    check=_check,
    bad=(specimen(signature="2026年3月3日", date="云岭县人民政府办公室"),),
    good=(specimen(),),
)
