"""The body is set in 仿宋 (GB/T 9704-2012, 5.2.2 and 7.3.3: 一般)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import in_other_face, name_of_font, on_sheet, running, settings, span_of
from hongtou.check.word_sample import GOOD, WordSample, font_of_style
from hongtou.fonts import Face
from hongtou.model.sheet import Sheet

_SECOND_LEVEL = re.compile(r"（[一二三四五六七八九十]{1,3}）[^\n]*")


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    # A whole sentence may be a heading: what Word's outline holds is judged with the headings, and so is a paragraph
    # of the second level, whose first sentence may be the longest part of it.
    text = paper.document.text
    parts = [
        part
        for part in settings(sheet, running(paper))
        if not part.in_table
        and part.form.outline is None
        and not _SECOND_LEVEL.fullmatch(text[part.start : part.end])
    ]
    if wrong := list(in_other_face(parts, Face.FANGSONG)):
        yield Fault(
            f"正文有{len(wrong)}段不是仿宋，这一段用的是{name_of_font(wrong[0].font)}。",
            "请改为3号仿宋；改的是中文字体，只改西文字体不起作用。",
            "body_font",
            span_of(wrong[0]),
        )


RULE = PaperRule(
    code="GB-05P",
    basis_key="GB-05P",
    offence="正文不是仿宋",
    why="字体不一，一份文件像几份拼的，换台电脑还会再变。",
    check=_check,
    bad=(WordSample("正文用了宋体。", (font_of_style("正文", "宋体"),)),),
    good=(GOOD, WordSample("正文用方正仿宋。", (font_of_style("正文", "方正仿宋简体"),))),
)
