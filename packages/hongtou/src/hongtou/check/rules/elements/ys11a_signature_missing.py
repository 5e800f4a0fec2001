"""A paper is signed by its organ (article 9, item 11)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.lines import line_at, line_before, lines_after
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre
from hongtou.read.elements.words import is_organ

_SIGNED = (
    Genre.NOTICE,
    Genre.REQUEST,
    Genre.REPORT,
    Genre.LETTER,
    Genre.REPLY,
    Genre.OPINION,
    Genre.BULLETIN,
    Genre.DECISION,
    Genre.PUBLIC_NOTICE,
    Genre.PROPOSAL,
)


def _check(paper: Paper) -> Iterator[Fault]:
    document, dated = paper.document, paper.document.document_date
    if (
        paper.is_old
        or paper.genre not in _SIGNED
        or document.signature
        or dated is None
        or dated.confidence < 0.9
    ):
        return
    if document.document_number is None:
        return
    here = line_at(document, dated.span.start)
    others = [line for line in lines_after(document, dated.span.end)[:2] if is_organ(line.text)]
    above = line_before(document, dated.span.start)
    signed = above and is_organ(above.text) and len(above.text) < 40
    if here and here.start == dated.span.start and not others and not signed:
        yield Fault("没有发文机关署名。", "请在成文日期上一行写上发文机关全称或者规范化简称。", "signature")


RULE = PaperRule(
    code="YS-11A",
    basis_key="YS-11",
    offence="没有发文机关署名",
    why="没有署名，印章就没有可以相符的机关名称。",
    check=_check,
    bad=(specimen(signature=""),),
    good=(specimen(), specimen(signature="云岭县人民政府办公室\n（此件公开发布）")),
)
