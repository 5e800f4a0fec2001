"""A government moves a motion before its people's congress (article 8)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre

_MOVES = re.compile(r"政府|主席团|委员会|代表|人大|国务院|军事委员会|监察委|法院|检察院")
_MAY_NOT = re.compile(
    r"^(?:中共|中国共产党)|(?:[局厅股科所站队社校处]|办公[厅室]|办事处|指挥部|中心|公司|管理委员会|发展和改革委员会|卫生健康委员会)$"
)
_HEARS = re.compile(r"人大|人民代表大会|常委会|常务委员会|主席团")


def _check(paper: Paper) -> Iterator[Fault]:
    document, title = paper.document, paper.document.title
    if paper.is_old or paper.genre is not Genre.PROPOSAL or title is None:
        return
    sender = paper.dispatch.sender
    if _MAY_NOT.search(sender) or sender and not _MOVES.search(sender):
        place = document.issuers[0].span if document.issuers else title.span
        yield Fault(f"“{sender}”不能提出议案。", "请报本级人民政府，由人民政府提请审议。", "sender", place)
    for value in document.addressees:
        if not _HEARS.search(value.value):
            yield Fault(
                f"议案主送了“{value.value}”。",
                "议案提请同级人民代表大会或者其常务委员会审议。",
                "addressees",
                value.span,
            )


RULE = PaperRule(
    code="GW-11G",
    basis_key="GW-11D",
    offence="议案的提出机关或者主送机关不对",
    why="议案只能由人民政府提请同级人大或者其常委会审议。",
    check=_check,
    bad=(
        specimen(
            "现提请审议。",
            mark="云岭县财政局",
            title="云岭县财政局关于提请审议预算调整方案的议案",
            addressees="县人大常委会：",
            signature="云岭县财政局",
        ),
    ),
    good=(specimen(),),
)
