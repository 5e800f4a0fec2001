"""除办公厅（室）根据授权外，部门和单位不得向下级党委、政府发布指令性公文或者提出指令性要求 (article 16, item 2)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule, listed
from hongtou.check.samples import draft
from hongtou.model import Genre, Span

_COMMANDING = (
    Genre.RESOLUTION,
    Genre.DECISION,
    Genre.ORDER,
    Genre.NOTICE,
    Genre.OPINION,
    Genre.BULLETIN,
    Genre.REPLY,
)
# 文中须注明已经政府同意: the consent stands in the text, by whichever name the government goes.
_CONSENT_TOLD = re.compile(
    r"(?<![未须应需可])(?:报经|已经|业经|经)[^，。；\n]{0,14}(?:政府|[省市县区]委|党委)[^，。；\n]{0,20}?(?:同意|批准|授权)"
    r"(?!后(?:方可|实施|组织|执行|再))"
)
# 防洪法 and its like give the command of an emergency to the headquarters that a government set up for it.
_COMMANDS_BY_LAW = re.compile(r"(?:防[汛洪旱风火]|抗旱|灭火|抗震救灾|应急).{0,8}指挥部$")
_DEMAND = re.compile(
    r"务必|必须|不得|严禁|限期|责令|责成|逾期|追究|问责|严格按照|抓好落实|贯彻执行|认真执行|遵照|照此|"
    r"(?<![的据合])要求[你贵各][镇乡街单]|[你贵各][镇乡街][^，。；\n]{0,6}(?:应当|须|要)(?=[^，。；\n]{0,8}(?:落实|完成|整改|上报|组织|停止|执行))|立即(?:停止|整改|组织|上报)|严格落实|整改到位|通报批评"
)


def _check(routing: Routing) -> Iterator[Fault]:
    lower = [o for named in routing.addressees for o in named.organs if routing.is_lower_leadership(o)]
    dispatch = routing.dispatch
    if not lower or routing.sender is None or _COMMANDS_BY_LAW.search(routing.sender.name):
        return
    if _CONSENT_TOLD.search(dispatch.body):
        return
    if dispatch.consent or dispatch.authorised_by:
        yield Fault(
            "已经政府同意的事项，文中没有注明。",
            "请在正文开头写明“经县政府同意”等字样（写同意的政府的名称）。",
            "body",
        )
    elif routing.genre in _COMMANDING:
        yield Fault(
            f"部门“{routing.sender.shown}”向下级党委、政府{listed(lower)}发{routing.genre}，属于指令性公文。",
            "请改为商请性的函，或者主送其相关部门；需政府审批的具体事项，经政府同意后行文并在文中注明，或者由政府办公室发文。",
            "addressees",
        )
    elif found := _DEMAND.search(dispatch.body):
        yield Fault(
            f"部门向下级党委、政府的公文里有指令性要求：“{found.group()}”。",
            "请改用商请、建议的语气；确需下达要求的，经政府同意后在文中注明。",
            "body",
            Span(*found.span()),
            strength=Strength.USUALLY,
        )


RULE = RoutingRule(
    code="GW-27A",
    basis_key="GW-27",
    offence="部门向下级党委、政府发指令性公文",
    why="乡镇对县委、县政府负责，部门各自下令，基层无所适从。",
    check=_check,
    bad=(
        draft("县教育局", "各乡镇人民政府", "关于做好控辍保学工作的通知", "请认真抓好落实。"),
        draft(
            "县教育局", "城关镇", "关于开展校园周边整治的通知", "请抓好落实。", consent="县政府2026年3月2日"
        ),
        draft("县教育局", "城关镇", "关于校园周边整治的函", "请你镇务必于本月完成。"),
    ),
    good=(
        draft(
            "县教育局", "各乡镇人民政府", "关于做好控辍保学工作的通知", "经县政府同意，现就有关事项通知如下。"
        ),
        draft("县政府办", "各乡镇人民政府", "关于做好控辍保学工作的通知", "请认真抓好落实。"),
        draft("县教育局", "城关镇", "关于商请协助校园周边整治的函", "请予支持为盼。"),
    ),
)
