"""发文机关标志 of one organ stands in the middle of the line (GB/T 9704-2012, 7.2.4)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, in_style
from hongtou.model.sheet import Sheet

_IN_THE_MIDDLE = ("center", "distribute")


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    mark = paper.document.issuer_mark
    if mark is None or len(paper.document.issuers) > 1:
        return
    for part in sheet.within(mark.span):
        if part.form.alignment not in _IN_THE_MIDDLE and not part.in_box and not part.in_table:
            yield Fault("发文机关标志没有居中。", "请设为居中，不要用空格凑。", "mark_place", span_of(part))
            return


RULE = PaperRule(
    code="GB-12Q",
    basis_key="GB-12P",
    offence="发文机关标志没有居中",
    why="版头歪了，整份文件显得不庄重。",
    check=_check,
    bad=(
        WordSample(
            "发文机关标志靠左。",
            (in_style("发文机关标志", r'<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),),
        ),
    ),
    good=(GOOD,),
)
