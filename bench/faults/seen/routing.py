"""Wordings A of faults of routing."""

from __future__ import annotations

from bench.faults.editing import ANYWHERE, line_after, only, paragraph, sentence, swap, together
from bench.faults.injected import Way

_ADDRESS = r"(?m)(?<=[示告函复知见报定案]\n)([^\n。：]{3,60})：$"
_UPWARD = ("请示", "报告")

WAYS: dict[str, tuple[Way, ...]] = {
    "skips_a_level": (
        swap(ANYWHERE, r"(?m)(?<=资金缺口的请示\n)县人民政府：$", "⟦云州市人民政府⟧："),
        only(_UPWARD, swap(ANYWHERE, _ADDRESS, "⟦省人民政府⟧：")),
    ),
    "several_superiors_addressed": (
        only(("请示",), swap(ANYWHERE, _ADDRESS, "⟦县委、县人民政府⟧：")),
        only(("请示",), swap(ANYWHERE, _ADDRESS, "⟦县人民政府，市水利局⟧：")),
    ),
    "copied_to_subordinate": (
        swap(ANYWHERE, r"(?m)(?<=资金缺口的请示\n)([\s\S]+日\n（.+）)$", "\\1\n⟦抄送：山口村村民委员会。⟧"),
        only(_UPWARD, line_after("note", "⟦抄送：各乡镇人民政府。⟧")),
    ),
    "addressed_to_a_leader": (
        only(_UPWARD, swap(ANYWHERE, _ADDRESS, "⟦陈志远县长⟧：")),
        only(_UPWARD, swap(ANYWHERE, _ADDRESS, "⟦罗建平同志⟧：")),
    ),
    "in_the_name_of_a_leader": (only(_UPWARD, swap("signature", r"(?s).+", "⟦局　长　张水生⟧")),),
    "forwards_request_unchanged": (
        only(("请示",), paragraph("⟦现将清溪乡人民政府的请示转报你们⟧，请一并研究。")),
        only(_UPWARD, sentence("⟦现将石门镇《关于修建便民桥的请示》转报给你们⟧。")),
    ),
    "several_matters_in_one_request": (
        only(("请示",), sentence("⟦另外，请县人民政府一并解决公务用车更新问题⟧。")),
        only(("请示",), paragraph("⟦以上两项请求⟧，恳请予以支持。")),
    ),
    "department_commands_lower_government": (
        swap(ANYWHERE, r"(?m)^各乡镇应急管理办公室，各非煤矿山企业：$", "⟦各乡镇人民政府⟧："),
        only(
            ("函",),
            together("县教育局：", "⟦石门镇人民政府⟧：", ("专此函复。", "你镇必须于3月底前整改到位。")),
        ),
    ),
    "internal_unit_issues": (
        only(("函",), together("云岭县教育局", "⟦云岭县教育局基础教育股⟧")),
        only(("报告",), together("云岭县水利局", "⟦云岭县水利局防汛股⟧")),
    ),
    "joint_issue_of_unequals": (
        together("云岭县财政局", "⟦石门镇人民政府⟧"),
        together("云岭县交通运输局", "⟦大坪乡人民政府⟧"),
    ),
    "addressed_twice": (
        only(("通知", "意见"), swap(ANYWHERE, r"(?m)^(各乡镇人民政府)(.*：)$", r"⟦\1，\1⟧\2")),
        only(("批复",), swap(ANYWHERE, r"(?m)^抄送：", "抄送：⟦石门镇人民政府⟧，")),
    ),
}
