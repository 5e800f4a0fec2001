"""Headings of the second level are set in 楷体 (GB/T 9704-2012, 7.3.3: 一般)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import headings_in_other_face, on_sheet
from hongtou.check.word_sample import GOOD, WordSample, in_document, issued
from hongtou.fonts import Face
from hongtou.model.sheet import Sheet

_TWO_LEVELS = issued(
    "现将有关事项通知如下。\n一、检查渠道\n（一）逐条检查\n各乡镇对渠道逐条检查。\n（二）及时清理\n发现堵塞及时清理。\n"
    "二、合理调水\n县水利局统一调度水源。"
)


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    return headings_in_other_face(paper, sheet, 2, Face.KAITI)


RULE = PaperRule(
    code="GB-18Q",
    basis_key="GB-18P",
    offence="二级标题不是楷体",
    why="各级标题靠字体分层次，用错了就分不清。",
    check=_check,
    bad=(
        WordSample(
            "二级标题用了仿宋。",
            (in_document(r'<w:pStyle w:val="Heading2"/>', '<w:pStyle w:val="Heading3"/>'),),
            _TWO_LEVELS,
        ),
    ),
    good=(GOOD, WordSample("二级标题用楷体。", (), _TWO_LEVELS)),
)
