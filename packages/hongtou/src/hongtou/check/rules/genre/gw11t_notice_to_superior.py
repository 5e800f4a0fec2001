"""Notices go down or beside (article 8, items 8 and 9)."""

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
        or paper.genre not in (Genre.NOTICE, Genre.BULLETIN, Genre.DECISION)
        or Standing.ABOVE not in stands
    ):
        return
    name = paper.dispatch.addressees[0]
    yield Fault(
        f"{paper.genre}主送了上级机关“{name}”。",
        "向上级机关汇报情况用报告，请求批准用请示；只是让上级知道的改为抄送。",
        "addressees",
        document.addressees[0].span if document.addressees else None,
    )


RULE = PaperRule(
    code="GW-11T",
    basis_key="GW-11D",
    offence="向上级机关用了通知、通报",
    why="通知、通报用于下级机关和有关单位，对上级机关用报告、请示。",
    check=_check,
    bad=(
        specimen(
            "全县春耕用水已有保障。",
            addressees="云州市人民政府：",
        ),
    ),
    good=(specimen(),),
)
