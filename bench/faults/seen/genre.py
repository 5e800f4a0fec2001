"""Wordings A of faults of genre."""

from __future__ import annotations

from bench.faults.editing import ANYWHERE, only, paragraph, sentence, swap, together
from bench.faults.injected import Way

_ADDRESS = r"(?m)(?<=[示告函复知见报定案]\n)([^\n。：]{3,60})：$"
_REPORT, _LETTER, _REPLY = ("报告",), ("函",), ("批复",)

WAYS: dict[str, tuple[Way, ...]] = {
    "request_and_report_mixed": (
        only(("请示", "报告"), swap("title", r"(?s)(.*)的(?:请示|报告)$", r"\1的⟦请示报告⟧")),
    ),
    "invented_genre": (
        only(_REPORT, swap("title", r"(?s)(.*)的报告$", r"\1的⟦汇报⟧")),
        only(("请示",), swap("title", r"(?s)(.*)的请示$", r"\1的⟦申请⟧")),
        only(("报告", "函"), swap("title", r"(?s)(.*)的[^的]+$", r"\1的⟦说明⟧")),
    ),
    "report_that_asks": (
        only(_REPORT, paragraph("由于资金缺口较大，⟦恳请县人民政府安排专项资金60万元⟧。")),
        only(_REPORT, sentence("⟦以上情况妥否，请批示⟧。")),
    ),
    "letter_that_commands": (
        only(_LETTER, paragraph("你单位⟦必须立即整改，逾期将予以通报批评⟧。")),
        only(_LETTER, sentence("⟦请认真贯彻执行⟧。")),
    ),
    "order_by_organ_that_may_not": (
        only(("命令",), together("云岭县人民政府令", "⟦云岭县水利局令⟧", ("县　长", "局　长"))),
        only(("命令",), together("云岭县人民政府令", "⟦石门镇人民政府令⟧", ("县　长", "镇　长"))),
    ),
    "motion_by_organ_that_may_not": (
        only(("议案",), together("云岭县人民政府", "⟦云岭县财政局⟧")),
        only(("议案",), swap(ANYWHERE, _ADDRESS, "⟦云州市人民政府⟧：")),
    ),
    "resolution_without_meeting": (
        only(
            ("通知", "决定"),
            swap("title", r"(?s)(.*)的(?:通知|决定)$", r"⟦\1的决议⟧"),
        ),
    ),
    "wrong_form_of_address": (
        only(("请示", "报告"), sentence("工作中如有不足，⟦请你们⟧给予指正。")),
        only(_LETTER, swap("body", "贵局", "⟦你局⟧")),
        only(_REPLY, swap("body", "你镇", "⟦贵镇⟧")),
    ),
    "reply_without_citing_request": (
        only(_REPLY, swap(ANYWHERE, r"(?m)^.{1,6}《.+收悉。经研究，", "经研究，", missing=True)),
        only(_LETTER, swap(ANYWHERE, r"(?m)^贵局《.+收悉。经核对，", "经核对，", missing=True)),
    ),
    "closing_of_another_genre": (
        only(("请示",), swap("body", "妥否，请批示。", "⟦特此报告⟧。")),
        only(_REPLY, swap("body", "此复。", "⟦特此通知⟧。")),
        only(("函",), paragraph("⟦以上请示，请予批复⟧。")),
    ),
    "lead_in_of_another_genre": (
        only(("通知",), swap("body", "(?<=现就|现将)([^，。]*)通知如下", r"\1⟦报告如下⟧")),
        only(_REPORT, swap("body", "报告如下", "⟦通知如下⟧")),
        only(_REPLY, swap("body", "批复如下", "⟦请示如下⟧")),
    ),
    "public_notice_with_addressees": (
        only(("通告",), swap("title", r"(?s).+", "\\g<0>\n⟦各乡镇人民政府，县政府各部门：⟧")),
        only(("公告", "公报"), swap("title", r"(?s).+", "\\g<0>\n⟦各乡镇人民政府：⟧")),
    ),
    "request_to_no_superior": (
        only(("请示",), swap(ANYWHERE, _ADDRESS, "⟦县农业农村局⟧：")),
        only(("请示",), swap(ANYWHERE, _ADDRESS, "⟦各村民委员会⟧：")),
    ),
    "report_to_no_superior": (only(_REPORT, swap(ANYWHERE, _ADDRESS, "⟦各乡镇人民政府⟧：")),),
    "notice_to_superior": (only(("通知", "通报"), swap(ANYWHERE, _ADDRESS, "⟦云州市人民政府⟧：")),),
    "reply_to_superior": (only(_REPLY, swap(ANYWHERE, _ADDRESS, "⟦云州市人民政府⟧：")),),
}
