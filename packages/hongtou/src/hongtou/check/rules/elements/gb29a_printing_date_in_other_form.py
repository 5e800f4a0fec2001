"""The day of printing is in Arabic digits and in full (GB/T 9704-2012, 7.4.3)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import LOOSE_DATE, RIGHT_DATE, lines_after
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.read.elements.words import is_organ, squeeze

_PRINTED = re.compile(
    rf"(?P<office>.*?)[ 　]*(?P<date>{LOOSE_DATE.pattern})[ 　]*(?:印[ 　]*发|印制|印|制发)"
)


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old:
        return
    begin = document.body[0].span.start if document.body else 0
    for line in reversed(lines_after(document, begin)):
        match = _PRINTED.fullmatch(line.text) if "印" in line.text else None
        if (
            match
            and (not match["office"] or is_organ(match["office"]))
            and not RIGHT_DATE.fullmatch(squeeze(match["date"]))
        ):
            yield Fault(
                f"印发日期写成了“{match['date']}”。",
                "请写成“2026年3月4日印发”的样子：用阿拉伯数字写全，月、日前不加0。",
                "imprint",
                line.part(*match.span("date")),
            )
            return


RULE = PaperRule(
    code="GB-29A",
    basis_key="GB-29",
    offence="印发日期写法不规范",
    why="印发日期是公文送印的时间，写法与成文日期一致。",
    check=_check,
    bad=(
        specimen(imprint="云岭县人民政府办公室　　2026.3.4印发"),
        specimen(imprint="云岭县人民政府办公室　　二〇二六年三月四日印发"),
    ),
    good=(
        specimen(),
        specimen(copies="抄送：县委办公室，县水利局。", imprint="云岭县人民政府办公室　　2026年3月4日印发"),
    ),
)
