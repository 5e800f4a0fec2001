"""The date is written in Arabic digits and in full (GB/T 9704-2012, 7.3.5.4)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import LOOSE_DATE, RIGHT_DATE, Line, closing_lines, head_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Document, Span
from hongtou.read.elements.words import is_organ, squeeze

_TELLS = re.compile(r"通过|批准|修订|修正|施行")


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old:
        return
    seen = set()
    if (dated := document.document_date) and not _of_imprint(document, dated.span):
        seen.add(dated.span.start)
        if not RIGHT_DATE.fullmatch(squeeze(document.passage(dated.span))):
            yield _fault(document, dated.span)
    if dated and dated.confidence >= 0.9:
        return
    for line in (*_below_title(document), *closing_lines(document)):
        match = LOOSE_DATE.search(line.text)
        if match is None or match.end() < len(line.text) or line.start + match.start() in seen:
            continue
        before = line.text[: match.start()].strip(" 　’'（(").removeprefix("公元")
        if (not before or is_organ(before) and len(before) < 40) and not RIGHT_DATE.fullmatch(
            squeeze(match.group())
        ):
            yield _fault(document, line.part(*match.span()))
            return


def _below_title(document: Document) -> tuple[Line, ...]:
    """The lines of the head in which minutes and communiques name their day."""
    return tuple(line for line in head_lines(document)[1:] if "〔" not in line.text)


def _of_imprint(document: Document, span: Span) -> bool:
    imprint = document.imprint
    return imprint is not None and imprint.span.start <= span.start < imprint.span.end


def _fault(document: Document, span: Span) -> Fault:
    return Fault(
        f"成文日期写成了“{document.passage(span)}”。",
        "请写成“2026年3月3日”的样子：用阿拉伯数字，年份写四位，月、日前不加0，年、月、日写全。",
        "document_date",
        span,
    )


RULE = PaperRule(
    code="GB-23A",
    basis_key="GB-23",
    offence="成文日期写法不规范",
    why="成文日期是公文生效的时间，写法不一会引出误读。",
    check=_check,
    bad=(
        specimen(date="2026年3-3"),
        specimen(date="2026年3月×日"),
        specimen(date="2026.3.3"),
        specimen(date="二〇二六年三月三日"),
        specimen(date="2026年03月03日"),
        specimen(date="26年3月3日"),
        specimen(date="2026年3月"),
    ),
    good=(
        specimen(),
        specimen(date="二〇一〇年三月三日"),
    ),
)
