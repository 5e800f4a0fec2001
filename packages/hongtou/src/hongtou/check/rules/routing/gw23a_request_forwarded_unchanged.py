"""下级机关的请示应当提出倾向性意见后上报，不得原文转报上级机关 (article 15, item 3)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model import Span

_FORWARDS = re.compile(
    r"(?:转报|转呈|转送|转请|转上|呈转|照转|原(?:文|件|样)(?:照|一并|随文)?(?:转|上报|报送|呈|报|送)|随文上报)|"
    r"(?:现将|兹将|将).{1,60}?(?:请示|来文|申请(?:报告)?)(?:》|”)?.{0,8}(?:随文|一并|如数)?(?:报上|上报|呈上|呈报|呈送|报送|报请|附上|转上|送上|报来审)|"
    r"(?:请示|来文|申请|原件)(?:》|”)?(?:原文)?(?:附后|随附|见附件|附上)，?请[^，。；\n]{0,12}(?:审批|批复|批示|答复|研究|定夺|审定)|"
    r"收到[^。；\n]{1,40}(?:请示|来文)(?:》|”)?[^。；\n]{0,10}，(?:现|兹|特|将)[^。；\n]{0,10}(?:报请|呈报|上报|报送|呈送|转)"
)
_OPINION = re.compile(
    r"我[^，。；\n]{0,6}(?:认为|(?<![无没不])(?<!没有)意见|拟同意|同意|建议|原则)|(?:经|我).{0,12}(?:研究|审核|核实|审查|调查)[^。\n]{0,20}(?:认为|同意|建议|意见)|"
    r"(?:拟同意|拟不同意|拟原则同意|倾向|建议(?:予以|同意|批准|支持|暂缓|不予)|初审意见|审核意见|我们?的?意见)"
)


def _check(routing: Routing) -> Iterator[Fault]:
    if not routing.above or not routing.asks_or_reports:
        return
    dispatch = routing.dispatch
    annexed = any("请示" in title for title in dispatch.annexes)
    in_title, in_body = _FORWARDS.search(dispatch.title), _FORWARDS.search(dispatch.body)
    if not (in_title or in_body or annexed) or _OPINION.search(dispatch.body):
        return
    found, field = (in_body, "body") if in_body else (in_title, "title")
    yield Fault(
        "转报下级机关的请示，正文里没有本机关的倾向性意见，属于原文转报。",
        "请写明本机关是否同意、理由和建议（如“经研究，我局建议……”）后再上报。",
        field,
        Span(*found.span()) if found else None,
    )


RULE = RoutingRule(
    code="GW-23A",
    basis_key="GW-23",
    offence="原文转报下级机关的请示",
    why="上级要的是本机关的判断，不是一只信封。",
    check=_check,
    bad=(
        draft(
            "县教育局",
            "县政府",
            "关于柳河镇中心小学扩建的请示",
            "收到柳河镇《关于扩建教学楼的请示》一件，现将原件呈报。我局无意见。妥否，请批示。",
        ),
        draft(
            "县教育局",
            "县政府",
            "关于转报柳河镇中心小学扩建的请示",
            "现将柳河镇中心小学《关于扩建教学楼的请示》转报你们。妥否，请批示。",
        ),
        draft(
            "县政府",
            "市政府",
            "关于柳河镇防洪堤建设的请示",
            "柳河镇报来请示一件，现予上报。妥否，请批示。",
            annexes=("柳河镇人民政府关于修建防洪堤的请示",),
        ),
    ),
    good=(
        draft(
            "县教育局", "县政府", "关于扩建教学楼的请示", "现将有关情况报告如下。申请资金的依据附后，请审阅。"
        ),
        draft(
            "县教育局",
            "县政府",
            "关于转报柳河镇中心小学扩建的请示",
            "柳河镇中心小学报来《关于扩建教学楼的请示》。经实地核实，我局建议予以支持，理由如下。妥否，请批示。",
        ),
    ),
)
