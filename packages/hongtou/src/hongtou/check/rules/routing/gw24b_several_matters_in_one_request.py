"""请示应当一文一事 (article 15, item 4)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.requests import requests_in
from hongtou.check.routing import Routing, RoutingRule
from hongtou.check.samples import draft
from hongtou.model import Genre, Span

_HEADINGS = re.compile(r"^[ 　]*[一二三四五六七八九十]{1,2}、(?P<what>[^\n]{2,60})", re.M)
_VERBS = (
    "增加|追加|解决|安排|拨付|购置|购买|新建|扩建|改建|建设|修建|设立|成立|"
    "调整|核定|划拨|批准|增设|配备|招聘|维修|举办|召开|"
    "加固|治理|整治|硬化|清淤|新增|提高|改善|落实|更换|更新|修缮|修复|改造|租用|聘用|补助|启用|搬迁|延长|减免|列支|开展|组建|划转|处置|转让|出让|征收"
)
_DECIDED = re.compile(rf"{_VERBS}|支持|协调|帮助|同意|减免|调剂|立项|下达|追加")
_SUM = re.compile(
    r"(?:以上|上述)[两二三四五六2-6](?:[项件个]|事)[^，。；\n]{0,24}(?:，[^。；\n]{0,40})?(?:请|恳请|申请|妥否)[^，。；\n]*"
    r"|(?:以上|上述|前述)[^，。；\n]{0,6}(?:各?事项|问题|请求|各事)[^，。；\n]{0,6}(?:一并|分别|逐项|合并)[^，。；\n]*"
    r"|请[^，。；\n]{0,8}(?:分别|逐项|逐一)[^，。；\n]{0,4}(?:批复|批准|审批|答复|解决|批示|审定)[^，。；\n]*"
)
_BESIDES = re.compile(
    r"(?:^|(?<=[。；！\n　 ]))(?:另外|此外|除[^，。；\n]{1,10}(?:之外|以外|外)|顺便|顺带|"
    r"借此机会|还有一事|另有一事|再有?|另有?|还)"
    r"[，,：:]?"
    r"[^。；\n]{0,60}?(?P<ask>(?:一并|同时|也|还|再)?(?:请求|恳请|敬请|申请|拟请|望|盼|请)(?!示)[^。；\n]{2,60})",
    re.M,
)
_ONE_MORE = re.compile(
    r"(?:另外|此外|同时|顺便|顺带|借此机会|还|另|再|一并)(?!行|文|案|报)[^。；\n]{0,14}请示(?!》|”|事项的|[^。；\n]{0,4}(?:收悉|批复))[^。；\n]{0,50}"
)
"""One more matter that is put before the superior: 另有一事请示, 再请示."""
_ANNOUNCED = re.compile(
    r"(?:以下|下列)[两二三四五六2-6几](?:[项件个]|方面)(?:的?(?:事项|问题|事情|事|请求))?[^。；\n]{0,6}请示"
)
_ALSO = re.compile(
    r"(?:^|(?<=[。；，\n　 ]))(?:同时[，,]?(?:请求|恳请|申请|请)(?!示)|一并(?:申请|请求|恳请|请)"
    r"|(?:并|也|亦|还)(?:恳|敬|申)?请(?:求)?(?:一并)?(?=[^，。；\n]{0,12}(?:同意|批准|解决|拨付|安排|增加|划转|考虑|支持))"
    r"|[一二]是(?:请|恳请|申请)[^；。]{4,60}；二是(?:请|恳请|申请))"
    r"[^。；\n]{2,60}",
    re.M,
)
"""Words that may ask for a second matter, or for another side of the same."""
_ASIDE = re.compile(r"请(?:各|有关|贵|派|随时|及时|注意|参阅|查收|联系|告知|你)")
"""What is asked beside the matter but asks for nothing to be decided."""
_TITLE = re.compile(rf"关于.{{0,12}}?(?:{_VERBS}).{{2,20}}?(?:和|及|以及|并|、)(?:{_VERBS}).{{2,}}的请示$")


_CLOSING = re.compile(
    r"(?:以上|上述|如上|特此|现)?[^，。；]{0,8}(?:妥否|当否|可否|能否|是否[妥可同]|如无不妥)|"
    r"(?:特此|为此)?，?(?:敬|恳|特)?请(?:予以?|及时|尽快|审核)?(?:批示|批复|审批|审定|指示|审议|核批|批准|核准|支持)(?:为[盼荷])?$"
)
"""The formula that ends a request asks for the matter of the title."""
_OBJECT = re.compile(rf"(?:{_VERBS}).{{3,}}")
_COMMON = re.compile(
    rf"{_VERBS}|关于|请示|资金|经费|问题|有关|事项|项目|工作|工程|专项|缺口|费用|[省市县区乡镇]?(?:人民)?政府|[省市县区]委|我[局镇乡县委办院校]|"
    r"请|给予|予以|[省市县区乡镇村局]|[\d.]+|万元|的|和|及|为|在|从|用于"
)
_SENTENCE = re.compile(r"[^。；！？\n]+")


def _check(routing: Routing) -> Iterator[Fault]:
    if routing.genre is not Genre.REQUEST:
        return
    body, remedy = routing.dispatch.body, "请每件事另写一份请示，分别报送。"
    at_once = f"请核对；确是另一件事的，{remedy.removeprefix('请')}"
    if match := next(_besides(body), None):
        yield Fault(f"这份请示附带提了另一件事：“{match['ask']}”。", remedy, "body", Span(*match.span("ask")))
    elif match := _SUM.search(body) or _ANNOUNCED.search(body) or _ONE_MORE.search(body):
        yield Fault(f"这份请示里提了不止一件事：“{match.group()}”。", remedy, "body", Span(*match.span()))
    elif len(asking := _asking_sections(body)) > 1:
        named = "；".join(heading["what"][:16] for heading in asking)
        yield Fault(
            f"这份请示里提了{len(asking)}件事：{named}。",
            remedy,
            "body",
            Span(asking[1].start(), asking[1].end()),
        )
    elif match := _TITLE.search(routing.dispatch.title):
        yield Fault(
            "从标题看，这份请示可能写了不止一件事。",
            f"请核对；确是两件事的，{remedy.removeprefix('请')}",
            "title",
            Span(*match.span()),
            strength=Strength.USUALLY,
        )
    elif match := _ALSO.search(body):
        yield Fault(
            f"“{match.group()}”，可能是另一件事。",
            at_once,
            "body",
            Span(*match.span()),
            strength=Strength.ADVISED,
        )
    elif span := _strange(routing.dispatch.title, body):
        yield Fault(
            f"“{span.of(body)}”，与标题说的不像一件事。", at_once, "body", span, strength=Strength.ADVISED
        )


def _asking_sections(body: str) -> list[re.Match[str]]:
    """The headings under which something is asked, the closing formula left out."""
    headings = list(_HEADINGS.finditer(body))
    ends = [*(heading.start() for heading in headings[1:]), len(body)]
    sections = ((heading, body[heading.start() : end]) for heading, end in zip(headings, ends, strict=False))
    return [
        heading
        for heading, text in sections
        if any(request.plain and not _CLOSING.match(request.span.of(text)) for request in requests_in(text))
    ]


def _strange(title: str, body: str) -> Span | None:
    """The sentence that asks for something of which the title has no word; None where the title tells nothing."""
    told = _pairs(title)
    if not told:
        return None
    for sentence in _SENTENCE.finditer(body):
        text = sentence.group()
        asked = (one.span.of(text) for one in requests_in(text) if one.plain)
        if any(_OBJECT.search(passage) and not _CLOSING.match(passage) for passage in asked):
            own = _pairs(text)
            if own and not own & told:
                return Span(*sentence.span())
    return None


def _pairs(text: str) -> frozenset[str]:
    """The pairs of characters that stand side by side in what is left without common words."""
    return frozenset(
        part[at : at + 2] for part in _COMMON.sub(" ", text).split() for at in range(len(part) - 1)
    )


def _besides(body: str) -> Iterator[re.Match[str]]:
    """The sentences that bring in something else and ask for it to be decided, granted or paid."""
    for match in _BESIDES.finditer(body):
        if _DECIDED.search(match["ask"]) and not _ASIDE.match(match["ask"]):
            yield match


RULE = RoutingRule(
    code="GW-24B",
    basis_key="GW-24",
    offence="请示一文多事",
    why="几件事放在一起，一件定不下来，件件都批不了。",
    check=_check,
    bad=(
        draft(
            "县水利局",
            "县政府",
            "关于加固石桥河堤防的请示",
            "现就以下两项事项请示如下。\n一、堤防加固\n请批准立项。\n二、车辆更新\n请批准购置抢险车1辆。",
        ),
        draft("县水利局", "县政府", "关于加固石桥河堤防的请示", "请批准立项。同时，恳请追加办公经费20万元。"),
        draft(
            "县水利局",
            "县政府",
            "关于防汛有关事项的请示",
            "一、关于修堤问题\n石桥河堤防老化，请拨付资金80万元。\n二、关于购置车辆问题\n请批准购置抢险车1辆。\n妥否，请批示。",
        ),
        draft(
            "县水利局",
            "县政府",
            "关于加固石桥河堤防的请示",
            "堤防多处渗漏，请批准立项。另外，我局现有公务用车已经报废，恳请一并安排更新。妥否，请批示。",
        ),
        draft(
            "县水利局",
            "县政府",
            "关于加固石桥河堤防的请示",
            "堤防多处渗漏，请批准立项。恳请县政府解决办公楼维修资金30万元。妥否，请批示。",
        ),
        draft(
            "县水利局",
            "县政府",
            "关于加固石桥河堤防的请示",
            "堤防多处渗漏，请批准立项。另有一件事需要请示：机关食堂改造。妥否，请批示。",
        ),
        draft("县水利局", "县政府", "关于增加编制和购置抢险车辆的请示", "妥否，请批示。"),
    ),
    good=(
        draft(
            "县水利局",
            "县政府",
            "关于加固石桥河堤防的请示",
            "一、基本情况\n请求拨付石桥河堤防加固资金80万元。\n二、论证情况\n县政府常务会议已经审议。有关征地事宜另文请示。\n妥否，请批示。",
        ),
        draft(
            "县水利局",
            "县政府",
            "关于加固石桥河堤防的请示",
            "堤防多处渗漏，请批准立项。此外，工程所需土方由沿线乡镇就近解决，不另征地。妥否，请批示。",
        ),
        draft(
            "县水利局",
            "县政府",
            "关于加固石桥河堤防的请示",
            "一、基本情况\n堤防建成三十年。\n二、存在问题\n多处渗漏。\n三、请示事项\n请批准立项。妥否，请批示。",
        ),
    ),
)
