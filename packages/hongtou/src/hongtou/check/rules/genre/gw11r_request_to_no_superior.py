"""A request goes to a superior (article 8, item 11)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.check.standing import has_no_superior, of_addressees
from hongtou.model import Genre


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if paper.is_old or paper.genre is not Genre.REQUEST or not has_no_superior(of_addressees(paper)):
        return
    name = paper.dispatch.addressees[0]
    yield Fault(
        f"请示主送了“{name}”，它不是上级机关。",
        "对没有隶属关系的机关请求批准、协助，请用函；对下级机关用通知。",
        "addressees",
        document.addressees[0].span if document.addressees else None,
    )


RULE = PaperRule(
    code="GW-11R",
    basis_key="GW-11D",
    offence="对没有隶属关系的机关用了请示",
    why="请示只能向上级机关请求指示、批准，对别的机关没有效力。",
    check=_check,
    bad=(
        specimen(
            "全县春耕用水已有保障。",
            title="石门镇人民政府关于解决饮水工程资金的请示",
            mark="石门镇人民政府文件",
            signatory="张帆",
            addressees="县农业农村局：",
            signature="石门镇人民政府",
        ),
    ),
    good=(specimen(),),
)
