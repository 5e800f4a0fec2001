"""An annex begins a page of its own (GB/T 9704-2012, 7.3.7)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.rules.page.gb26p_annex_label_not_in_heiti import WITH_ANNEX
from hongtou.check.sheet_view import on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, in_style
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    for annex in paper.document.annexes:
        part = sheet.at(annex.span.start)
        if part is None or part.breaks_page or annex.number is None and not _is_labelled(paper, part.start):
            continue
        yield Fault(
            "附件没有另起一面。",
            "请在“附件”前加分页符，或者把这一段设为段前分页。",
            "annex_page",
            span_of(part),
        )
        return


def _is_labelled(paper: Paper, start: int) -> bool:
    return paper.document.text.startswith("附件", start)


RULE = PaperRule(
    code="GB-26Q",
    basis_key="GB-26Q",
    offence="附件没有另面编排",
    why="附件接在落款后面排，分不清哪里是正文、哪里是附件。",
    check=_check,
    bad=(WordSample("附件接着落款排。", (in_style("附件序号", "<w:pageBreakBefore/>", ""),), WITH_ANNEX),),
    good=(GOOD, WordSample("附件另起一面。", (), WITH_ANNEX)),
)
