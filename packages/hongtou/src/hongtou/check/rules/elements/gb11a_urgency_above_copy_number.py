"""Copy number first, urgency below it (GB/T 9704-2012, 7.2.3)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span


def _check(paper: Paper) -> Iterator[Fault]:
    copy, urgency = paper.document.copy_number, paper.document.urgency
    if paper.is_old or copy is None or urgency is None or urgency.span.start >= copy.span.start:
        return
    if urgency.span.end <= copy.span.start:
        yield Fault(
            "紧急程度标在了份号上方。",
            "请把份号放在第一行，紧急程度放在它下面。",
            "urgency",
            Span(urgency.span.start, copy.span.end),
        )


RULE = PaperRule(
    code="GB-11A",
    basis_key="GB-11",
    offence="紧急程度标在份号上方",
    why="份号、紧急程度的顺序固定，收文登记时才不会看错。",
    check=_check,
    bad=(specimen(urgency="特急\n000127"),),
    good=(specimen(urgency="000127\n特急"),),
)
