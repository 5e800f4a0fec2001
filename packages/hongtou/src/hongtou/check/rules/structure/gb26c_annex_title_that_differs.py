"""The title of an annex is the one announced (GB/T 9704-2012, 7.3.7)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import lines_after
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Document, Span

_LEAVES = re.compile(r"^(?:修改|修订|修正|调整)后的|[\s《》〈〉“”]|[（(]略[）)]|[。；;，,、]$")
_LINES = 5


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or not document.annex_notes:
        return
    named = {note.number or 1: note for note in document.annex_notes}
    for annex in document.annexes:
        note = named.get(annex.number or 1)
        if note is None or not annex.title or not _LEAVES.sub("", annex.title):
            continue
        announced, begins = _bare(note.name), _beginnings(document, annex.span)
        if announced and announced not in begins and _bare(annex.title) != announced:
            yield Fault(
                f"附件标题是“{annex.title}”，附件说明写的是“{note.name}”。",
                "请核对，两处写成一样。",
                "annexes",
                Span(note.span.start, note.span.end),
            )
            lines = lines_after(document, annex.span.start)[:1]
            if lines and lines[0].end <= annex.span.end:
                yield Fault(
                    f"附件标题是“{annex.title}”，附件说明写的是“{note.name}”。",
                    "请核对，两处写成一样。",
                    "annexes",
                    lines[0].span,
                )


def _bare(text: str) -> str:
    return _LEAVES.sub("", text).translate(str.maketrans("()", "（）"))


def _beginnings(document: Document, span: Span) -> list[str]:
    """What the first lines of an annex make, one line, two lines and so on."""
    begins, joined = [], ""
    for line in lines_after(document, span.start)[:_LINES]:
        joined += _bare(line.text)
        begins.append(joined)
    return begins


RULE = PaperRule(
    code="GB-26C",
    basis_key="GB-26C",
    offence="附件标题与附件说明不一致",
    why="名称不一致，就不知道是不是正文所说的那个附件。",
    check=_check,
    bad=(specimen(annex_notes="附件：灌区用水计划表", annexes="附件\n全县用水计划表\n各灌区按照计划用水。"),),
    good=(
        specimen(),
        specimen(annex_notes="附件：灌区用水计划表", annexes="附件\n灌区用水计划表\n各灌区按照计划用水。"),
    ),
)
