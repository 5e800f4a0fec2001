"""The numbers of annexes follow one another (GB/T 9704-2012, 7.3.4)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old:
        return
    before = 0
    for note in paper.document.annex_notes:
        if note.number is not None and note.number != before + 1:
            yield Fault(
                f"附件说明的顺序号不连续：第{before}个之后写了“{note.number}.”。"
                if before
                else f"附件说明从“{note.number}.”开始编号。",
                "请核对是否漏列，把顺序号依次编好。",
                "annex_notes",
                note.span,
            )
        before = note.number or before


RULE = PaperRule(
    code="GB-19G",
    basis_key="GB-19F",
    offence="附件说明的顺序号不连续",
    why="顺序号断了，就不知道少了哪个附件。",
    check=_check,
    bad=(specimen(annex_notes="附件：1.灌区用水计划表\n3.值班表"),),
    good=(specimen(),),
)
