"""版记 stands between rules: above its first element, between its elements, below the last (GB/T 9704-2012, 7.4.1)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import drawn, has_red_head, imprint_spans, on_sheet, span_of
from hongtou.check.word_sample import GOOD, WordSample, in_document
from hongtou.model.sheet import Setting, Sheet


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    found = {part for span in imprint_spans(paper) if (part := sheet.at(span.start)) is not None}
    parts = sorted(found, key=lambda one: one.start)
    if not parts or not has_red_head(paper) or any(part.drawings for part in _around(sheet, parts)):
        return
    above = drawn(parts[0].above, parts[0].form.above)
    below = drawn(parts[-1].below, parts[-1].form.below)
    if not above or not below:
        says = "首条、末条" if not above and not below else "首条" if not above else "末条"
        yield Fault(
            f"版记缺{says}分隔线。",
            "首条、末条用粗线（推荐0.35毫米），中间用细线（推荐0.25毫米），与版心等宽。",
            "imprint_rules",
            span_of(parts[0]),
        )
    elif len(parts) > 1 and not any(
        drawn(one.below, one.form.below, two.above, two.form.above)
        for one, two in zip(parts, parts[1:], strict=False)
    ):
        yield Fault(
            "版记各要素之间没有分隔线。",
            "抄送机关与印发机关之间加一条细线（推荐0.25毫米）。",
            "imprint_rules",
            span_of(parts[-1]),
        )


def _around(sheet: Sheet, parts: list[Setting]) -> Iterator[Setting]:
    """The parts, and the one before them, to which a drawn line is often tied."""
    first = sheet.settings.index(parts[0])
    return iter(sheet.settings[max(0, first - 1) :])


RULE = PaperRule(
    code="GB-27P",
    basis_key="GB-27P",
    offence="版记没有分隔线",
    why="分隔线把版记和正文分开，少了线就像正文的尾巴。",
    check=_check,
    bad=(WordSample("版记没有分隔线。", (in_document(r"<w:tcBorders>.*?</w:tcBorders>", ""),)),),
    good=(GOOD,),
)
