"""Two neighbouring numbers that mean a rough one are Chinese numerals without a comma between them (GB/T 15835-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_HANZI = "一二三四五六七八九"
_FIRST = f"{_HANZI}两"
_UNIT = (
    r"(?=[十百千万亿]{0,2}(?:多|余)?个?(?:十|百|万|天|日(?!报)|人|名|次(?!会议|全会)|户|岁|里|公里|米|亩|小时|分钟|周(?!年)|倍|成|年(?!级|度|报)|"
    r"位|种|处|件|辆|台|吨|斤|公斤|元|个|月(?!份|\d)|遍|趟|支|家|间|棵|头|只|块|条(?!第|规)|"
    r"小时|钟头|点钟|层|度|份(?!额)|人次|公顷|平方米|立方米|毫米|厘米|口|眼|张|本|册|封|艘|桌|排|段|场|轮|回|句|车|担|丈|尺))"
)
_HAN = re.compile(rf"(?<![第{_HANZI}零百千、])(?P<a>[{_FIRST}])、(?P<b>[{_HANZI}]){_UNIT}")
# 一百五、六十万, and with a comma 三，四百立方米.
_HAN_BELOW = re.compile(
    rf"(?<=[^第零一二三四五六七八九][{_HANZI}][百千])(?P<a>[{_HANZI}])、(?P<b>[{_HANZI}])(?=[十百]){_UNIT}"
)
_HAN_COMMA = re.compile(
    rf"(?<=[一-鿿])(?<![第其之是{_HANZI}零十百千])(?P<a>[{_FIRST}])[，,](?P<b>[{_HANZI}])(?=[百千]){_UNIT}"
)
_ARABIC = re.compile(rf"(?<![\d.、第])(?P<a>[1-9])[、,，~～-](?P<b>[1-9])(?![\d.、]){_UNIT}")
# 15、6岁 is 十五六岁, 20、30人 is 二三十人.
_TEENS = re.compile(rf"(?<![\d.、第])(?P<tens>[1-9])(?P<a>[1-9])[、，,](?P<b>[1-9])(?![\d.、]){_UNIT}")
_TENS = re.compile(
    rf"(?<![\d.、第])(?P<a>[1-9])(?P<zeros>0{{1,3}})[、，,](?P<b>[1-9])(?P=zeros)(?![\d.、]){_UNIT}"
)
_RANKED = re.compile(r"(?:[列居前]|分获|位在|排在|名在|名次)$")
_EACH = re.compile(r"(?:分别|依次|各|先后)[^。；]{0,12}$")
_NEAR = re.compile(rf"[{_FIRST}0-9][、,，~～-][{_HANZI}1-9]")
_NAMED = re.compile(r"(?:第|附件|附表|图|表|条|款|项|编号|序号)\s*$")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in (each for pattern in (_HAN, _HAN_BELOW, _HAN_COMMA) for each in stretch.found(pattern)):
        first, second = (_HANZI.index(match[name].replace("两", "二")) for name in ("a", "b"))
        if (second - first == 1 or (first, second) == (2, 4)) and not _RANKED.search(
            stretch.text, 0, match.start()
        ):
            yield _fault(stretch, match, match["a"] + match["b"])
    for match in stretch.found(_ARABIC):
        first, second = int(match["a"]), int(match["b"])
        mark = stretch.text[match.end("a")]
        if (
            second - first == 1
            and mark in "、，,"
            and not _NAMED.search(stretch.text, 0, match.start())
            and stretch.text[match.end() : match.end() + 1] != "条"
        ):
            yield _fault(stretch, match, _HANZI[first - 1] + _HANZI[second - 1])

    for pattern, unit in ((_TEENS, "十"), (_TENS, "")):
        for match in stretch.found(pattern):
            before = stretch.text[: match.start()]
            if (
                int(match["b"]) - int(match["a"]) == 1
                and not _NAMED.search(before)
                and not _EACH.search(before)
            ):
                yield _fault(stretch, match, _in_words(match, unit))


def _in_words(match: re.Match[str], unit: str) -> str:
    """15、6 as 十五六, 20、30 as 二三十."""
    both = _HANZI[int(match["a"]) - 1] + _HANZI[int(match["b"]) - 1]
    if not unit:
        return both + ("十", "百", "千")[len(match["zeros"]) - 1]
    tens = int(match["tens"])
    return (_HANZI[tens - 1] if tens > 1 else "") + unit + both


def _fault(stretch: Stretch, match: re.Match[str], right: str) -> Fault:
    span = Span(*match.span())
    return Fault(f"“{match.group()}”表示概数。", f"请写成“{right}”。", "body", span, fix=replace(span, right))


RULE = TextRule(
    code="SZ-03A",
    basis_key="SZ-03",
    offence="概数用了顿号或者阿拉伯数字",
    why="加了顿号就成了两个数。",
    check=_check,
    needs=(_NEAR,),
    bad=specimens(
        "维修工期大约需要三、四天。",
        "投入一百五、六十万元，每次用水三，四百立方米。",
        "每个小组由3、4人组成。",
        "汛期前还有5、6十天时间。",
        "每天出动20、30人，停水两、三天。",
        "参加集训的多是17、8岁的青年。",
    ),
    good=specimens(
        "维修工期需要三四天，第三、四季度安排。",
        "附件1、2各一份，二、三产业用水。",
        "两个组分别为20、30人。",
        "第一百五、六十条，一是三，四百户共用一渠。",
    ),
)
