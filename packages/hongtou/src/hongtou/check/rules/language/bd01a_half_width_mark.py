"""A half-width mark in Chinese text: Chinese marks take the place of a character (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Edit, Fault, Fix, FixKind
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_HANZI = "一-鿿"
_WIDE = {",": "，", ";": "；", ":": "：", "?": "？", "!": "！", "(": "（", ")": "）", ".": "。"}
# Between Hanzi, or behind one at the end; a point also behind a closing mark. Figures, times and names of files keep theirs.
_MARK = re.compile(
    rf"[,;:?!().](?:(?<=[{_HANZI}”》）][,;:?!])(?=[{_HANZI}“《（\d]|$)|(?<=[\d%％℃A-Za-z][,;?!])(?=[{_HANZI}“《（])"
    rf"|(?<=[\d%％]:)(?=[{_HANZI}])|(?<=[%％][,;])|(?<=[{_HANZI}”》）%％]\.)(?=[{_HANZI}“《]|$)|(?<=[()]))"
)
_NUMBERED = re.compile(r"(?:^|第|[。；：])[一二三四五六七八九十]{1,3}$")
_QUOTED = re.compile(rf"\"(?=[^\"]*[{_HANZI}])[^\"]{{1,80}}\"")
_LABEL = re.compile(r"\([一二三四五六七八九十\d]{1,3}\)|^\d{1,2}\)")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_QUOTED):
        (start, end), inner = match.span(), match.group()[1:-1]
        edits = (Edit(Span(start, start + 1), "“"), Edit(Span(end - 1, end), "”"))
        fix = Fix(FixKind.SAFE, edits)
        yield Fault(f"用了半角的引号：“{inner}”。", "请改为“”。", "body", Span(start, end), fix=fix)
    labels = [label.span() for label in _LABEL.finditer(stretch.text)] if ")" in stretch.text else []
    for match in stretch.found(_MARK):
        mark, at = match.group(), match.start()
        if mark in "()" and (not _is_chinese(stretch.text, at) or any(a <= at < b for a, b in labels)):
            continue
        if mark == "." and _NUMBERED.search(stretch.text[:at]):
            continue
        span = Span(*match.span())
        yield Fault(
            f"用了半角的“{mark}”：{_about(stretch.text, at)}。",
            f"请改为“{_WIDE[mark]}”。",
            "body",
            span,
            strength=Strength.ADVISED if mark in "()" else None,
            fix=replace(span, _WIDE[mark], kind=FixKind.SAFE),
        )


def _is_chinese(text: str, at: int) -> bool:
    """Whether a bracket holds Hanzi, or stands alone in a text of them: names, formulas and codes keep half-width ones."""
    opening = text.rfind("(", 0, at + 1)
    closing = text.find(")", at)
    inside = text[max(0, opening) : closing if closing >= 0 else len(text)]
    return bool(re.search(rf"[{_HANZI}]", inside))


def _about(text: str, at: int) -> str:
    return text[max(0, at - 6) : at + 7]


RULE = TextRule(
    code="BD-01A",
    basis_key="BD-01",
    offence="中文里用了半角标点",
    why="半角标点挤在字边上，排出来不齐，搜索、比对也对不上。",
    check=_check,
    needs=(',;:?!()."',),
    bad=specimens(
        "各乡镇要加强巡查,发现问题及时处理。",
        "联系人:张水生。",
        "具体名单见附表(不含驻县单位)。",
        "完成投资60%,比上年提高5个百分点。",
        "联系电话:13800000000。",
        "任务已经完成.各乡镇要及时总结。",
        '推进"放管服"改革。',
    ),
    good=specimens(
        "用水比例为1:500，联系电话0871-6512345。",
        "按照ISO 9001(2015)的要求执行。",
        "名称见文件a.txt，时间为9:30，共1,200户。",
    ),
)
