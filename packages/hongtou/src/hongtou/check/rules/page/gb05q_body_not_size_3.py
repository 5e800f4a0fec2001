"""The body is set in 3号 (GB/T 9704-2012, 5.2.2 and 7.3.3: 一般)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import SIZE_3, in_other_size, name_of_size, on_sheet, running, settings, span_of
from hongtou.check.word_sample import GOOD, WordSample, size_of_style
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    parts = [part for part in settings(sheet, running(paper)) if not part.in_table]
    if wrong := list(in_other_size(parts, SIZE_3)):
        yield Fault(
            f"正文有{len(wrong)}段不是3号字，这一段是{name_of_size(wrong[0].font.size)}。",
            "请改为3号（16磅）；想省页数，请精简文字，不要缩小字号。",
            "body_size",
            span_of(wrong[0]),
        )


RULE = PaperRule(
    code="GB-05Q",
    basis_key="GB-05P",
    offence="正文不是3号字",
    why="字小了看不清，字大了每行不足28字。",
    check=_check,
    bad=(WordSample("正文用了4号字。", (size_of_style("正文", 14),)),),
    good=(GOOD,),
)
