"""A letter asks and answers, it does not command (article 8)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import Paper, PaperRule
from hongtou.check.specimen import specimen
from hongtou.check.standing import Standing, of_addressees
from hongtou.model import Genre, Span, Table

_COMMANDS = re.compile(
    r"责令|限你|(?:你|贵)[^。；，]{0,10}(?:必须|务必|务须|须立即|应立即|应当立即)|(?:必须|务必)(?:立即|无条件|按[时期]|严格|于|在|坚决)"
    r"|限期[^。；]{0,10}(?:整改|完成|上报|报送|改正|办结)|逾期[^。；]{0,24}(?:通报|追究|处理|问责|处罚|责任)|(?:认真|严格|坚决|迅速|切实)?(?:贯彻执行|遵照执行|贯彻落实|抓好落实|照此执行|遵照办理)"
    r"|通报批评|予以问责|追究[^。；]{0,12}责任|不得有误|不得以任何(?:理由|借口)|(?:现|特)?(?:要求|命令|责成)(?:你|贵)|否则[^。；]{0,20}(?:通报|问责|处理|追究)|一律(?:停止|不得)|立即(?:整改|停止|纠正|上报|执行)"
    r"|不得(?:推诿|延误|拖延|贻误|懈怠|敷衍|推脱)|严禁(?=[^，。；]{0,10}(?:擅自|违规|私自|弄虚作假|拖延))|后果自负"
    r"|(?:务必|必须)[^，。；]{0,6}(?:高度重视|落实|完成|整改|执行|配合|服从|到位)|狠抓落实|坚决(?:抓好)?落实|(?:落实|执行|整改)到位"
    r"|严肃(?:问责|追责|处理|查处|追究)|(?:及时|按时|按期|限时|如实)上报|各(?:单位|部门|乡镇)(?:要|应|须|必须|务必)"
    r"|望(?:认真|严格|切实|坚决|迅速)[^，。；]{0,4}(?:执行|落实|办理)|请(?:严格|切实|坚决|不折不扣)[^，。；]{0,6}(?:执行|落实|照办)"
    r"|(?:^|[，。；]|[你贵]单位|[你贵]局)要(?:切实|高度|层层|严格|进一步)[^，。；]{0,10}(?:加强|重视|压实|落实)"
)
_OTHERS = re.compile(
    r"[《“][^》”]*[》”]|(?:我[局县市乡镇委办院校们]|本[局县单])[^。；]*|(?:已|均|全部|尚未|没有)(?:整改|落实|执行)到位|(?:依法|根据|按照)[^，。；]*"
)


def _check(paper: Paper) -> Iterator[Fault]:
    if paper.is_old or paper.genre is not Genre.LETTER or Standing.BELOW in of_addressees(paper):
        return
    for block in paper.document.body:
        if isinstance(block, Table):
            continue
        others = [match.span() for match in _OTHERS.finditer(block.text)]
        for match in _COMMANDS.finditer(block.text):
            if not any(a <= match.start() < b for a, b in others):
                yield Fault(
                    f"函里说“{match.group()}”，是下命令的口气。",
                    "函请用商洽的口气，如“请予支持”“请函复”；确需提出要求的，由有权的机关发通知。",
                    "body",
                    Span(block.span.start + match.start(), block.span.start + match.end()),
                )


RULE = PaperRule(
    code="GW-11E",
    basis_key="GW-11E",
    offence="函里下命令、提指令性要求",
    why="函用于不相隶属机关之间，只能商洽、询问、答复，不能下命令。",
    check=_check,
    bad=(
        specimen(
            "各单位要坚决落实，不得推诿，逾期后果自负。",
            mark="云岭县水利局",
            number="云水函〔2026〕5号",
            title="云岭县水利局关于商请协助检查渠道的函",
            addressees="县财政局：",
            signature="云岭县水利局",
        ),
        specimen(
            "堤防存在隐患，你单位必须立即整改，逾期将予以通报批评。",
            mark="云岭县水利局",
            number="云水函〔2026〕5号",
            title="云岭县水利局关于商请协助检查渠道的函",
            addressees="县财政局：",
            signature="云岭县水利局",
        ),
    ),
    good=(
        specimen(
            "我局将狠抓落实，有关问题已整改到位，请贵局支持。",
            mark="云岭县水利局",
            number="云水函〔2026〕5号",
            title="云岭县水利局关于商请协助检查渠道的函",
            addressees="县财政局：",
            signature="云岭县水利局",
        ),
        specimen(),
        specimen(
            "为做好春耕用水，商请贵局协助。请予支持，并请函复。",
            mark="云岭县水利局",
            number="云水函〔2026〕5号",
            title="云岭县水利局关于商请协助检查渠道的函",
            addressees="县财政局：",
            signature="云岭县水利局",
        ),
    ),
)
