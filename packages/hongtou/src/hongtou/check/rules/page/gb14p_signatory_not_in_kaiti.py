"""The name of the 签发人 is set in 3号楷体 (GB/T 9704-2012, 7.2.6)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.sheet_view import in_other_face, name_of_font, on_sheet, settings, span_of
from hongtou.check.word_sample import GOOD, WordSample, in_document, issued
from hongtou.fonts import Face
from hongtou.model import Span
from hongtou.model.sheet import Sheet

_LABEL = 5
_UPWARD = issued(
    "春耕用水准备工作已经就绪，现将有关情况报告如下。",
    title="云岭县水利局关于春耕用水准备情况的报告",
    addressees="云岭县人民政府：",
    mark="云岭县水利局文件",
    number="云水〔2026〕12号",
    signatory="张水生",
    signature="云岭县水利局",
)


@on_sheet
def _check(paper: Paper, sheet: Sheet) -> Iterator[Fault]:
    signatory = paper.document.issuing_signatory
    text = paper.document.text
    if signatory is None or "签发人" not in text[max(0, signatory.span.start - _LABEL) : signatory.span.end]:
        return  # an order is signed at its end
    names = (
        Span(found, found + len(name))
        for name in re.split(r"[、\s]+", signatory.value)
        if (found := text.find(name, signatory.span.start, signatory.span.end)) >= 0
    )
    for part in in_other_face(settings(sheet, names), Face.KAITI):
        yield Fault(
            f"签发人姓名用的是{name_of_font(part.font)}。",
            "请把姓名改为3号楷体；“签发人”三字和冒号仍用3号仿宋。",
            "signatory_font",
            span_of(part),
        )
        return


RULE = PaperRule(
    code="GB-14P",
    basis_key="GB-14P",
    offence="签发人姓名不是楷体",
    why="姓名与“签发人”字样用不同字体，一眼就能找到是谁签发的。",
    check=_check,
    bad=(WordSample("签发人姓名用了黑体。", (in_document("楷体_GB2312", "黑体"),), _UPWARD),),
    good=(GOOD, WordSample("签发人姓名用楷体。", (), _UPWARD)),
)
