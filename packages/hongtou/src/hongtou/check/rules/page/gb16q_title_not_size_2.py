"""The title is set in 2号 (GB/T 9704-2012, 7.3.1: 一般)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import SIZE_2, in_other_size, name_of_size, on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, size_of_style
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    title = paper.document.title
    for part in in_other_size(sheet.within(title.span) if title else (), SIZE_2):
        yield Fault(
            f"标题是{name_of_size(part.font.size)}字。",
            "请改为2号（22磅）；一行排不下的，按词意分行。",
            "title_size",
            span_of(part),
        )
        return


RULE = PaperRule(
    code="GB-16Q",
    basis_key="GB-16P",
    offence="标题不是2号字",
    why="标题忽大忽小，同一机关的文件就不整齐。",
    check=_check,
    bad=(WordSample("标题用了小2号字。", (size_of_style("标题", 18),)),),
    good=(GOOD,),
)
