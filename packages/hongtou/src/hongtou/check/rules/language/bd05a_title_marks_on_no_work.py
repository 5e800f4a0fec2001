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
_SAYS_SO = re.compile(r"(?:的?(?:系列)?(?:活动|行动|会议|大会|称号|竞赛|奖项|工程|宣传))")
# Names of what is written, drawn or played, of software too (4.15.3.3): whatever is done with them, they are works.
_WORK = re.compile(
    r"^(?:关于|论|中华人民共和国|中国共产党)|\d|(?:法|条例|办法|规定|细则|规则|制度|通知|意见|方案|规划|计划|纲要|要点|决定|决议|公告|公报|通报|"
    r"通告|报告|请示|批复|函|纪要|讲话|预案|章程|协议|合同|书|表|册|台账|清单|目录|指南|指引|标准|规范|规程|约|守则|准则|指标|体系|报|刊|杂志|志|"
    r"史|论|集|选|编|典|词|曲|歌|诗|舞|剧|戏|片|宣言|倡议|声明|令|案|图|记|传|讲义|教材|读本|须知|问答|年鉴|名单|概况|工作法|说明|汇报|总结|简介|"
    r"措施|思想|精神|文件|材料|资料|证明|单|卡|票|信|稿|栏目|节目|晚会|平台|系统|软件|程序|网|经|政策|技术|导则|原则|要求|目标|任务|[）)])$"
)
# What the sentence calls it: 《清廉云岭》主题教育活动, 《全国文明城市》称号.
_CALLED = re.compile(
    r"(?:的|这[一个项]{1,2})?(?:荣誉|光荣|首要|重点|民生|惠民|省级|市级|县级|国家级|系列|主题|专项|宣传|教育|实践|文化|志愿服务|评选|创建|试点|示范|整治)*"
    r"(?:活动(?!课)|行动|称号|证书|奖[项章状杯牌]|工程|项目|战略|品牌|口号|理念|方针|改革|检查|竞赛|大赛|会议|大会|主题(?!曲|歌|词|班|队|党)|首要任务)"
)
# What is done with it: nobody 成立 or 启动 a work.
_DONE = re.compile(
    r"(?:实施|推进|推动|开展|组织|举办|启动|打造|成立|组建|建设|创建|承办|参加|树立|推行|实行|落实|深化|纳入|列入|举行|召开|申报|争取|评选|表彰|"
    r"加快|抓好|做好|完成)(?:了|好)?$"
)
_NO_WORK = re.compile(
    r"(?:战略|工程|项目|行动|活动|理念|方针|品牌|培训|检查|整治|治理|改革|模式|机制|制|指挥部|中心|公司|合作社|基地|园区|示范[区县乡镇村点]|志愿者|"
    r"讲座|课程|课题|仪式|招聘会|比赛|联赛|试点|员|者|日|[周月节])$"
)
_GIVEN = re.compile(r"(?:授予|命名为?|荣获|获评|评为|荣膺|争创|评选)(?:了|为)?$")
_END = re.compile(r"[，。；、]|$|荣誉|的?称号")
_THEME = re.compile(r"(?:以|围绕|紧扣)$")
_AS_THEME = re.compile(r"(?:为|这[一个]*)主题")
# 一户一策, 三会一课: a way of working in few words.
_WAY = re.compile(r"[一两双三四五六七八九十][一-龥]{1,2}[一两双三四五六七八九十全][一-龥]{1,3}")


def _check(stretch: Stretch) -> Iterator[Fault]:
    for match in _NAME.finditer(stretch.text):
        name = match[1]
        licence = _LICENCE.search(name)
        called = _MEETING.search(name) and _SAYS_SO.match(stretch.text, match.end())
        if not (licence or called or _CERTAIN.search(name) or _is_no_work(stretch.text, match)):
            continue
        yield Fault(
            f"“{name}”不是作品，用了书名号。",
            "证照不用标点，奖项、活动、会议的名称需要突出的用引号。",
            "body",
            Span(*match.span()),
            strength=Strength.ADVISED if licence else None,
        )


def _is_no_work(text: str, named: re.Match[str]) -> bool:
    """Whether what is said before or behind a name that is not that of a work shows what it is the name of."""
    name, end = named[1], named.end()
    if _WORK.search(name):
        return False
    before = text[max(0, named.start() - 8) : named.start()]
    return bool(
        _CALLED.match(text, end)
        or (_DONE.search(before) and (_NO_WORK.search(name) or _WAY.fullmatch(name)))
        or (_GIVEN.search(before) and _END.match(text, end))
        or (_THEME.search(before) and _AS_THEME.match(text, end))
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
        "大力推进《清溪河综合治理项目》。",
        "开展《清廉云岭》主题教育活动，全面推行《河长制》。",
        "坚持《预防为主》的方针，实行《一户一策》。",
        "清溪镇被命名为《省级卫生乡镇》。",
        "以《强基础、促发展》为主题组织宣传。",
    ),
    good=specimens(
        "开展“安全生产月”活动，按照《安全生产月活动方案》执行。",
        "见《人民日报》《县政府常务会议纪要》。",
        "组织《宪法》宣传教育活动，落实《河长制工作制度》，推进《水网建设规划》项目。",
        "观看专题片《榜样》，排演《雷雨》，开发《云岭通》软件，荣获《人民日报》点赞。",
    ),
)
