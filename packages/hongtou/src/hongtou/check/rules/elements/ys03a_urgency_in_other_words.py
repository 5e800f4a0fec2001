"""A paper is 特急 or 加急, a telegram also 特提 or 平急 (article 9, item 3)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import head_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Span, Urgency
from hongtou.read.elements.words import is_organ, squeeze

_OF_PAPERS = (Urgency.URGENT, Urgency.PRESSING)
_HASTE = re.compile(
    r"急|加紧|^重要(?:文件)?$|火速|从速|速办|速件|快件|即办|立即|马上|尽快|特提|特快|优先|限时|[A-C一二三ⅠⅡⅢ]级"
)
_PAPER = re.compile(r"(?:特别|非常|十分)?(?:紧急|加急|特急|火急|重要)(?:文件|公函|函)")
_SHORTEST_ORGAN = 3
_RIGHT = re.compile(r"(?:\d{6})?(?:特急|加急|特提|平急)")


def _check(paper: Paper) -> Iterator[Fault]:
    document, urgency = paper.document, paper.document.urgency
    if paper.is_old or document.telegram:
        return
    if urgency and urgency.value not in _OF_PAPERS:
        yield _fault(f"“{urgency.value.value}”只用于电报。", urgency.span)
        return
    for line in head_lines(document)[:6]:
        bare = squeeze(line.text)
        if len(bare) > 12 or not _HASTE.search(bare) or _is_mark(bare):
            continue
        if not _RIGHT.fullmatch(bare) and "应急" not in bare and "于" not in bare:
            yield _fault(f"紧急程度写成了“{line.text}”。", line.span)
            return


def _is_mark(bare: str) -> bool:
    """Whether a line is the mark of an organ (云岭县应急管理局文件) and no urgency (紧急文件, 急办)."""
    if len(bare) <= _SHORTEST_ORGAN or _PAPER.fullmatch(bare):
        return False
    return is_organ(bare) or bare.endswith(("文件", "令", "函"))


def _fault(message: str, span: Span) -> Fault:
    return Fault(message, "公文的紧急程度请只写“特急”或者“加急”。", "urgency", span)


RULE = PaperRule(
    code="YS-03A",
    basis_key="YS-03",
    offence="紧急程度用词不规范",
    why="紧急程度只有固定的几种，用别的词就不知道该多快办。",
    check=_check,
    bad=(
        specimen(urgency="紧急文件"),
        specimen(urgency="急办"),
        specimen(urgency="急件"),
        specimen(urgency="平急"),
    ),
    good=(
        specimen(),
        specimen(urgency="特急"),
    ),
)
