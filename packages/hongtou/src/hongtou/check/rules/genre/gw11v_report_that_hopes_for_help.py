"""A report that hopes for help asks, in whatever words (article 15, item 4)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.model import Genre, Span, Table

_HOPES = re.compile(
    r"(?:希望|恳望|盼望|期盼|敦请|请求|恳请|建议|提请|望|盼|祈|敬请|还请|[，。]请)(?:[^，。；]{0,24}?)"
    r"(?:支持|解决|帮助|批准|批复|批示|同意|拨付|安排|指示|明示|核准|定夺|裁定|示复|赐复|倾斜|协调|下达|追加|补助|研究|审批|答复|回复|给予|予以)"
    r"|(?:是否|可否|能否|当否|妥否)[^。；]{0,30}(?:请|望|盼|恳)"
)
_OTHERS = re.compile(
    r"《[^》]*》|“[^”]*”|(?:群众|企业|村民|居民|代表|委员|乡镇|部门|农户)[^，。；]{0,12}(?:希望|建议|请求|盼望)"
)
_SUPERIOR = re.compile(
    r"[省市县](?:委|政府|人民政府|里|级|财政)|上级|领导|贵|批[准复示]|指示|明示|示复|赐复|定夺|裁定|资金|经费|编制|项目|用地|为盼|为感"
)


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old or paper.genre is not Genre.REPORT:
        return
    for block in paper.document.body:
        if isinstance(block, Table):
            continue
        others = [match.span() for match in _OTHERS.finditer(block.text)]
        for match in _HOPES.finditer(block.text):
            sentence = block.text[
                match.start() : block.text.find("。", match.start()) % (len(block.text) + 1)
            ]
            if any(a <= match.start() < b for a, b in others) or not _SUPERIOR.search(sentence):
                continue
            yield Fault(
                f"报告里说“{match.group()}”，像是提出请求。",
                "需要上级批准、支持的，另写请示；确实不是请求的不必理会。",
                "body",
                Span(block.span.start + match.start(), block.span.start + match.end()),
                Strength.ADVISED,
            )


RULE = PaperRule(
    code="GW-11V",
    basis_key="GW-11D",
    offence="报告里提出了请求",
    why="报告不要求答复，请求写在报告里就没有人批复。",
    check=_check,
    bad=(
        specimen(
            "堤防加固尚缺资金，盼县里给予倾斜。",
            mark="云岭县水利局文件",
            signatory="张水生",
            title="云岭县水利局关于春耕用水情况的报告",
            addressees="县人民政府：",
            signature="云岭县水利局",
        ),
    ),
    good=(specimen(),),
)
