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
    r"(?:明确|强调|指出|要求|认为|决定|提出|表示|如下|规定|议定|说明|通知|意见|汇报|建议|部署|反映|介绍|[他她]说|同意|决议|通报|"
    r"(?:以下|下列|[两二三四五六七八九]|几|多)(?:个|项|条|点|件|方面)?(?:方面)?(?:的?[一-龥]{0,2}(?:问题|原因|困难|不足|情况|事|原则|措施|工作))?)$"
)
# 一是雨量少：比常年少三成 is said inside what 两个原因： introduces; 一是清淤：县水利局 would be a list of who does what.
_OFFICE = re.compile(r"(?:局|乡|镇|办|部|中心|单位|部门|时间|地点|电话|人|限|名称|分工|牵头|配合|邮箱|地址)$")
_LISTS = re.compile("以下|下列|[两二三四五六七八九几多]")
_INSIDE = re.compile(r"“[^”]*”|（[^）]*）|《[^》]*》|\d{1,2}：\d")


def _check(stretch: Stretch) -> Iterator[Fault]:
    if stretch.text.count("：") < 2:
        return
    outside = _INSIDE.sub(lambda match: "□" * len(match.group()), stretch.text)
    for sentence in _SENTENCE.finditer(outside):
        bare = sentence.group()
        first = bare.find("：")
        second = bare.find("：", first + 1)
        if first < 0 or second < 0 or not (speaks := _SPEAKS.search(bare[:first])):
            continue
        if _LISTS.match(speaks.group()) and _OFFICE.search(bare[:second]):
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
    bad=specimens(
        "会议明确：下一步重点抓好两件事：一是清淤，二是调水。",
        "主要有两个原因：一是雨量偏少：比常年少三成，二是渠道渗漏。",
    ),
    good=specimens(
        "会议明确，下一步重点抓好两件事：一是清淤，二是调水。",
        "会议时间：8：30；联系人：张水生。",
        "会议指出：“要抓好两件事：一是清淤，二是调水。”",
        "抓好以下两项工作：牵头单位：县水利局，配合单位：县农业农村局。",
    ),
)
