"""“附件” and its number before an annex are set in 3号黑体 (GB/T 9704-2012, 7.3.7)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import in_other_face, name_of_font, on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, font_of_style, issued
from hongtou.fonts import Face
from hongtou.model.sheet import Sheet

WITH_ANNEX = issued(annex_notes="附件：渠道检查表", annexes="附件\n渠道检查表\n逐条检查，发现堵塞及时清理。")


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    for annex in paper.document.annexes:
        part = sheet.at(annex.span.start)
        if part is None or not paper.document.text.startswith("附件", part.start):
            continue
        for wrong in in_other_face((part,), Face.HEITI):
            yield Fault(
                f"“附件”二字用的是{name_of_font(wrong.font)}。",
                "请把“附件”二字和序号改为3号黑体，顶格排在版心左上角第一行。",
                "annex_font",
                span_of(wrong),
            )
            return


RULE = PaperRule(
    code="GB-26P",
    basis_key="GB-26P",
    offence="“附件”二字不是黑体",
    why="附件从哪里开始，靠这两个字一眼看出来。",
    check=_check,
    bad=(WordSample("“附件”二字用了仿宋。", (font_of_style("附件序号", "仿宋"),), WITH_ANNEX),),
    good=(GOOD, WordSample("“附件”二字用黑体。", (), WITH_ANNEX)),
)
