"""A red rule as wide as the type area stands below 发文字号 (GB/T 9704-2012, 7.2.7)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import has_red_head, is_red, on_sheet, rules_of_part
from hongtou.check.word_sample import GOOD, WordSample, in_document
from hongtou.model.sheet import Setting, Sheet


def _has_rule(part: Setting) -> bool:
    return bool(part.drawings) or any(is_red(edge.colour) for edge in rules_of_part(part))


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    document = paper.document
    if not has_red_head(paper) or document.title is None or not document.document_number:
        return
    if document.issuer_mark is None:
        return
    start, end = document.issuer_mark.span.start, document.title.span.end
    if not any(_has_rule(part) for part in sheet.settings if part.start < end and part.end > start):
        yield Fault(
            "发文字号下没有红色分隔线。",
            "请在发文字号下4毫米处加一条与版心等宽的红色分隔线。",
            "red_rule",
            document.document_number.span,
        )


RULE = PaperRule(
    code="GB-15P",
    basis_key="GB-15P",
    offence="版头没有红色分隔线",
    why="没有分隔线，版头和正文连在一起，不成其为红头文件。",
    check=_check,
    bad=(
        WordSample(
            "发文字号下没有红线。", (in_document(r'<w:pBdr><w:bottom [^>]*w:color="FF0000"/></w:pBdr>', ""),)
        ),
    ),
    good=(GOOD,),
)
