"""What is printed has been signed before (article 9, items 12 and 17)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen


def _check(paper: Paper) -> Iterator[Fault]:
    dated, imprint = paper.document.document_date, paper.document.imprint
    if dated is None or imprint is None or imprint.value.printing_date is None:
        return
    if imprint.value.printing_date < dated.value and dated.confidence >= 0.9:
        yield Fault(
            "印发日期早于成文日期。",
            "请核对两个日期：印发在负责人签发之后。",
            "imprint",
            imprint.span,
        )


RULE = PaperRule(
    code="YS-17A",
    basis_key="YS-17",
    offence="印发日期早于成文日期",
    why="先签发、后印发，印发日期不会早于成文日期。",
    check=_check,
    bad=(specimen(imprint="云岭县人民政府办公室　　2026年3月2日印发"),),
    good=(
        specimen(),
        specimen(copies="抄送：县委办公室，县水利局。", imprint="云岭县人民政府办公室　　2026年3月4日印发"),
    ),
)
