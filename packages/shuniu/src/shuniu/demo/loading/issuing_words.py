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
