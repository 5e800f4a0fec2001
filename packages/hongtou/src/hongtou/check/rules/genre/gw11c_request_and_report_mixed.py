"""请示 and 报告 are two genres (articles 8 and 15)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.read.elements.words import squeeze

_MIXED = re.compile(
    r"(?:请示[、和与及暨兼并（(/]{0,2}(?:工作|情况)?报告|报告[、和与及暨兼并（(/]{0,2}请示|(?:呈请|请求|申请|请批|报请|请款|请示性)报告|报告性请示)"
    r"[）)]?(?:[（(].*[）)])?$"
)


def _check(paper: Paper) -> Iterator[Fault]:
    title = paper.document.title
    if title and not paper.is_old and _MIXED.search(squeeze(title.value)):
        yield Fault(
            "标题把请示和报告合成了一个文种。",
            "要上级批复的写“请示”，只汇报情况的写“报告”，分开行文。",
            "title",
            title.span,
        )


RULE = PaperRule(
    code="GW-11C",
    basis_key="GW-11C",
    offence="把请示和报告合成一个文种",
    why="请示要批复，报告不要批复，合在一起上级就不知道该不该答复。",
    check=_check,
    bad=(
        specimen(title="云岭县水利局关于解决春耕用水的申请报告"),
        specimen(title="云岭县水利局关于春耕用水的请示及情况报告"),
        specimen(title="云岭县水利局关于解决防汛经费的请示报告"),
    ),
    good=(specimen(),),
)
