"""The list of annexes stands above signature and date (GB/T 9704-2012, 7.3.4)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import lines_after, lines_of
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Document
from hongtou.read.elements.words import squeeze

_NOTE = re.compile(r"附[ 　]*件[ 　]*[:：]?[ 　]*(?:\d{1,2}[.．、]|[《]|(?<=[:：])(?=\S))[ 　]*\S")
_SURE = 0.9


def _check(paper: Paper) -> Iterator[Fault]:
    document, dated = paper.document, paper.document.document_date
    if paper.is_old or dated is None or dated.confidence < _SURE:
        return
    begin = document.signature.span.start if document.signature else dated.span.start
    if document.body and begin < document.body[0].span.start:
        return
    if document.signature is None and _is_below_a_signature(document):
        yield Fault(
            "附件说明写在了署名之后。",
            "请移到正文之下空一行处、发文机关署名之上。",
            "annex_notes",
            document.annex_notes[0].span,
        )
        return
    if document.annex_notes and document.annex_notes[0].span.start < begin:
        return
    for line in lines_after(document, begin):
        if _NOTE.match(line.text):
            yield Fault(
                "附件说明写在了成文日期之后。",
                "请移到正文之下空一行处、发文机关署名之上。",
                "annex_notes",
                line.span,
            )
            return


def _is_below_a_signature(document: Document) -> bool:
    """Whether the line above the list is an organ alone: its signature, parted from the date."""
    if not document.annex_notes:
        return False
    at = document.annex_notes[0].span.start
    above = [line for line in lines_of(document) if line.end <= at and not _NOTE.match(line.text)]
    issuers = {value.value for value in document.issuers}
    return bool(above) and (squeeze(above[-1].text) in issuers or issuers.issuperset(above[-1].text.split()))


RULE = PaperRule(
    code="GB-19E",
    basis_key="GB-19",
    offence="附件说明写在成文日期之后",
    why="附件说明在正文之下、署名之上，表示附件也在盖章的范围内。",
    check=_check,
    bad=(
        specimen(
            date="2026年3月3日\n附件：灌区用水计划表", annexes="附件\n灌区用水计划表\n各灌区按照计划用水。"
        ),
    ),
    good=(specimen(),),
)
