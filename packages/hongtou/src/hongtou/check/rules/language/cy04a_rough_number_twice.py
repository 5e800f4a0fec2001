"""A number is said to be rough once: not 约…左右, not 超过…以上."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_NUMBER = r"\s*(?:\d[\d.,]*|[一二三四五六七八九十百千万两几数半]+)(?:[%％]|[万亿千百]+)?"
_IS = r"(?:有|为|在|占总数的|占全[县镇乡村]的|占|合|需?要|需|达到?|是|投入|受益|完成|计|花费|持续|提高|增长|下降|减少|增加)?"
_BETWEEN = r"[^，。；、：\d（）]{0,6}?"
_TWICE = re.compile(
    rf"(?:大约|约|将近|近(?!年|期|日|来|[两三四五六七八九十几\d]+个?[年月周天日])|接近|大概|大致|大体|估计|差不多){_IS}{_NUMBER}(?:[—～~–至到-]{_NUMBER})?(?:[余多几来](?![次年]来)|{_BETWEEN}(?:左右|上下|以上|以下|以内)|.{{0,2}}[至到—～]{_NUMBER}{_BETWEEN}之间)"
    rf"|(?:超过|超出|超|突破|逾|高于|多于|大于|不下){_NUMBER}(?:[余多]|{_BETWEEN}(?:以上|左右|上下))"
    rf"|(?:不足|不到|低于|少于|小于){_NUMBER}{_BETWEEN}(?:以下|以内|左右|上下)"
    rf"|(?:至少|最少|不少于|不低于|起码){_NUMBER}{_BETWEEN}(?:以上|左右)"
    # 数十余户, 300多余户, 300多户以上
    rf"|(?:(?<![\d第一二三四五六七八九])[几数上][十百千万]+|十几|\d[百千万]*多)余(?![粮款震热力额])|(?<![\d.])\d+[多余]{_BETWEEN}以上(?!级|规模)"
    rf"|(?:大约|约|大概|大致)[在于]?\d{{1,2}}月(?:\d{{1,2}}[日号]|[底初中上下]旬?)?(?:前后)?(?:左右|上下)"
    # 三四天左右, 200多户左右
    rf"|(?:[一二三四五六七八九][一二三四五六七八九][十百千万]*|[十\d][\d百千万]*[多余]|几[十百千万]+|[数上][百千万]+){_BETWEEN}(?:左右|上下)"
    rf"|(?:至多|最多|不超过|不高于|不多于){_NUMBER}{_BETWEEN}(?:以下|以内|左右)"
)
# What makes it rough a second time; 余 and 多 stand at the number itself.
_AGAIN = re.compile(
    r"[左上以之不余多几来](?:(?<=左)右|(?<=上)下|(?<=以)[上下内]|(?<=之)间|(?<=不)(?:超过|[少低小]于)"
    r"|(?<=[\d.,一二三四五六七八九十百千万亿两几数半%％][余多几来]))"
)


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_TWICE):
        yield Fault(
            f"“{match.group()}”把大概的意思说了两遍。",
            "请只留前面的或者后面的一个。",
            "body",
            Span(*match.span()),
        )


RULE = TextRule(
    code="CY-04A",
    basis_key="CY-04",
    offence="“约”“近”“超过”与“左右”“余”“以上”重复",
    why="说了两遍大概，有时两头还矛盾。",
    check=_check,
    needs=(_AGAIN,),
    bad=specimens(
        "受益农田约8000亩左右。",
        "参加集中劳动的群众近300余人次。",
        "拨付资金超过50万元以上。",
        "大约需要三天左右，停水三四个小时左右。",
        "全村200多户左右受益，超过半数以上。",
        "数十余户受灾，约50—60人左右，大概在3月5日左右完工。",
    ),
    good=specimens(
        "受益农田约8000亩，参加劳动300余人次，近5年来投入50万元以上。",
    ),
)
