"""附件 is followed by a full-width colon (GB/T 9704-2012, 7.3.4)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.lines import note_lines
from hongtou.check.paper import Paper, PaperRule, replace
from hongtou.check.specimen import specimen

_LABEL = re.compile(r"附[ 　]*(?:件|(?=:))[ 　]*(?P<mark>[:，,、.．;；—－-]+|(?!：))[ 　]*")


def _check(paper: Paper) -> Iterator[Fault]:
    lines = () if paper.is_old else note_lines(paper.document)
    match = _LABEL.match(lines[0].text) if lines else None
    if match is None:
        return
    at = lines[0].part(2 if match.group().startswith("附件") else match.start("mark"), match.end())
    yield Fault(
        "附件说明的“附件”后没有用全角冒号。",
        "请写成“附件：”，后接附件名称。",
        "annex_notes",
        lines[0].span,
        fix=replace(at, "：", kind=FixKind.SAFE),
    )


RULE = PaperRule(
    code="GB-19D",
    basis_key="GB-19",
    offence="附件说明没有用全角冒号",
    why="“附件”后用全角冒号引出名称。",
    check=_check,
    bad=(
        specimen(annex_notes="附件:灌区用水计划表"),
        specimen(annex_notes="附件　灌区用水计划表"),
    ),
    good=(specimen(),),
)
