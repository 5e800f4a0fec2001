"""Of several annexes each bears its number (GB/T 9704-2012, 7.3.7)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import annex_labels
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen

_BARE = re.compile(r"附[ 　]*[件表][ 　]*[:：]?")


def _check(paper: Paper) -> Iterator[Fault]:
    labels = () if paper.is_old else annex_labels(paper.document)
    if len(labels) < 2 and len(paper.document.annex_notes) < 2:
        return
    for line in labels:
        if _BARE.fullmatch(line.text):
            yield Fault(
                "有几个附件，这一个没有标顺序号。",
                "请写成“附件1”“附件2”的样子，与附件说明一致。",
                "annexes",
                line.span,
            )


RULE = PaperRule(
    code="GB-26A",
    basis_key="GB-26",
    offence="有几个附件，附件首页没有标顺序号",
    why="顺序号要与附件说明一致，才找得到正文所说的附件。",
    check=_check,
    bad=(
        specimen(
            annex_notes="附件：1.灌区用水计划表\n2.值班表",
            annexes="附件\n灌区用水计划表\n各灌区按照计划用水。\n附件2\n值班表\n各灌区每天有人值班。",
        ),
    ),
    good=(specimen(),),
)
