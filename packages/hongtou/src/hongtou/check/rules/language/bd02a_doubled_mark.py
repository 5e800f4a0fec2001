"""One pause has one mark: no mark is doubled and none stands beside another (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault, FixKind
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_DOUBLED = re.compile(
    r"([，。；：、？！,;])\s*\1+|[，、；：]\s*[。？！]|[。？！][，、；]|，[、；：]|、[，；：]|；[，、：]|：[，、；]"
)
_NEAR = re.compile(r"[，。；：、？！,;]\s*[，。；：、？！,;]")
_EMPHASIS = re.compile(r"[？！]{1,3}")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_DOUBLED, unless=lambda match: _EMPHASIS.fullmatch(match.group())):
        written, span = match.group(), Span(*match.span())
        # Six dots made of full stops are an ellipsis badly written.
        if set(written) == {"。"} and len(written) > 2 or set(written) == {"、"} and len(written) > 2:
            continue
        # With a blank between them something may be missing there, and a mark was not typed twice.
        alike = len(set(written)) == 1
        yield Fault(
            f"标点重复：“{written}”。",
            "请只留一个。",
            "body",
            span,
            fix=replace(span, written[0], kind=FixKind.SAFE) if alike else replace(span, written[-1]),
        )


RULE = TextRule(
    code="BD-02A",
    basis_key="BD-02",
    offence="标点重复",
    why="多打的标点看着就是没有校对过。",
    check=_check,
    needs=(_NEAR,),
    bad=specimens(
        "各乡镇要加强巡查，，发现问题及时处理。",
        "现将有关事项通知如下。。",
        "各乡镇要加强领导，。",
    ),
    good=specimens(
        "他问：“水到了吗？”大家都说到了。",
        "真是这样吗？！",
    ),
)
