"""An annex is labelled 附件1, with no colon and in Arabic digits (GB/T 9704-2012, 7.3.7)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import ANNEX_LABEL, HANZI_DIGITS, announces, lines_after
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen

_RIGHT = re.compile(r"附[ 　]*件[ 　]*\d*")
_TITLED = re.compile(
    rf"[（(【]?附[ 　]*[件表][ 　]*(?P<number>\d{{1,2}}|[{HANZI_DIGITS}①-⑨]{{1,3}})[ 　]*"
    r"(?:[:：、.．)）】][ 　]*.{0,40}|[)）】]?)"
)
_ODD = re.compile(
    r"附[ 　]*(?:件|表)?[ 　]*"
    r"(?:[（(][ 　]*[\d一二三四五六七八九十]{1,2}[ 　]*[)）]|之[一二三四五六七八九十]|[ⅠⅡⅢⅣⅤⅥI]{1,3}|\d{1,2}号)"
    r"|附\d{1,2}|第[ 　]*[\d一二三四五六七八九十]{1,2}[ 　]*[号个]?附件"
)


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    dated = document.document_date
    if paper.is_old or dated is None or dated.confidence < 0.9:
        return
    begin = dated.span.end
    if document.body and begin < document.body[0].span.start:
        return
    lines = lines_after(document, begin)
    for index, line in enumerate(lines):
        if announces(lines[index : index + 2]):
            continue
        labelled = (
            ANNEX_LABEL.fullmatch(line.text) or _TITLED.fullmatch(line.text) or _ODD.fullmatch(line.text)
        )
        if labelled and not _RIGHT.fullmatch(line.text) and "。" not in line.text:
            yield Fault(
                f"附件标注写成了“{line.text}”。",
                "请顶格写“附件”和阿拉伯数字的顺序号，不加标点，标题另起一行。",
                "annexes",
                line.span,
            )


RULE = PaperRule(
    code="GB-26B",
    basis_key="GB-26",
    offence="附件首页的标注写法不规范",
    why="“附件”和顺序号单独顶格写，不加冒号，顺序号用阿拉伯数字。",
    check=_check,
    bad=(
        specimen(annex_notes="附件：灌区用水计划表", annexes="附件：\n灌区用水计划表\n各灌区按照计划用水。"),
        specimen(annex_notes="附件：灌区用水计划表", annexes="附件一\n灌区用水计划表\n各灌区按照计划用水。"),
    ),
    good=(
        specimen(),
        specimen(
            annex_notes="附件：灌区用水计划",
            annexes="附件\n灌区用水计划\n各灌区按照计划用水。\n附件：\n1.用水计划表\n2.值班表",
        ),
    ),
)
