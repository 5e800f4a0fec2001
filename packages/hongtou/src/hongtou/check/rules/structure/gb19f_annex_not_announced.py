"""What is annexed is announced below the text (GB/T 9704-2012, 7.3.4)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import annex_labels, note_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen


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
