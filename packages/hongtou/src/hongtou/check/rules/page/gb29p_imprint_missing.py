"""A document with a red head ends with 版记: 抄送机关, 印发机关 and 印发日期 (article 9; GB/T 9704-2012, 7.4.3)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import has_red_head, on_sheet
from hongtou.check.specimen import specimen
from hongtou.check.word_sample import GOOD, WordSample
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    if has_red_head(paper) and paper.document.document_number and not paper.document.imprint:
        yield Fault(
            "没有印发机关和印发日期。",
            "请在版记里写印发机关（左空一字）和印发日期（右空一字，后加“印发”二字）。",
            "imprint",
        )


RULE = PaperRule(
    code="GB-29P",
    basis_key="GB-29P",
    offence="没有版记",
    why="谁印的、哪天印的没有写，出了差错无从查对。",
    check=_check,
    bad=(WordSample("有版头，没有版记。", (), specimen()),),
    good=(GOOD,),
)
