"""There are fifteen genres (article 8)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.parts import is_marked
from hongtou.check.specimen import specimen
from hongtou.model import Span
from hongtou.read.elements.words import squeeze

_OTHER = re.compile(
    r"(?:汇报|申请|申请书|说明|情况说明|总结|请求|恳请|建议|提案|告知书?|通知书|倡议|倡议书|声明|启事|布告|指示|批示|简报|专报|信息|呈报|申报|呈请|请呈"
    r"|指令|通令|证明|安排|安排意见书|要求|提示|提醒|通告函|介绍信|便函稿|方案|要点|计划|报批件|请批件|情况|交办单|督办单|督查单|答复意见书|复文|回复|复信|感谢信|公开信|备案件|反馈|材料"
    r"|(?:联系|交办|转办|派工|任务|提示|提醒|整改|函询|通知)单|(?:恳请|请求|商洽|建议|委托|邀请|公函|函询|征询|说明|答复)书|呈文|签报|公示|告示|部署|小结|批条|手谕)"
    r"(?:[（(][^（）()]*[）)])?"
)
# What ends in the name of a genre and is none all the same.
_DISGUISED = re.compile(
    r"(?:通令|指令|训令|密令|手令|答复意见|批复意见|批示意见|请示函|报告函|通报函|申请函|请示件|批复函|报告件)(?:[（(][^（）()]*[）)])?$"
)
_ABOUT = re.compile(r"关于|申请|请求|恳请")


def _check(paper: Paper) -> Iterator[Fault]:
    document, title = paper.document, paper.document.title
    if paper.is_old or title is None or not is_marked(document):
        return
    words = squeeze(title.value)
    if paper.genre is not None:
        match = _DISGUISED.search(words)
        if match and _ABOUT.search(words):
            yield _fault(match, title.span)
        return
    match = _OTHER.search(words, max(0, len(words) - _ROOM))
    while match and match.end() < len(words):
        match = _OTHER.search(words, match.start() + 1)
    if match and _ABOUT.search(words):
        yield _fault(match, title.span)


def _fault(match: re.Match[str], span: Span) -> Fault:
    return Fault(
        f"“{match.group()}”不是规定的公文种类。",
        "请从决议、决定、命令、公报、公告、通告、意见、通知、通报、报告、请示、批复、议案、函、纪要中选用。",
        "title",
        span,
    )


_ROOM = 24


RULE = PaperRule(
    code="GW-11D",
    basis_key="GW-11C",
    offence="用了十五种以外的文种",
    why="十五种以外的名称没有规定的用途，收文的人不知道该怎么办。",
    check=_check,
    bad=(
        specimen(title="云岭县水利局关于春耕用水的紧急通令"),
        specimen(title="云岭县水利局关于春耕用水的联系单"),
        specimen(title="云岭县水利局关于春耕用水的请示函"),
        specimen(title="云岭县水利局关于防汛准备工作的汇报"),
        specimen(title="云岭县水利局关于解决防汛经费的申请"),
    ),
    good=(
        specimen(title="云岭县人民政府办公室关于印发春耕用水纠纷处理意见的通知"),
        specimen(),
    ),
)
