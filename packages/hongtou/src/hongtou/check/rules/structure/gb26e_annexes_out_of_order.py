"""Annexes stand in the order announced (GB/T 9704-2012, 7.3.7)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old:
        return
    before = 0
    for annex in document.annexes:
        if annex.number is not None and annex.number <= before:
            yield Fault(
                f"附件{annex.number}排在了附件{before}之后。",
                "请按附件说明的顺序排列附件。",
                "annexes",
                annex.span,
            )
            return
        before = annex.number or before


RULE = PaperRule(
    code="GB-26E",
    basis_key="GB-26C",
    offence="附件的顺序与附件说明不一致",
    why="附件按附件说明的顺序装订，才查得到。",
    check=_check,
    bad=(
        specimen(
            annex_notes="附件：1.灌区用水计划表\n2.值班表",
            annexes="附件2\n值班表\n各灌区每天有人值班。\n附件1\n灌区用水计划表\n各灌区按照计划用水。",
        ),
    ),
    good=(specimen(),),
)
