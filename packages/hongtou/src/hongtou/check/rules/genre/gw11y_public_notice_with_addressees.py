"""What is made public addresses nobody (article 8)."""

from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre

_PUBLIC = (Genre.PUBLIC_ANNOUNCEMENT, Genre.PUBLIC_NOTICE, Genre.COMMUNIQUE)


def _check(paper: Paper) -> Iterator[Fault]:
    document = paper.document
    if not paper.is_old and paper.genre in _PUBLIC and document.addressees:
        yield Fault(
            f"{paper.genre}写了主送机关。",
            f"{paper.genre}向社会公开发布，请去掉主送机关；只发给有关单位的改用通知。",
            "addressees",
            document.addressees[0].span,
        )


RULE = PaperRule(
    code="GW-11Y",
    basis_key="GW-11D",
    offence="公告、通告、公报写了主送机关",
    why="公开发布的公文面向社会，不写主送机关。",
    check=_check,
    bad=(specimen(title="云岭县水利局关于封闭施工的通告"),),
    good=(
        specimen(),
        specimen(
            "一、施工范围\n云岭县第二水厂。",
            title="云岭县人民政府关于封闭施工的公告",
            addressees="为保障县城供水，根据有关法律规定，现发布施工公告：",
        ),
    ),
)
