"""The title is set in 小标宋 (GB/T 9704-2012, 7.3.1: 一般)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import in_other_face, name_of_font, on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, font_of_style
from hongtou.fonts import Face
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    title = paper.document.title
    for part in in_other_face(sheet.within(title.span) if title else (), Face.XIAOBIAOSONG):
        yield Fault(
            f"标题用的是{name_of_font(part.font)}。", "请改为2号小标宋体字。", "title_font", span_of(part)
        )
        return


RULE = PaperRule(
    code="GB-16P",
    basis_key="GB-16P",
    offence="标题不是小标宋",
    why="标题字体是公文的脸面，用了别的字体就不像公文。",
    check=_check,
    bad=(WordSample("标题用了黑体。", (font_of_style("标题", "黑体"),)),),
    good=(GOOD, WordSample("标题用方正小标宋_GBK。", (font_of_style("标题", "方正小标宋_GBK"),))),
)
