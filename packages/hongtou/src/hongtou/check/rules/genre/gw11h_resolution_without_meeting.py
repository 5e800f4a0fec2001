"""A resolution is what a meeting has passed (article 8)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import head_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre
from hongtou.read.elements.words import squeeze

_MEETING = re.compile(r"(?:会议|大会|全会|常委会|委员会)(?:关于|$)|[届次][^关]{0,12}会议|[（(].*通过[）)]")


def _check(paper: Paper) -> Iterator[Fault]:
    document, title = paper.document, paper.document.title
    if paper.genre is not Genre.RESOLUTION or title is None:
        return
    above = " ".join(line.text for line in head_lines(document))
    passed = re.search(r"[（(][^（）]*通过[）)]", document.text)
    if not _MEETING.search(squeeze(title.value)) and not passed and not _MEETING.search(above):
        yield Fault(
            "决议没有写明由哪次会议通过。",
            "请在标题下用圆括号写明通过的日期和会议；不是会议通过的，改用决定或者通知。",
            "title",
            title.span,
        )


RULE = PaperRule(
    code="GW-11H",
    basis_key="GW-11D",
    offence="决议没有会议通过",
    why="决议是会议讨论通过的决策，没有会议就不成为决议。",
    check=_check,
    bad=(specimen(title="云岭县水利局关于做好春耕用水保障工作的决议"),),
    good=(specimen(),),
)
