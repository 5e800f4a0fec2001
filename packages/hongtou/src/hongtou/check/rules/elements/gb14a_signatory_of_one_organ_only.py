"""A joint paper names a signatory for each organ (GB/T 9704-2012, 7.2.6)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre

_UPWARD = (Genre.REQUEST, Genre.REPORT)


def _check(paper: Paper) -> Iterator[Fault]:
    document, signatory = paper.document, paper.document.issuing_signatory
    if paper.is_old or signatory is None or paper.genre not in _UPWARD or len(document.issuers) < 2:
        return
    names = signatory.value.split("、")
    if len(names) < len(document.issuers):
        yield Fault(
            f"{len(document.issuers)}个机关联合上报，只标注了{len(names)}个签发人。",
            "请按发文机关的顺序把各机关签发人的姓名标全。",
            "issuing_signatory",
            signatory.span,
        )


RULE = PaperRule(
    code="GB-14A",
    basis_key="GB-14",
    offence="联合上行文的签发人没有标全",
    why="联合行文由各机关负责人共同签发，缺一个就看不出是否会签。",
    check=_check,
    bad=(
        specimen(
            "现将有关情况报告如下：全县春耕用水已有保障。",
            mark="云岭县水利局\n云岭县财政局文件",
            signatory="李明",
            title="云岭县水利局　云岭县财政局关于春耕用水情况的报告",
            addressees="县人民政府：",
            signature="云岭县水利局　云岭县财政局",
        ),
    ),
    good=(specimen(),),
)
