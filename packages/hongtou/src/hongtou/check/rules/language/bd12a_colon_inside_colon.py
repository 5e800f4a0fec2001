"""Within a sentence no colon stands inside what another colon introduces (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_SENTENCE = re.compile(r"[^。！？；]+")
# A label at the beginning of a line (责任单位：) introduces a value, not a sentence.
_SPEAKS = re.compile(
    r"(?:明确|强调|指出|要求|认为|决定|提出|表示|如下|规定|议定|说明|通知|意见|汇报|建议|部署|反映|介绍)$"
)
_INSIDE = re.compile(r"“[^”]*”|（[^）]*）|《[^》]*》|\d{1,2}：\d")


def _check(stretch: Stretch) -> Iterator[Fault]:
    if stretch.text.count("：") < 2:
        return
    for sentence in _SENTENCE.finditer(stretch.text):
        bare = _INSIDE.sub(lambda match: "□" * len(match.group()), sentence.group())
        first = bare.find("：")
        second = bare.find("：", first + 1)
        if first < 0 or second < 0 or not _SPEAKS.search(bare[:first]):
            continue
        span = Span(sentence.start() + first, sentence.start() + second + 1)
        yield Fault(
            f"一句话里套用了冒号：{span.of(stretch.text)}。",
            "请把其中一个冒号改为逗号或者句号，或者把后面分项另起一段。",
            "body",
            span,
        )


RULE = TextRule(
    code="BD-12A",
    basis_key="BD-12",
    offence="一句话里套用冒号",
    why="两个冒号管到哪里说不清。",
    check=_check,
    needs=("：",),
    bad=specimens("会议明确：下一步重点抓好两件事：一是清淤，二是调水。"),
    good=specimens(
        "会议明确，下一步重点抓好两件事：一是清淤，二是调水。", "会议时间：8：30；联系人：张水生。"
    ),
)
