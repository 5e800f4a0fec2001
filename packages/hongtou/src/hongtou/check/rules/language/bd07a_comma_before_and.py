"""No enumeration comma stands before 和, 与, 及 or 等 (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault, FixKind
from hongtou.check.paper import replace
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_BEFORE = re.compile(
    r"、(?:(?P<strict>等(?![级同额候待价比效于离压号次边腰量外温距高宽深长强])|和(?![谐平睦解气田县硕顺林龙政静布为尚服声美合善好缓暖约易乐]))"
    r"|(?P<looser>以及|及(?![时格早第至])|与(?![会时众民此其日人])|或者?(?![许是])|还有(?!待)|而且|并且))"
)

# 渠道、涵闸，等设施; 水利和、应急部门; 教育、水利等、部门
_MISPLACED = re.compile(
    r"(?<=[一-鿿])，(?=等(?:设施|部门|单位|措施|问题|方面|项目|设备)(?!.{0,8}[后时]))"
    r"|(?<=[一-鿿][和及])、(?<![普以波涉触顾企论提言危殃调总谐柔缓温平共祥饱随义中不][和及]、)(?=[一-鿿])|(?<=等)、(?=部门|单位|设施|措施|问题)"
)

_SURE = ("等", "以及")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in stretch.found(_BEFORE):
        span, word = Span(match.start(), match.start() + 1), match.group()[1:]
        yield Fault(
            f"“{word}”之前用了顿号：{stretch.text[max(0, span.start - 5) : match.end() + 4]}。",
            "请改用逗号。" if word == "以及" else "请删去顿号。",
            "body",
            span,
            strength=Strength.ADVISED if match["looser"] else None,
            # 各层级、与事项相对应的名录; 王芳、和志强: a preposition or a surname must not be joined to what is before it.
            fix=replace(
                span, "，" if word == "以及" else "", kind=FixKind.SAFE if word in _SURE else FixKind.ASK
            ),
        )
    for match in stretch.found(_MISPLACED):
        span = Span(*match.span())
        yield Fault(
            f"“{match.group()}”用错了地方：{stretch.text[max(0, span.start - 5) : span.end + 4]}。",
            f"请删去“{match.group()}”。",
            "body",
            span,
            fix=replace(span, ""),
        )


RULE = TextRule(
    code="BD-07A",
    basis_key="BD-07",
    offence="“和”“及”“等”之前用了顿号",
    why="连词已经把前后连起来，再停顿一下就断了。",
    check=_check,
    needs=(
        (
            "、等",
            "、和",
            "、以及",
            "、及",
            "、与",
            "、或",
            "、还有",
            "、而且",
            "、并且",
            "，等",
            "和、",
            "及、",
            "等、",
        ),
    ),
    bad=specimens(
        "组织水利、农业、和应急部门开展联合检查。",
        "对渠道、涵闸、泵站、等设施全面检修。",
        "县水利局、县财政局、以及各乡镇按职责分工落实。",
        "组织水利和、应急部门检修渠道、涵闸，等设施。",
    ),
    good=specimens(
        "组织水利、农业和应急部门开展检查，建设平安、和谐、等级分明的渠系。",
        "邻里祥和、科学普及、水质温和，等设备到位后开工。",
    ),
)
