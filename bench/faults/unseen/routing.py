"""Wordings B of faults of routing."""

from __future__ import annotations

from bench.faults.editing import ANYWHERE, line_after, only, paragraph, sentence, swap, together
from bench.faults.injected import Way

_TO = r"(?m)(?<=[示告函复知见报定案]\n)([^\n。：]{3,60})：$"
_UP = ("请示", "报告")

WAYS: dict[str, tuple[Way, ...]] = {
    "skips_a_level": (
        swap(ANYWHERE, r"(?m)(?<=资金缺口的请示\n)县人民政府：$", "⟦市政府⟧："),
        only(_UP, swap(ANYWHERE, _TO, "⟦国务院⟧：")),
    ),
    "several_superiors_addressed": (
        only(("请示",), swap(ANYWHERE, _TO, "⟦县人民政府、县委⟧：")),
        only(("报告", "请示"), swap(ANYWHERE, _TO, "⟦县委，县人民政府，县人大常委会⟧：")),
    ),
    "copied_to_subordinate": (
        only(_UP, line_after("note", "⟦抄送：石门镇人民政府，清溪乡人民政府。⟧")),
        only(_UP, line_after("note", "⟦抄送：市水利局，各乡镇人民政府、街道办事处。⟧")),
    ),
    "addressed_to_a_leader": (
        only(_UP, swap(ANYWHERE, _TO, "⟦罗副县长⟧：")),
        only(_UP, swap(ANYWHERE, _TO, "⟦尊敬的陈县长⟧：")),
        only(_UP, swap(ANYWHERE, _TO, "⟦县委王书记⟧：")),
    ),
    "in_the_name_of_a_leader": (
        only(_UP, swap("signature", r"(?s).+", "⟦镇长　张　帆⟧")),
        only(_UP, swap("signature", r"(?s).+", "⟦云岭县水利局局长　张水生⟧")),
    ),
    "forwards_request_unchanged": (
        only(_UP, sentence("⟦兹将大坪乡人民政府的请示随文转报⟧。")),
        only(("请示",), paragraph("⟦现转报山口村村民委员会的请示⟧，请审批。")),
    ),
    "several_matters_in_one_request": (
        only(("请示",), sentence("⟦同时，恳请增加我单位编制2名⟧。")),
        only(("请示",), paragraph("⟦上述三件事项均请批准⟧。")),
    ),
    "department_commands_lower_government": (
        swap(ANYWHERE, r"(?m)^各乡镇应急管理办公室，各非煤矿山企业：$", "⟦石门镇人民政府、清溪乡人民政府⟧："),
        only(
            ("函",),
            together("县统计局：", "⟦各乡镇党委、人民政府⟧：", ("请贵局于", "各乡镇要立即组织，务必于")),
        ),
    ),
    "internal_unit_issues": (
        only(("函",), together("云岭县统计局", "⟦云岭县统计局农业股⟧")),
        only(("通报",), together("云岭县应急管理局", "⟦云岭县应急管理局执法科⟧")),
    ),
    "joint_issue_of_unequals": (
        together("云岭县教育局", "⟦云岭县石门镇人民政府⟧"),
        together("云岭县公安局", "⟦云州市公安局⟧"),
    ),
    "addressed_twice": (
        only(("通知", "意见"), swap(ANYWHERE, r"(?m)^(各乡镇人民政府)(.*)：$", r"⟦\1\2，\1⟧：")),
        only(("通知",), swap(ANYWHERE, r"(?m)^抄送：(县委办公室)", r"抄送：⟦\1，\1⟧")),
    ),
}
