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
    r"(?:支持|解决|帮助|批准|批复|批示|同意|拨付|安排|指示|明示|核准|定夺|裁定|示复|赐复|倾斜|协调|下达|追加|增加|增设|补助|减免|研究|审批|答复|回复|给予|予以)"
    r"|(?:是否|可否|能否|当否|妥否)[^。；]{0,30}(?:请|望|盼|恳)"
    r"|(?:问题|事项|困难)请(?:予|给予|尽快|帮助)[^，。；]{0,6}(?:研究|解决|支持)"
)
_ASKS = re.compile(
    r"(?:(?:^|[，。；])(?:为此|故|因此)?，?(?:特此?|现|谨|拟|我[局县乡镇委办院校])?(?:向[^，。；]{2,12})?)(?:申请|请求|恳请|特请)"
    r"(?!书|人|表|者|示|材料|条件|期|量|数|执行|立案|复议|仲裁|事项|件)[^，。；]{2,}"
    r"|(?:^|[，。；])(?:为此，?)?请[省市县](?:委|人民政府|政府|财政|里)[^，。；]{0,20}?(?:明确|解决|列支|承担|决定|审定|考虑|出面)"
    r"|(?:资金|经费|费用)[^，。；]{0,12}请[^，。；]{0,16}(?:解决|列支|承担|安排|保障)"
    r"|(?:敬请|恳请|请)(?:予以|给予)?(?:核定|核准|审定|定夺|示下|明示)(?!的|后|情况)"
)
_OTHERS = re.compile(
    r"《[^》]*》|“[^”]*”|(?:群众|企业|村民|居民|代表|委员|乡镇|部门|农户)[^，。；]{0,12}(?:希望|建议|请求|盼望)"
)
_SUPERIOR = re.compile(
    r"[省市县](?:委|政府|人民政府|里|级|财政)|上级|领导|贵|批[准复示]|指示|明示|示复|赐复|定夺|裁定|示知|请示|上述问题|资金|经费|编制|项目|用地|为盼|为感"
)


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old or paper.genre is not Genre.REPORT:
        return
    for block in paper.document.body:
        if isinstance(block, Table):
            continue
        others = [match.span() for match in _OTHERS.finditer(block.text)]
        for start, end in _asking(block.text):
            if any(a <= start < b for a, b in others):
                continue
            yield Fault(
                f"报告里说“{block.text[start:end]}”，像是提出请求。",
                "需要上级批准、支持的，另写请示；确实不是请求的不必理会。",
                "body",
                Span(block.span.start + start, block.span.start + end),
                Strength.ADVISED,
            )


def _asking(text: str) -> Iterator[tuple[int, int]]:
    """The passages that ask, or that hope for something of a superior."""
    taken = 0
    for match in _ASKS.finditer(text):
        lead = len(match.group()) - len(match.group().lstrip("，。；"))
        taken = match.end()
        yield match.start() + lead, taken
    for match in _HOPES.finditer(text):
        sentence = text[match.start() : text.find("。", match.start()) % (len(text) + 1)]
        if match.start() >= taken and _SUPERIOR.search(sentence):
            yield match.span()


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
        specimen(
            "堤防加固尚缺资金，为此，特申请补助20万元。",
            mark="云岭县水利局文件",
            signatory="张水生",
            title="云岭县水利局关于春耕用水情况的报告",
            addressees="县人民政府：",
            signature="云岭县水利局",
        ),
    ),
    good=(
        specimen(),
        specimen(
            "群众请求解决的用水问题已经办结，资金由县财政安排。",
            mark="云岭县水利局文件",
            signatory="张水生",
            title="云岭县水利局关于春耕用水情况的报告",
            addressees="县人民政府：",
            signature="云岭县水利局",
        ),
    ),
)
