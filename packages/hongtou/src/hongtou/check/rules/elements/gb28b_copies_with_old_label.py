"""主题词 and 抄报 are used no more since 2012 (GB/T 9704-2012, 7.4)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import lines_after
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.read.elements.words import squeeze

_OLD = re.compile(
    r"(?P<label>主[ 　]*题[ 　]*词|关[ 　]*键[ 　]*词|抄[ 　]*[报发知]|抄报、?抄送|抄送、?抄报|"
    r"发送|送|分[ 　]*[送发]|[报呈]送?|呈[ 　]*报|发)[ 　]*(?:单位|机关)?[ 　]*[:：]"
)


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or document.telegram:
        return
    begin = document.body[-1].span.end if document.body else 0
    if document.document_date and document.document_date.confidence >= 0.9:
        begin = max(begin, document.document_date.span.end)
    for line in lines_after(document, begin):
        match = _OLD.match(line.text)
        if match:
            label = squeeze(match["label"])
            yield Fault(
                f"版记里用了“{label}”，2012年以后不再使用。",
                "请删去这一行。" if label in ("主题词", "关键词") else "请写作“抄送：”。",
                "copy_to",
                line.span,
            )


RULE = PaperRule(
    code="GB-28B",
    basis_key="GB-28",
    offence="用了已经停止使用的“抄报”“主题词”",
    why="2012年以后版记里没有主题词，抄报、分送一律写作抄送。",
    check=_check,
    bad=(
        specimen(copies="抄报：县委办公室，县水利局。"),
        specimen(copies="主题词：农业　用水　通知"),
    ),
    good=(
        specimen(),
        specimen(copies="抄送：县委办公室，县水利局。", imprint="云岭县人民政府办公室　　2026年3月4日印发"),
    ),
)
