"""Both ends of a range have their per cent sign, 万 or 亿 (GB/T 15835-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_RANGE = re.compile(
    r"(?<![\d.:：/%％万亿年月〕-])(?P<a>\d+(?:\.\d+)?)(?P<mark>[～~—–－-]|——|至|到)(?P<b>\d+(?:\.\d+)?)(?P<unit>[%％‰]|万|亿|个百分点)"
)
# 10%-15: here it is the second that has none.
_SECOND = re.compile(
    r"(?<![\d.])(?P<a>\d+(?:\.\d+)?)(?P<unit>[%％‰])[～~—–－-](?P<b>\d+(?:\.\d+)?)(?=[，。；、）之]|$)"
)
_NEAR = re.compile(r"[～~—–－至到-]\d")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_RANGE):
        unit = match["unit"]
        if unit == "个百分点" or float(match["a"]) >= float(match["b"]) * 20:
            continue
        span, at = Span(*match.span()), Span(match.end("a"), match.end("a"))
        yield Fault(
            f"“{match.group()}”的前一个数少了“{unit}”。",
            f"请写成“{match['a']}{unit}{match['mark']}{match['b']}{unit}”。",
            "body",
            span,
            fix=replace(at, unit),
        )
    for match in stretch.found(_SECOND):
        at = Span(match.end(), match.end())
        yield Fault(
            f"“{match.group()}”的后一个数少了“{match['unit']}”。",
            f"请写成“{match.group()}{match['unit']}”。",
            "body",
            Span(*match.span()),
            fix=replace(at, match["unit"]),
        )


RULE = TextRule(
    code="SZ-07A",
    basis_key="SZ-07",
    offence="数值范围的前一个数少了百分号或者“万”“亿”",
    why="“3～5万元”会被看成三元到五万元。",
    check=_check,
    needs=("%％‰万亿", _NEAR),
    bad=specimens(
        "用水量下降10～15%。",
        "每个项目补助3～5万元。",
        "含水率控制在10%—15之间。",
    ),
    good=specimens(
        "用水量下降10%～15%，每个项目补助3万元～5万元，工期10～15天。",
    ),
)
