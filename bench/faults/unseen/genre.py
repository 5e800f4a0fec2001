"""Wordings B of faults of genre."""

from __future__ import annotations

from bench.faults.editing import ANYWHERE, only, paragraph, sentence, swap, together
from bench.faults.injected import Way

_TO = r"(?m)(?<=[示告函复知见报定案]\n)([^\n。：]{3,60})：$"
_REPORTS, _LETTERS, _REPLIES = ("报告",), ("函",), ("批复",)

WAYS: dict[str, tuple[Way, ...]] = {
    "request_and_report_mixed": (
        only(_REPORTS, swap("title", r"(?s)(.*)的报告$", r"\1的⟦报告请示⟧")),
        only(("请示",), swap("title", r"(?s)(.*)的请示$", r"\1的⟦请示（报告）⟧")),
    ),
    "invented_genre": (
        only(_REPORTS, swap("title", r"(?s)(.*)的报告$", r"\1的⟦工作总结⟧")),
        only(("请示",), swap("title", r"(?s)(.*)的请示$", r"\1的⟦请求⟧")),
        only(("通知", "通报"), swap("title", r"(?s)(.*)的[^的]+$", r"\1的⟦紧急告知⟧")),
        only(("函", "请示"), swap("title", r"(?s)(.*)的[^的]+$", r"\1的⟦建议⟧")),
    ),
    "report_that_asks": (
        only(_REPORTS, sentence("⟦请上级协调解决设备更新经费35万元⟧。")),
        only(_REPORTS, paragraph("为此，⟦建议批准我局增设2个监测站点，并核增编制4名⟧。")),
        only(_REPORTS, sentence("⟦当否，请审批⟧。")),
    ),
    "letter_that_commands": (
        only(_LETTERS, sentence("⟦望遵照执行⟧，不得拖延。")),
        only(_LETTERS, paragraph("现⟦责令贵局限期纠正⟧有关做法。")),
        only(_LETTERS, sentence("对不按要求办理的，⟦将严肃追究责任⟧。")),
    ),
    "order_by_organ_that_may_not": (
        only(("命令",), together("云岭县人民政府令", "⟦中共云岭县委令⟧", ("县　长", "书　记"))),
        only(("命令",), together("云岭县人民政府令", "⟦云岭县人民政府办公室命令⟧", ("县　长", "主　任"))),
        only(("命令",), together("云岭县人民政府令", "⟦云岭县教育局令⟧", ("县　长", "局　长"))),
    ),
    "motion_by_organ_that_may_not": (
        only(("议案",), together("云岭县人民政府", "⟦中共云岭县委⟧")),
        only(("议案",), together("云岭县人民政府", "⟦云岭县教育局⟧")),
        only(("议案",), swap(ANYWHERE, _TO, "⟦县政协⟧：")),
    ),
    "resolution_without_meeting": (
        only(
            ("意见", "批复", "通报"),
            swap("title", r"(?s)(.*)的(?:意见|批复|通报)$", r"⟦\1的决议⟧"),
        ),
        only(
            ("决议",),
            together("云岭县第十八届人民代表大会第六次会议", "⟦云岭县人民政府⟧", ("会议", "我们")),
        ),
    ),
    "wrong_form_of_address": (
        only(("请示", "报告"), sentence("恳请⟦贵府⟧一如既往给予关心。")),
        only(_REPLIES, sentence("望⟦贵单位⟧抓好落实。")),
        only(_LETTERS, sentence("⟦你们⟧的支持对我局工作帮助很大。")),
        only(("请示", "报告"), sentence("⟦你县人民政府⟧的决策部署为我们指明了方向。")),
    ),
    "reply_without_citing_request": (
        only(_REPLIES, swap(ANYWHERE, r"(?m)^.{1,6}《.+收悉。", "来文已阅。", missing=True)),
        only(_LETTERS, swap(ANYWHERE, r"(?m)^贵局《.+收悉。", "来函悉知。", missing=True)),
    ),
    "closing_of_another_genre": (
        only(("请示",), swap("body", "妥否，请批示。", "⟦特此函达，请予支持为盼⟧。")),
        only(_REPORTS, swap("body", "特此报告。", "⟦特此通知，请认真执行⟧。")),
        only(("通知", "意见"), paragraph("⟦妥否，请批复⟧。")),
        only(_REPLIES, swap("body", "此复。", "⟦专此报告⟧。")),
    ),
    "lead_in_of_another_genre": (
        only(("通知",), swap("body", "(?<=现就|现将)([^，。]*)通知如下", r"\1⟦批复如下⟧")),
        only(_REPORTS, swap("body", "报告如下", "⟦请示如下⟧")),
        only(_LETTERS, swap("body", "函复如下", "⟦批复如下⟧")),
        only(("请示",), swap("body", "请示如下", "⟦汇报如下⟧")),
    ),
    "public_notice_with_addressees": (
        only(("通告", "公报"), swap("title", r"(?s).+", "\\g<0>\n⟦县直各单位，各人民团体：⟧")),
        only(("公告",), swap("title", r"(?s).+", "\\g<0>\n⟦各街道办事处、各村民委员会：⟧")),
    ),
    "request_to_no_superior": (
        only(("请示",), swap(ANYWHERE, _TO, "⟦县教育局、县民政局⟧：")),
        only(("请示",), swap(ANYWHERE, _TO, "⟦大坪乡人民政府⟧：")),
    ),
    "report_to_no_superior": (
        only(_REPORTS, swap(ANYWHERE, _TO, "⟦石门镇人民政府、清溪乡人民政府⟧：")),
        only(_REPORTS, swap(ANYWHERE, _TO, "⟦县自然资源局⟧：")),
    ),
    "notice_to_superior": (
        only(("通知",), swap(ANYWHERE, _TO, "⟦市人民政府办公室⟧：")),
        only(("通报",), swap(ANYWHERE, _TO, "⟦云岭县人民政府⟧：")),
    ),
    "reply_to_superior": (
        only(_REPLIES, swap(ANYWHERE, _TO, "⟦市人民政府⟧：")),
        only(_REPLIES, swap(ANYWHERE, _TO, "⟦省发展和改革委员会⟧：")),
    ),
}
