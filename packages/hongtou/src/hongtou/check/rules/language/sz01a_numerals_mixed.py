"""One number is not written partly in Arabic and partly in Chinese numerals, 万 and 亿 apart (GB/T 15835-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_MEASURE = "公里|千米|米|万|亿|亩|吨|元|公顷|个百分点|平方米|立方米|倍"
_MIXED = re.compile(
    r"(?<![\d.])\d+(?:\.\d+)?(?:千(?![米克瓦卡伏帕赫焦牛安吨升字比兆])|百(?![分货姓年度色日强米科])|十(?![字堰足分九大四五三]))"
    r"(?:万|亿)?\d*[百十]?|\d+几(?![乎何率])|(?<![第一二三四五六七八九十百千万年月日“·])[一二三四五六七八九][十百千万]\d+(?![.-]?\d*[年月日号])"
    # 2万五千, 百分之30, 3分之一, 八点5公里
    r"|(?<![\d.])\d+(?:\.\d+)?[万亿][一二三四五六七八九两](?=[千百十万])(?!千[米克瓦伏])[千百十万]+|百分之\d+(?:\.\d+)?"
    r"|(?<![\d.])\d{1,2}分之[一二三四五六七八九十]|[二三四五六七八九十百千]分之\d+"
    rf"|(?<![第一二三四五六七八九十百千])[一二三四五六七八九十]点\d+(?={_MEASURE})|(?<![\d.:第])\d+点[一二三四五六七八九]+(?={_MEASURE})"
    rf"|(?<![第初数几一二三四五六七八九百千万〇])十[1-9](?=[多余]?(?:户|人|名|天|个|处|家|亩|米|公里|万|元))"
)
_NEAR = re.compile(
    r"[万亿]?(?:分之|点)[\d一二三四五六七八九十]|\d[万亿][一二三四五六七八九两]|[\d十百千万](?:(?<=\d)[千百十几]|(?<=[十百千万])\d)"
)


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_MIXED):
        yield Fault(
            f"“{match.group()}”一个数里用了两种数字。",
            "请全用阿拉伯数字（很大的数可以带“万”“亿”），或者全用汉字数字。",
            "body",
            Span(*match.span()),
        )


RULE = TextRule(
    code="SZ-01A",
    basis_key="SZ-01",
    offence="一个数里混用阿拉伯数字和汉字数字",
    why="一个数两种写法，容易看错一位。",
    check=_check,
    needs=(_NEAR,),
    bad=specimens(
        "共清理渠道3千5百米。",
        "涉及群众2百多户。",
        "投资1亿三千万元，占百分之30，受益2万五千亩。",
        "完成三分之2，渠道长八点5公里。",
    ),
    good=specimens(
        "共清理渠道3500米，水库库容3.5亿立方米，长5千米，重3千克，1百分点。",
        "占三分之二，第一点3个方面，上午8点一个班次，第十5号文件，3万一千瓦机组。",
    ),
)
