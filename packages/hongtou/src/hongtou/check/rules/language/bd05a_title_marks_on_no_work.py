"""Title marks stand around works only: no licence, award, campaign or meeting is one (GB/T 15834-2011)."""

import re
from collections.abc import Iterator

from hongtou.check.basis import Strength
from hongtou.check.finding import Fault
from hongtou.check.specimen import specimens
from hongtou.check.stretch import Stretch, TextRule
from hongtou.model import Span

_NAME = re.compile(r"《([^《》]{2,30})》")
_MEETING = re.compile(
    r"(?:月|周|日|节|年|行动|工程|活动|竞赛|大赛|比赛|演练|大会|会议|论坛|博览会|交易会|展览会|座谈会|推进会|现场会|运动会|研讨会|洽谈会|"
    r"动员会|听证会|协会|委员会|奖|奖章|奖状|奖杯|奖牌|称号|先进集体|先进个人|标兵|模范|小组|专班|课题|项目|培训班|讲习班)$"
)
_CERTAIN = re.compile(
    r"(?:活动|安全生产月|宣传[月周日]|活动[月周日]|纪念日|大赛|竞赛|大会|论坛|博览会|交易会|座谈会|推进会|现场会|运动会|研讨会|"
    r"动员会|奖|奖章|奖状|奖杯|奖牌|先进集体|先进个人|标兵|培训班|专班|领导小组|协会|委员会)$"
)
_LICENCE = re.compile(
    r"(?:证|执照|许可证|身份证|资格证书|合格证书|毕业证书|荣誉证书|结业证书|工作证|健康证)$"
)
_SAYS_SO = re.compile(r"(?:的?(?:系列)?(?:活动|行动|会议|大会|称号|竞赛|奖项|工程))")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in _NAME.finditer(stretch.text):
        name = match[1]
        licence = _LICENCE.search(name)
        called = _MEETING.search(name) and _SAYS_SO.match(stretch.text, match.end())
        if not (licence or called or _CERTAIN.search(name)):
            continue
        yield Fault(
            f"“{name}”不是作品，用了书名号。",
            "证照不用标点，奖项、活动、会议的名称需要突出的用引号。",
            "body",
            Span(*match.span()),
            strength=Strength.ADVISED if licence else None,
        )


RULE = TextRule(
    code="BD-05A",
    basis_key="BD-05",
    offence="书名号用在不是作品的名称上",
    why="书名号里的应当是文件、书报，用错了让人去找一份没有的文件。",
    check=_check,
    needs=("《",),
    bad=specimens(
        "积极开展《安全生产月》活动。",
        "对成绩突出的集体颁发《先进集体奖》。",
        "从业人员应当持有《健康证》上岗。",
    ),
    good=specimens(
        "开展“安全生产月”活动，按照《安全生产月活动方案》执行。",
        "见《人民日报》《县政府常务会议纪要》。",
    ),
)
