"""What is annexed is announced below the text (GB/T 9704-2012, 7.3.4)."""

import re
from collections.abc import Iterator, Sequence

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.lines import Line, annex_labels, note_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre

_FORWARDS = re.compile(r"转发|批转|印发|发布|公布")


def _is_what_is_issued(paper: Paper, labels: Sequence[Line]) -> bool:
    """Whether the one text behind the date may be what an order or a notice brings out, which is no annex."""
    forwards = paper.genre is Genre.ORDER or _FORWARDS.search(paper.dispatch.title)
    return bool(forwards) and len(labels) == 1


def _check(paper: Paper) -> Iterator[Fault]:
    document, dated = paper.document, paper.document.document_date
    if paper.is_old or document.annex_notes or note_lines(document) or dated is None:
        return
    labels = annex_labels(document)
    if labels:
        yield Fault(
            "附了附件，正文下没有附件说明。",
            "请在正文下空一行写“附件：”和附件名称。",
            "annex_notes",
            labels[0].span,
            Strength.ADVISED if _is_what_is_issued(paper, labels) else Strength.MUST,
        )


RULE = PaperRule(
    code="GB-19F",
    basis_key="GB-19F",
    offence="附了附件，没有附件说明",
    why="正文下没有附件说明，附件就可能被漏掉或者换掉。",
    check=_check,
    bad=(specimen(annexes="附件\n灌区用水计划表\n各灌区按照计划用水。"),),
    good=(specimen(),),
)
