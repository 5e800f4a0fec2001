"""Headings of the first level are set in 黑体 (GB/T 9704-2012, 7.3.3: 一般)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import headings_in_other_face, on_sheet
from hongtou.check.word_sample import GOOD, WordSample, in_document
from hongtou.fonts import Face
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    return headings_in_other_face(paper, sheet, 1, Face.HEITI)


RULE = PaperRule(
    code="GB-18P",
    basis_key="GB-18P",
    offence="一级标题不是黑体",
    why="各级标题靠字体分层次，用错了就分不清。",
    check=_check,
    bad=(
        WordSample(
            "一级标题用了仿宋。",
            (in_document(r'<w:pStyle w:val="Heading1"/>', '<w:pStyle w:val="Heading3"/>'),),
        ),
    ),
    good=(GOOD,),
)
