"""Text is black where nothing else is said (GB/T 9704-2012, 5.2.4); red are the mark and the rules of the head."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import is_black, on_sheet
from hongtou.check.word_sample import GOOD, WordSample, in_style
from hongtou.model import Span
from hongtou.model.sheet import Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    mark = paper.document.issuer_mark
    ends = mark.span.end if mark else 0
    for part in sheet.settings:
        if part.start < ends:
            continue
        for run in part.runs:
            if not is_black(run.font.colour) and paper.document.text[run.start : run.end].strip():
                yield Fault(
                    f"文字用了颜色（{run.font.colour}）。",
                    "请把字体颜色改为自动（黑色）；需要强调的，改写句子。",
                    "colour",
                    Span(run.start, run.end),
                )
                return


RULE = PaperRule(
    code="GB-07P",
    basis_key="GB-07P",
    offence="文字不是黑色",
    why="除版头外公文只用黑色，复印、传真以后颜色都会丢失。",
    check=_check,
    bad=(WordSample("正文是红字。", (in_style("正文", "</w:rPr>", '<w:color w:val="FF0000"/></w:rPr>'),)),),
    good=(GOOD,),
)
