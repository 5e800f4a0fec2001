"""Every annex announced is there (GB/T 9704-2012, 7.3.7)."""

from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or not document.annex_notes:
        return
    there = {annex.number or 1 for annex in document.annexes}
    for note in document.annex_notes:
        if (note.number or 1) not in there and len(document.annexes) < len(document.annex_notes):
            yield Fault(
                f"附件说明列了“{note.name}”，文件里没有附上。",
                "请附上这个附件，或者从附件说明中删去；附件另成文件的不必理会。",
                "annex_notes",
                note.span,
                Strength.USUALLY if there else Strength.ADVISED,
            )


RULE = PaperRule(
    code="GB-26D",
    basis_key="GB-26C",
    offence="附件说明列出的附件没有附上",
    why="附件与正文有同等效力，缺了一个，文件就不完整。",
    check=_check,
    bad=(
        specimen(
            annex_notes="附件：1.灌区用水计划表\n2.值班表",
            annexes="附件1\n灌区用水计划表\n各灌区按照计划用水。",
        ),
        specimen(annex_notes="附件：灌区用水计划表"),
    ),
    good=(
        specimen(),
        specimen(annex_notes="附件：灌区用水计划表", annexes="附件\n灌区用水计划表\n各灌区按照计划用水。"),
    ),
)
