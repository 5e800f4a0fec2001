"""Only some organs issue orders (article 8)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.parts import title_organs
from hongtou.check.specimen import specimen
from hongtou.model import Genre

_LOCAL = re.compile(r"[省市县区州旗乡镇村]|街道|社区")
_MAY = re.compile(r"(?:人民代表大会|人大|常务委员会|常委会|人民政府|主席)$")
_SELDOM = re.compile(r"(?:乡|镇)(?:人民)?政府$")


def _check(paper: Paper) -> Iterator[Fault]:
    mark = paper.document.issuer_mark
    if paper.is_old or paper.genre is not Genre.ORDER:
        return
    organ = mark.value if mark else title_organs(paper.document) or paper.dispatch.sender
    organ = re.sub("(?:命令|令)$", "", organ)
    place = mark or paper.document.title
    if place is None or not _LOCAL.search(organ):
        return
    if not _MAY.search(organ):
        yield Fault(
            f"“{organ}”不能发布命令。",
            "请改用通知、决定、通告，或者报请本级人民政府发布。",
            "issuer_mark",
            place.span,
        )
    elif _SELDOM.search(organ):
        yield Fault(
            f"“{organ}”发布命令，请核对有没有法律依据。",
            "公布规范性文件用通知、通告；施行紧急措施由县级以上人民政府发布命令。",
            "issuer_mark",
            place.span,
            Strength.ADVISED,
        )


RULE = PaperRule(
    code="GW-11F",
    basis_key="GW-11D",
    offence="命令的发布机关不合适",
    why="命令由法律授权的机关发布，部门、内设机构发布的没有效力。",
    check=_check,
    bad=(
        specimen(
            "《云岭县河道管理规定》已经局务会议通过，现予公布，自2026年5月1日起施行。",
            mark="云岭县水利局令",
            number="第1号",
            title="",
            addressees="",
            signature="局长　李明",
        ),
    ),
    good=(
        specimen(),
        specimen(
            "持续干旱无雨，全县范围内严禁一切林区野外用火。",
            mark="",
            number="第1号",
            title="云岭县人民政府森林防火禁火令",
            addressees="",
            signature="云岭县人民政府",
        ),
    ),
)
