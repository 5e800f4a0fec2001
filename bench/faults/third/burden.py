"""Wordings C of burden, of regulations no longer in force, and of times that set no day."""

from __future__ import annotations

from itertools import product
from random import Random

from bench.faults.editing import only, paragraph, sentence
from bench.faults.injected import Carrier, Injected, Way
from bench.faults.third.places import annexed

_DOWNWARD = ("通知", "意见", "通报", "决定")
_PLACES = (
    "石门镇",
    "清溪乡",
    "大坪乡",
    "城关街道",
    "河东街道",
    "白沙镇",
    "龙泉镇",
    "双桥镇",
    "高岭乡",
    "松林乡",
    "太平镇",
)
_WORKS = (
    "对辖区内的水库、山塘和河道堤防开展全面检查，掌握每一处隐患的位置、成因和危害程度，明确整改措施和完成时间",
    "组织村民委员会修缮田间沟渠，清除淤泥和杂草，在雨季到来之前恢复排水能力，保障春播作物按时下种",
    "走访独居老人、残疾人和困境儿童家庭，了解饮食、取暖和就医方面的困难，帮助落实国家规定的各项救助待遇",
    "巡查乡村道路的临水临崖路段，补设护栏和警示标志，在急弯陡坡处清理遮挡视线的树木",
    "指导种植大户和农民合作社选用良种，推广测土配方施肥和病虫害绿色防控，降低生产成本",
    "维护集镇市场秩序，规范摊位设置和车辆停放，保持主要街道和学校门前畅通",
    "组织环卫人员清运村庄积存垃圾，疏通排水沟，整治畜禽散养造成的粪污，保持房前屋后干净整洁",
    "检查沿街门店和农村自建房的用火用电，督促业主更换老化线路、清理疏散通道、配齐灭火器材",
    "宣传防范电信网络诈骗知识，重点提醒老年人和在校学生不泄露个人信息、不向陌生账户转账",
)


def _asks(*ways: Way) -> tuple[Way, ...]:
    """Ways for papers that go down, for only there they ask anything of subordinates."""
    return tuple(only(_DOWNWARD, way) for way in ways)


def _lengthened(characters: int) -> Way:
    """A body of more than so many characters, by paragraphs of work for each township (JW-03: 4 000 for one matter,
    5 000 for a paper of several)."""

    def way(carrier: Carrier, rng: Random) -> Injected | None:
        pairs = list(product(_PLACES, _WORKS))
        rng.shuffle(pairs)
        lines: list[str] = []
        while sum(map(len, lines)) < characters:
            place, work = pairs.pop()
            lines.append(f"{place}要{work}，由{place}有关负责同志负责。")
        made = paragraph("\n".join(lines))(carrier, rng)
        return made and Injected(made.source)

    return way


WAYS: dict[str, tuple[Way, ...]] = {
    "too_long": (
        only(("通知",), _lengthened(4600)),
        only(("通知", "意见", "报告"), _lengthened(5400)),
    ),
    "asks_for_report_of_implementation": _asks(
        sentence("⟦贯彻落实情况请于9月30日前书面报告县人民政府办公室⟧。"),
        sentence(
            "各乡镇、各部门要迅速组织学习，研究具体落实举措，并⟦将学习贯彻情况形成专题报告报县委办公室⟧。"
        ),
        paragraph("请各单位认真抓好落实，⟦落实情况请及时反馈⟧。"),
    ),
    "asks_for_papers_by_a_day": _asks(
        sentence("⟦请于8月15日前报送工作总结⟧。"),
        sentence("各乡镇人民政府、街道办事处要认真对照检查，⟦于4月3日17时前将自查报告电子版报送⟧县教育局。"),
        paragraph("各单位⟦5月20日下班前上报典型经验材料不少于2篇⟧，由县人民政府办公室择优编发。"),
    ),
    "asks_for_repeated_reports": _asks(
        sentence("各乡镇⟦每周五下午报送工作进展⟧。"),
        sentence(
            "整治期间实行调度制度，各成员单位⟦每月25日前将整治数据和工作信息报县整治办⟧，由县整治办汇总通报。"
        ),
        paragraph("各责任单位⟦按季度上报项目推进情况，没有进展的实行零报告⟧。"),
    ),
    "asks_for_own_papers": _asks(
        sentence("各乡镇要⟦结合实际制定具体实施方案⟧。"),
        sentence(
            "县直各有关部门要按照职责分工，⟦抓紧研究出台本领域的配套实施细则⟧，形成上下衔接的制度体系。"
        ),
        paragraph("各中心学校要细化任务分工，⟦制定本校工作计划，并报县教育局备案⟧。"),
    ),
    "asks_for_leading_group": _asks(
        sentence("各乡镇要⟦成立由主要负责人任组长的领导小组⟧。"),
        sentence("各村（社区）要⟦组建工作专班⟧，抽调懂政策、会做群众工作的干部集中办公，确保工作有人抓。"),
        paragraph("各单位要⟦参照县级做法成立相应的工作领导小组及其办公室⟧，明确专人负责日常工作。"),
    ),
    "asks_for_traces": _asks(
        sentence("入户宣传要⟦拍照存档⟧。"),
        sentence("驻村工作队开展走访、召开会议的，⟦应当当日上传现场照片和定位截图⟧，作为年度考核的依据。"),
        annexed("每次巡查⟦须留存现场影像资料备查⟧。"),
    ),
    "asks_for_ranking": _asks(
        sentence("⟦每月对各乡镇工作进度进行排名⟧。"),
        sentence("县督查考核办公室按照得分高低⟦排出名次，在全县范围内通报⟧，结果与年终绩效考核挂钩。"),
        paragraph("⟦连续两次排在后三位的乡镇，由主要负责人在全县大会上作表态发言⟧。"),
    ),
    "asks_for_check_in": _asks(
        sentence("驻村干部⟦每日通过手机定位签到⟧。"),
        sentence("包村干部⟦入村须扫码打卡⟧，打卡次数和在村时长由系统自动统计，每月底由镇党委组织委员核对。"),
        paragraph("全体党员⟦每天在线学习打卡⟧，积分情况纳入民主评议。"),
    ),
    "asks_to_install": _asks(
        sentence("干部职工要⟦下载安装“云岭通”手机客户端⟧。"),
        sentence(
            "各乡镇要⟦发动群众关注“云岭发布”微信公众号⟧，关注人数不得少于常住人口的三成，并逐村分解任务。"
        ),
        paragraph("村（社区）网格员应当⟦实名注册“平安云岭”小程序⟧，注册率要达到100%。"),
    ),
    "asks_for_forms": _asks(
        sentence("各村要⟦逐户填写摸底登记表⟧。"),
        sentence("各乡镇要⟦建立问题台账、整改台账、销号台账⟧，实行动态更新，做到底数清、情况明、数据准。"),
        annexed("各单位⟦填报附表并加盖公章⟧。"),
    ),
    "asks_for_pledges": _asks(
        sentence("各乡镇要⟦与各村逐级签订目标责任书⟧。"),
        sentence("各学校要组织全体教职工学习有关规定，⟦人人签订师德师风承诺书⟧，由学校统一归入个人档案。"),
        paragraph("各单位要⟦层层签订责任状⟧，把压力传导到最末端。"),
    ),
    "abolished_basis": (
        paragraph(
            "根据⟦《中华人民共和国环境噪声污染防治法》⟧的规定，夜间施工应当取得有关主管部门的证明，并公告附近居民。"
        ),
        sentence("房屋征收工作依照⟦《城市房屋拆迁管理条例》⟧执行。"),
        sentence(
            "信访事项的受理和办理，按照国务院⟦《信访条例》⟧规定的程序和期限进行，不得推诿、敷衍、拖延。"
        ),
        annexed("依据⟦《中华人民共和国物权法》⟧制定。"),
    ),
    "vague_time": _asks(
        sentence("请各单位⟦尽快⟧反馈意见。"),
        sentence("县住房和城乡建设局要督促物业服务企业整改消防设施存在的问题，整改工作在⟦近期内⟧完成。"),
        paragraph("请各乡镇于⟦6月上旬左右⟧完成春季动物防疫扫尾工作。"),
    ),
}
