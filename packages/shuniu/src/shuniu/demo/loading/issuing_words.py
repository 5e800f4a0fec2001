"""Stock words for the way of an outgoing document, and what a draft lacked in its first version."""

from __future__ import annotations

VETTED = ("同意送审。", "已审，事实和数字核对过，同意送审。", "同意。涉及的部门请抓紧会签。", "")
AGREED = ("同意。", "无不同意见。", "同意，涉及我单位的内容已核对。", "同意会签。")
REVIEWED = (
    "拟同意，请审签。",
    "已核，文种、主送和数字无误，拟同意印发，请审签。",
    "文字作了少量修改，拟同意，请审签。",
    "内容与现行文件衔接，拟同意，请领导审签。",
)
NOTED_SHARE = 0.15
NOTED = (
    ("facts", "文中两处数字不一致，已与起草单位核对改正，拟同意印发，请审签。"),
    ("wording", "个别语句重复，已改正，拟同意印发，请审签。"),
    ("form", "层次序号、附件说明的写法已改正，拟同意印发，请审签。"),
    ("annexes", "附件名称与正文不一致，已改正，拟同意印发，请审签。"),
    ("genre", "送来时标题写作“请示报告”，文种已改正，拟同意，请审签。"),
    ("too_long", "原稿偏长，已压减，拟同意印发，请审签。"),
)
"""What 核稿 found and mended itself: the kind, and how it is said."""
SIGNED = ("同意。", "发。", "同意印发。", "请抓紧印发。")
CIRCLED_SHARE = 0.2
SENT_BACK = (
    ("facts", "文中日期和单位名称请再核一遍，最后一段没有写清楚由谁办、什么时候办完。"),
    ("form", "层次序号不连贯，附件名称与正文不一致，请改正后再送。"),
    ("wording", "结尾不完整，语句重复，请精简后再送。"),
    ("content", "措施没有写明责任单位，与去年印发的文件怎样衔接也没有说，请补充。"),
)
PLAN_REFUSED = (
    "同类事项已有文件，可以电话通知，不再发文。",
    "由主管部门在职权范围内直接办理即可，不以办公室名义发文。",
)
PLANNED = {
    "xwb": {
        "refused": "关于成立全县会风文风督导专班的通知",
        "dropped": "关于召开全县农村工作会议筹备会的通知",
        "left": "关于做好全县年度督查检查考核计划编报工作的通知",
    },
    "zfb": {
        "refused": "关于成立全县秸秆综合利用专班的通知",
        "dropped": "关于举办全县消夏文化活动的通知",
        "left": "关于全县政务公开年度工作要点的通知",
    },
}
"""Further rows of the yearly plan of each office, by what becomes of them."""
PLANNED_NEWLY = {
    "xwb": "关于做好元旦春节期间值班工作的通知",
    "zfb": "关于做好元旦春节期间政务服务工作的通知",
}
CARRIED = {
    "xwb": "关于进一步规范全县档案移交工作的通知",
    "zfb": "关于全县公共资源交易管理的意见",
}
PLAN_REASON = "例行工作，按上年做法列入计划。"
PLAN_APPROVED = "同意列入年度发文计划。"
PLAN_CARRIED = "上年没有来得及印发，转到今年。"
PLAN_DROPPED = "与其他会议、活动合并，不再单独发文。"
CEILING_EXPLAINED = (
    "今年承接上级下放事项较多，防汛抗旱、冬季供暖、森林防火另行部署，正式公文数接近上年总数。"
    "拟再印发 5 件，均为上级明确要求制发的；其余事项合并印发或者改用便函、电话通知。"
)
CEILING_SENT_TO = "云州市人民政府办公室"
LISTS = {
    "xwb": ("县委农村工作领导小组成员单位", ("zzb", "xcb", "zfw", "fgj", "czj", "nyj", "slj", "lyj"), ""),
    "zfb": (
        "县防汛抗旱指挥部成员单位",
        ("yjj", "slj", "qxj", "zrj", "jtj", "zjj", "gaj", "nyj", "wjj", "chengguan", "liuhe"),
        "国网云岭县供电公司",
    ),
}
"""The named lists of recipients of each office: name, units of the county, organs outside."""
DECLINED = "存在问题：{mistake}。不宜发文，退回起草单位。"
FAULT_FOUND = "{mistake}，请改正后再送。"
VOIDED = "情况变化，不再发文。"
VOIDED_NUMBERED = "编号后有关会议改期，不再印发，号码作废。"
REVISED = "按会签意见修改后再送会签。"
PROOFREAD = "校对时发现多了一个句号，删去。"
SUBSTANTIVE = "复核时发现没有写明由谁解释，补充一句，报原签发人复审。"
ADDED_LINE = "本件执行中的具体问题，由起草单位负责解释。"
SETTLED_LINE = "（所需人员、经费的分担办法，由有关部门另行商定）"
RECALLED = "附件版本有误，核对后重新印发。"
REVOKED_BY = "县政府常务会议纪要《关于清理有关文件的纪要》"
REVOKED = "与上级新出台的规定不一致。"
ABOLISHED_BY = "县政府《关于废止部分文件的决定》"
ABOLISHED = "文件规定的工作已经完成。"
RECEIPTS_ON_PAPER = "这一件送的是纸质件，回执已逐个收齐，夹在纸质送文登记簿里。"
RECEIPTS_MISSING = "其余单位已电话确认收到，先行办结。"
REJECTED = "来文涉及其他部门职权，未附协商会签意见，请补充后重报。"
SLIP = ("收发室", "值班室", "文书科", "办公室")
ASKED_PROPOSED = "请示事项属于本级职权范围，建议会同有关部门核实后提出意见。请领导批示。"
ASKED_INSTRUCTED = (
    "同意办公室意见，核实后尽快答复。",
    "请按程序办理，所需资金由财政统筹考虑。",
    "原则同意，请办公室答复。",
)
ASKED_REPORTED = "已会同有关部门核实，情况属实，建议同意请示事项。"
ASKED_ANSWERED = "已以函复形式答复请示单位。"
REPLACED = "发现差错：{mistake}。更换文件，请以新送来的为准。"
MENDED = "改正差错：{mistake}。"
AT_THE_MEETING = "参会单位"
