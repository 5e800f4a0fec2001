"""紧急程度 is set in 3号黑体 (GB/T 9704-2012, 7.2.3: 一般)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import in_other_face, name_of_font, on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, font_of_style, issued
from hongtou.fonts import Face
from hongtou.model.sheet import Sheet

_URGENT = issued(urgency="特急")


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    urgency = paper.document.urgency
    for part in in_other_face(sheet.within(urgency.span) if urgency else (), Face.HEITI):
        yield Fault(
            f"紧急程度用的是{name_of_font(part.font)}。",
            "请改为3号黑体，顶格排在版心左上角。",
            "urgency_font",
            span_of(part),
        )
        return


RULE = PaperRule(
    code="GB-11P",
    basis_key="GB-11P",
    offence="紧急程度不是黑体",
    why="紧急程度要一眼看到，急件才不会压在一堆文件里。",
    check=_check,
    bad=(WordSample("“特急”用了仿宋。", (font_of_style("紧急程度", "仿宋"),), _URGENT),),
    good=(GOOD, WordSample("“特急”用黑体。", (), _URGENT)),
)
