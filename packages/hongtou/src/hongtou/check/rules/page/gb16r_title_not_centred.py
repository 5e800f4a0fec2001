"""The title is centred (GB/T 9704-2012, 7.3.1)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, in_document, in_style
from hongtou.model.sheet import Sheet

_OFF = 0.3


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    title = paper.document.title
    for part in sheet.within(title.span) if title else ():
        askew = (
            part.typed_indent
            + (part.form.first_line if part.begins else 0)
            + part.form.left
            - part.form.right
        )
        if part.form.alignment != "center" or abs(askew) > _OFF:
            yield Fault(
                "标题没有居中。", "请设为居中，去掉缩进和用来凑位置的空格。", "title_place", span_of(part)
            )
            return


RULE = PaperRule(
    code="GB-16R",
    basis_key="GB-16R",
    offence="标题没有居中",
    why="用空格凑的居中，改一个字就偏了。",
    check=_check,
    bad=(
        WordSample(
            "标题靠左。",
            (
                in_style("标题", r'<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),
                in_document('<w:jc w:val="center"/>', '<w:jc w:val="left"/>'),
            ),
        ),
    ),
    good=(GOOD,),
)
