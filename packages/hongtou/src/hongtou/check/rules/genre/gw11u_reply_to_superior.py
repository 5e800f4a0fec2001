"""A reply decides what a subordinate asked (article 8, item 12)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.check.standing import Standing, of_addressees
from hongtou.model import Genre


def _check(paper: Paper) -> Iterator[Fault]:
    document, stands = paper.document, of_addressees(paper)
    if (
        paper.is_old
        or paper.genre is not Genre.REPLY
        or Standing.BELOW in stands
        or not stands & {Standing.ABOVE, Standing.BESIDE}
    ):
        return
    name = paper.dispatch.addressees[0]
    yield Fault(
        f"批复主送了“{name}”，它不是下级机关。",
        "答复上级机关用报告，答复没有隶属关系的机关用函。",
        "addressees",
        document.addressees[0].span if document.addressees else None,
    )


RULE = PaperRule(
    code="GW-11U",
    basis_key="GW-11D",
    offence="向上级机关或者没有隶属关系的机关用了批复",
    why="批复用于答复下级机关的请示。",
    check=_check,
    bad=(
        specimen(
            "全县春耕用水已有保障。",
            title="云岭县人民政府关于饮水工程资金的批复",
            addressees="云州市人民政府：",
            signature="云岭县人民政府",
            mark="云岭县人民政府",
        ),
    ),
    good=(specimen(),),
)
