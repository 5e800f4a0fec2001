"""Articles follow one another."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.levels import articles_of, texts_of
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen


def _check(paper: Paper) -> Iterator[Fault]:
    for field, blocks in texts_of(paper.document):
        before = 0
        for article in articles_of(blocks):
            if article.number not in (before + 1, 1) and not article.inserted:
                said = "重复" if article.number == before else "不连续"
                yield Fault(
                    f"条文序号{said}：第{before}条之后是“{paper.document.passage(article.span)}”。",
                    "请核对是否漏写或者错写，把条文序号依次排好。",
                    field,
                    article.span,
                )
            before = article.number


RULE = PaperRule(
    code="GB-18E",
    basis_key="GB-18",
    offence="条文序号不连续或者重复",
    why="条文序号乱了，引用“第几条”就会指错。",
    check=_check,
    bad=(specimen("第一条　各乡镇检查渠道。\n第三条　县水利局统一调水。"),),
    good=(
        specimen(),
        specimen("第一条　各乡镇检查渠道。\n第二条　县水利局统一调水。"),
    ),
)
