"""What goes to one organ names it (article 9, item 8)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import line_at
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre
from hongtou.read.elements.words import is_organ

_TO_ONE = (Genre.REQUEST, Genre.REPORT, Genre.LETTER, Genre.REPLY, Genre.PROPOSAL)
_LONG = 40
_LIKE = re.compile(r"[，,；;。.、：:　 ]*$")


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or paper.genre not in _TO_ONE or document.addressees or paper.dispatch.addressees:
        return
    if document.title is None or not document.body or document.document_number is None:
        return
    first = line_at(document, document.body[0].span.start)
    if first and (len(first.text) > _LONG or not is_organ(_LIKE.sub("", first.text))):
        yield Fault(
            f"{paper.genre}没有写主送机关。", "请在标题下空一行顶格写上主要受理机关，后加冒号。", "addressees"
        )


RULE = PaperRule(
    code="YS-08D",
    basis_key="YS-08D",
    offence="没有主送机关",
    why="没有主送机关，公文就没有谁来受理。",
    check=_check,
    bad=(
        specimen(
            "现将春耕用水情况函告如下：渠道已经检查。",
            title="云岭县人民政府办公室关于报送春耕用水情况的函",
            addressees="",
        ),
    ),
    good=(specimen(),),
)
