"""Finding what asks for something in a text that should only inform (GW-24)."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from hongtou.model import Span

_DECIDE = "批示|审批|批准|批复|核批|核准|审定|批转|示下|指示|明示|核示|裁定"
_HELP = (
    "支持|解决|协调|帮助|安排|拨付|拨款|追加|增加|调拨|划拨|倾斜|下达|配备|补助|减免|同意|协助|调剂|立项|研究"
)
_ASKER = r"(?:请|恳请|敬请|恳求|请求|特请|拟请|申请|提请|望|祈)"
_OWN = r"(?:我[们局县市乡镇街委办部院校厅处队站中心单位公司党组]{1,4})"
_START = r"(?:^|(?<=[，。；：！？、\n　 ])|(?<=特此)|(?<=为此)|(?<=现)|(?<=故)|(?<=特)|(?<=并)|(?<=在此))"
_PLAIN = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rf"(?:以上|上述|如上|本|此)?[^，。；\n]{{0,8}}(?:妥否|可否|当否|是否妥当|是否可行|是否同意|能否|如无不妥|如可行|如同意)[，,、]?"
        rf"(?:敬|恳|特)?(?:请|望|盼|祈)[^，。；\n]{{0,10}}?(?:{_DECIDE}|审议|审示|阅示|核)",
        rf"{_START}(?:敬|恳|特|拟)?请(?!示|假|领导同志)[^，。；！？\n]{{0,14}}?(?:予以|予|给予|尽快|尽早|早日)?(?:{_DECIDE})"
        r"(?!精神|要求|意见|后|办理|制度|手续|程序|权限|件|单位|部门|的|时)",
        rf"{_START}{_OWN}?(?:恳请|敬请|恳求|请求|特请|拟请|祈请|特申请|现申请|申请)(?!书|人|表|者|材料|条件|期)[^，。；！？\n]{{0,30}}?"
        rf"(?:{_HELP}|{_DECIDE})",
        rf"{_START}请(?!示|各|全|乡镇|大家|同志)(?:[^，。；！？\n]{{0,16}}?)(?:予以|给予|予|帮助|酌情|尽快)"
        rf"(?:适当)?(?:{_HELP})",
        rf"{_START}请[省市县区州](?:委|政府|委县政府|委、县政府|委市政府|财政|局|里|人民政府|直|级)?[^，。；！？\n]{{0,18}}?(?:{_HELP}|{_DECIDE})",
        rf"{_START}请(?:尽快|及时|尽早|早日|酌情|协调|一并)?(?:拨付|安排|解决|追加|增加|增拨|调拨|划拨|配备|下达|批准|同意|减免)",
        r"(?:请批|盼复|请复|请核批|请批复为盼|批准为盼|解决为盼|支持为盼)(?=[。！；，\n]|$)",
    )
)
_DOUBTFUL = tuple(
    re.compile(pattern, re.M)
    for pattern in (
        rf"(?:希望|恳望|切望|期望|盼望|渴望|迫切需要)(?:上级|[省市县](?:委|政府|局|厅|里|级|财政)?)[^。；\n]{{0,30}}?(?:{_HELP}|加大|给予)",
        rf"{_START}(?:需要?|亟需|急需)(?:上级|[省市县](?:委|政府|局|厅|里|级|财政))[^。；\n]{{0,24}}?(?:{_HELP})",
    )
)
_QUOTED = re.compile(
    r"《[^》\n]{0,120}》|“[^”\n]{0,80}”|「[^」\n]{0,80}」|关于[^，。；：\n]{0,60}?的(?:请示|批复|申请|函)(?!事项)"
)
_TALE = re.compile(
    r"(?:已|曾|此前|先后|前期|去年|上年|多次|及时|逐级|定期|主动|依法|按程序|统一|不再|无需|无须|不需|不得|严禁|未经|必须|应当|要|可|可以|须|需|由)"
    r"[^，。；\n]{0,8}$|(?:群众|企业|村民|居民|业主|职工|家长|代表|委员|信访人|当事人|用人单位|申请人|他们|对方|该公司|该村)[^，。；\n]{0,8}$"
)
_ASKING = re.compile(r"(?m)^.*[请望盼祈求需].*$")
"""A line that may ask: one of these characters stands in whatever asks."""
_CLAUSE_END = re.compile(r"[，。；！？、\n]")
_SELF_TOLD = re.compile(r"^(?:敬|恳)?请(?:领导)?(?:审阅|审议|阅|阅知|参阅|指正|知悉|查收|备案|察阅)")


@dataclass(frozen=True, slots=True)
class Request:
    """A passage that asks; ``plain`` when no reading of it only informs."""

    span: Span
    plain: bool


def requests_in(text: str) -> tuple[Request, ...]:
    """The passages of ``text`` in which its author asks for approval, money or help, in order.

    Titles and words in quotation marks, what was asked in the past and what others ask are left out.
    """
    bare = _QUOTED.sub(lambda match: "□" * len(match.group()), text)
    found: dict[int, Request] = {}
    for patterns, plain in ((_PLAIN, True), (_DOUBTFUL, False)):
        for span in _matches(patterns, bare):
            if not any(
                span.start < other.span.end and other.span.start < span.end for other in found.values()
            ):
                found[span.start] = Request(span, plain)
    return tuple(found[start] for start in sorted(found))


def _matches(patterns: tuple[re.Pattern[str], ...], bare: str) -> Iterator[Span]:
    lines = [line.span() for line in _ASKING.finditer(bare)]
    for pattern in patterns:
        for line_start, line_end in lines:
            yield from _in_line(pattern, bare, line_start, line_end)


def _in_line(pattern: re.Pattern[str], bare: str, line_start: int, line_end: int) -> Iterator[Span]:
    for match in pattern.finditer(bare, line_start, line_end):
        if _TALE.search(bare[line_start : match.start()]) or _SELF_TOLD.match(match.group()):
            continue
        rest = _CLAUSE_END.search(bare, match.end())
        yield Span(match.start(), rest.start() if rest else len(bare))
