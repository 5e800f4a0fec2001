"""抄送机关 and 印发机关 are set in 4号仿宋 (GB/T 9704-2012, 7.4.2 and 7.4.3: 一般)."""

from collections.abc import Iterator
from itertools import chain

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import (
    SIZE_4,
    imprint_spans,
    in_other_face,
    in_other_size,
    name_of_font,
    name_of_size,
    on_sheet,
    settings,
    span_of,
)
from hongtou.check.word_sample import GOOD, WordSample, font_of_style, size_of_style
from hongtou.fonts import Face
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    parts = list(settings(sheet, imprint_spans(paper)))
    for part in chain(in_other_size(parts, SIZE_4), in_other_face(parts, Face.FANGSONG)):
        yield Fault(
            f"版记用的是{name_of_size(part.font.size)}字、{name_of_font(part.font)}。",
            "请改为4号仿宋，左右各空一字。",
            "imprint_size",
            span_of(part),
        )
        return


RULE = PaperRule(
    code="GB-28P",
    basis_key="GB-28P",
    offence="版记不是4号仿宋",
    why="版记比正文小一号，才看得出正文到哪里为止。",
    check=_check,
    bad=(
        WordSample("抄送机关用了3号字。", (size_of_style("抄送机关", 16),)),
        WordSample("印发机关用了宋体。", (font_of_style("印发机关和印发日期", "宋体"),)),
    ),
    good=(GOOD,),
)
