"""A paper is dated (article 9, item 12)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import LOOSE_DATE, closing_lines
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.parts import is_marked
from hongtou.check.specimen import specimen
from hongtou.model import Document, Genre
from hongtou.read.elements.words import is_organ

_WITHOUT = (Genre.MINUTES, Genre.RESOLUTION, Genre.COMMUNIQUE)


def _check(paper: Paper) -> Iterator[Fault]:
    document, dated = paper.document, paper.document.document_date
    if paper.genre is None or paper.genre in _WITHOUT or document.document_number is None:
        return
    if dated and dated.confidence > 0.5:
        return
    if not (is_marked(document) and _was_signed(document)):
        return
    if not any(_is_date(line.text) for line in closing_lines(document)):
        yield Fault("没有成文日期。", "请在发文机关署名下一行写上签发的年、月、日。", "document_date")


def _was_signed(document: Document) -> bool:
    return bool(
        document.signature or document.imprint or any(is_organ(line.text) for line in closing_lines(document))
    )


def _is_date(text: str) -> bool:
    match = LOOSE_DATE.search(text)
    return match is not None and match.end() == len(text)


RULE = PaperRule(
    code="YS-12A",
    basis_key="YS-12",
    offence="没有成文日期",
    why="没有成文日期就不知道公文从哪天起生效。",
    check=_check,
    bad=(specimen(date="", imprint="云岭县人民政府办公室　　2026年3月4日印发"),),
    good=(specimen(),),
)
