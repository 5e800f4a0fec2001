"""No mark follows the name of an annex (GB/T 9704-2012, 7.3.4)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.lines import note_lines
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen

_CLOSES = re.compile(r"[。．.，,；;、！!]+$")


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old:
        return
    for line in note_lines(paper.document):
        match = _CLOSES.search(line.text)
        if match:
            at = line.part(*match.span())
            yield Fault(
                f"附件名称后加了“{match.group()}”。",
                "附件名称后不加标点，请去掉。",
                "annex_notes",
                at,
                fix=replace(at, "", kind=FixKind.SAFE),
            )


RULE = PaperRule(
    code="GB-19A",
    basis_key="GB-19",
    offence="附件名称后加了标点",
    why="附件说明是目录，名称后不加标点。",
    check=_check,
    bad=(
        specimen(annex_notes="附件：灌区用水计划表。"),
        specimen(annex_notes="附件：1.灌区用水计划表；\n2.值班表；"),
    ),
    good=(
        specimen(),
        specimen(annex_notes="附件：灌区用水计划表", annexes="附件\n灌区用水计划表\n各灌区按照计划用水。"),
    ),
)
