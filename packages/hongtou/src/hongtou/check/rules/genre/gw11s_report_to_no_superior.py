"""A report goes to a superior (article 8, item 10)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.check.standing import answers_to, has_no_superior, of_addressees
from hongtou.model import Genre


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or paper.genre is not Genre.REPORT or not has_no_superior(of_addressees(paper)):
        return
    name = paper.dispatch.addressees[0]
    if answers_to(paper.dispatch.sender, name):
        return
    yield Fault(
        f"报告主送了“{name}”，它不是上级机关。",
        "向下级机关告知情况用通报、通知，与没有隶属关系的机关联系用函。",
        "addressees",
        document.addressees[0].span if document.addressees else None,
    )


RULE = PaperRule(
    code="GW-11S",
    basis_key="GW-11D",
    offence="向下级或者平级机关用了报告",
    why="报告用于向上级机关汇报工作、反映情况。",
    check=_check,
    bad=(
        specimen(
            "全县春耕用水已有保障。",
            title="云岭县水利局关于春耕用水情况的报告",
            mark="云岭县水利局文件",
            signatory="张水生",
            addressees="各乡镇人民政府：",
            signature="云岭县水利局",
        ),
    ),
    good=(
        specimen(),
        specimen(
            "审计发现的问题已经整改。",
            title="云岭县人民政府关于审计整改情况的报告",
            mark="云岭县人民政府文件",
            signatory="张水生",
            addressees="云岭县人民代表大会常务委员会：",
            signature="云岭县人民政府",
        ),
    ),
)
