"""A reply says first what it replies to."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre, Picture, Table
from hongtou.read.elements.words import squeeze

_CITES = re.compile(
    r"《[^》]+》|〔\d{4}〕|关于.{2,80}?的?(?:请示|来函|函|报告|建议|提案|申请|意见)|第\d+号(?:建议|提案)"
)
_REPLIES = re.compile(r"(?:批复|复函|答复|复函意见)$")


def _check(paper: Paper) -> Iterator[Fault]:
    document, title = paper.document, paper.document.title
    if paper.is_old or title is None or not document.body or document.document_number is None:
        return
    if paper.genre is not Genre.REPLY and not _REPLIES.search(squeeze(title.value)):
        return
    first = next((block for block in document.body if not isinstance(block, Picture)), None)
    if first is not None and not isinstance(first, Table) and not _CITES.search(first.text):
        yield Fault(
            "开头没有引述来文。",
            "请先写明来文的标题和发文字号，如“你镇《关于××的请示》（石政〔2026〕8号）收悉”。",
            "body",
            first.span,
        )


RULE = PaperRule(
    code="GW-11W",
    basis_key="GW-11E",
    offence="批复、复函没有引述来文",
    why="不引述来文，就不知道答复的是哪一件。",
    check=_check,
    bad=(
        specimen(
            "经研究，同意安排资金40万元。",
            title="云岭县人民政府办公室关于饮水工程资金的批复",
            addressees="石门镇人民政府：",
        ),
    ),
    good=(specimen(),),
)
