"""Wordings B of burdens, of regulations no longer in force, and of words that set no day."""

from __future__ import annotations

from random import Random

from bench.faults.editing import only, paragraph
from bench.faults.injected import Carrier, Injected, Way

_DOWN = ("通知", "意见", "决定", "通报")
_FILLER = (
    "牢固树立以人民为中心的发展思想，统筹发展和安全，坚持问题导向，注重源头治理。",
    "健全部门协同、上下联动的工作机制，推动资源下沉、服务前移。",
    "加强宣传引导，总结推广好的经验做法，营造良好社会氛围。",
)


def _apart(*texts: str) -> tuple[Way, ...]:
    return tuple(only(_DOWN, paragraph(text, before=True)) for text in texts)


def _very_long(carrier: Carrier, rng: Random) -> Injected | None:
    parts = [rng.choice(_FILLER) * 4 for _ in range(60)]
    made = paragraph("\n".join(parts), before=True)(carrier, rng)
    return Injected(made.source) if made else None


WAYS: dict[str, tuple[Way, ...]] = {
    "too_long": (only(_DOWN, _very_long),),
    "asks_for_report_of_implementation": _apart(
        "本通知⟦执行情况⟧，年终一并⟦书面报告县委办公室⟧。",
        "⟦落实本意见的情况要专题上报⟧县人民政府。",
    ),
    "asks_for_papers_by_a_day": _apart(
        "⟦务必在本月25日下班前把排查清单发送至指定邮箱⟧，逾期通报。",
        "上述材料经主要负责人签字后，⟦于9月5日以前交县民政局汇总⟧。",
    ),
    "asks_for_repeated_reports": _apart(
        "整治期间实行⟦日报告、零报告⟧制度。",
        "各牵头单位⟦按季度报送一次⟧进度情况。",
    ),
    "asks_for_own_papers": _apart(
        "各地要抓紧⟦出台配套措施⟧，层层细化分解。",
        "请各乡镇街道⟦研究制订本地工作方案⟧并正式印发。",
    ),
    "asks_for_leading_group": _apart(
        "各单位要相应⟦组建工作专班⟧，实行集中办公。",
        "村（社区）一级也要⟦设立推进工作组⟧，由支部书记牵头。",
    ),
    "asks_for_traces": _apart(
        "每次入户须⟦上传现场照片⟧作为佐证。",
        "学习活动要⟦留存影像资料备查⟧。",
    ),
    "asks_for_ranking": _apart(
        "县督查室按月⟦通报排名⟧，连续两次末位的由党政主要负责人表态发言。",
        "实行⟦红黑榜⟧制度，在全县范围内公开。",
    ),
    "asks_for_check_in": _apart(
        "参加人员须⟦扫码签到⟧，缺勤计入考核。",
        "帮扶干部走访时应使用手机⟦定位签到⟧。",
    ),
    "asks_to_install": _apart(
        "全体干部职工要⟦关注“云岭发布”微信公众号⟧，关注率纳入考核。",
        "⟦注册使用“云岭通”小程序⟧的比例不得低于九成。",
    ),
    "asks_for_forms": _apart(
        "⟦逐户填报《基本情况登记表》⟧，一式三份。",
        "⟦填写附件2并按月上报⟧。",
    ),
    "asks_for_pledges": _apart(
        "组织经营户⟦签署安全承诺书⟧。",
        "各分管负责人要向主要负责人⟦立下军令状⟧。",
    ),
    "abolished_basis": tuple(
        paragraph(text, before=True)
        for text in (
            "为规范土地流转行为，按⟦《民法通则》⟧和有关政策，明确以下事项。",
            "婚姻登记事项适用⟦《中华人民共和国婚姻法》⟧。",
            "本办法依据⟦《中华人民共和国担保法》⟧及其司法解释制定。",
            "文件格式以⟦GB/T 9704—1999⟧为准。",
            "收养登记按照⟦《中华人民共和国收养法》⟧办理。",
            "党内公文仍按⟦《中国共产党机关公文处理条例》⟧的规定行文。",
        )
    ),
    "vague_time": _apart(
        "各责任单位务必⟦抓紧时间⟧整改到位。",
        "⟦下一阶段⟧要完成全部管网改造。",
        "上述问题限⟦短期内⟧解决。",
        "县财政局⟦择机⟧拨付补助资金。",
        "⟦日后⟧各单位应当报备。",
    ),
}
