"""What outgoing documents declare: parameters, the kind, entry types, procedures, actions, places of the menu."""

from __future__ import annotations

from pathlib import Path

from shuniu.kernel.base.parameters import Parameter, declare
from shuniu.kernel.flow.procedure import load_folder
from shuniu.kernel.flow.vocabulary import KINDS, EntryType, Kind, declare_entry_types
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.menu import Place, place
from shuniu.modules.documents.incoming.book import may_read_book
from shuniu.modules.documents.outgoing.plans import may_read_plan
from shuniu.modules.documents.outgoing.queries import search_text
from shuniu.modules.documents.outgoing.scopes import may_look
from shuniu.modules.documents.outgoing.who import KEEPERS

HERE = Path(__file__).parent


def _days(name: str, label: str, days: int, rule: str) -> Parameter:
    return Parameter(f"outgoing.{name}", label, days, rule, "个工作日", 1)


PARAMETERS = (
    _days("plan_days", "申请后几个工作日内立项", 2, "JW-01"),
    _days("plan_after_days", "急件、复文先起草的，几个工作日内补立项", 3, "JW-01"),
    _days("remind_plan_before_days", "补立项到期前几个工作日提醒", 1, "JW-01"),
    _days("vet_days", "送审后几个工作日内审稿", 1, "GW-10"),
    _days("countersign_days", "几个工作日内会签", 3, "GW-10"),
    _days("review_days", "几个工作日内核稿", 2, "GW-11"),
    _days("sign_days", "送签后几个工作日提醒", 2, "GW-13"),
    _days("recheck_days", "签发后几个工作日内复核", 1, "GW-14"),
    _days("number_days", "复核后几个工作日内编号", 1, "GW-15"),
    _days("print_days", "编号后几个工作日内校对印制", 2, "GW-16"),
    _days("seal_days", "申请以后几个工作日内批准、用印", 1, "GW-18"),
    _days("release_days", "用印后几个工作日内核发", 1, "GW-17"),
    _days("receipt_days", "分送后几个工作日内收齐回执", 3, "GW-17"),
    Parameter("outgoing.words_general", "综合性文件正文字数", 5000, "JW-03", "字", 500),
    Parameter(
        "outgoing.phrases_draft",
        "起草常用语",
        [
            "现将有关事项通知如下。",
            "经研究，现批复如下。",
            "妥否，请批示。",
            "特此报告。",
            "专此函复。",
            "请结合实际，认真贯彻执行。",
            "此件公开发布。",
        ],
        "GW-10",
    ),
    Parameter("outgoing.phrases_vet", "审稿常用语", ["同意送审。", "已审，请办公室核稿。"], "GW-10"),
    Parameter("outgoing.phrases_review", "核稿常用语", ["拟同意，请审签。", "已核，拟请签发。"], "GW-11"),
    Parameter("outgoing.phrases_sign", "签发常用语", ["同意。", "同意印发。", "发。"], "GW-13"),
    Parameter(
        "outgoing.phrases_decline",
        "不予发文常用语",
        ["可以用电话、便函办理的，不必发文。", "内容与已发文件重复，不再发文。", "依据不充分，不宜发文。"],
        "GW-12",
    ),
    Parameter("outgoing.code_on_page", "公文首页右上角印二维码", False, "GW-16"),
    Parameter("outgoing.kept_share_least", "交回的 Word 稿至少保留原稿的", 50, "GW-10", "%", 0),
    Parameter(
        "outgoing.group_names",
        "主送常用统称",
        ["各乡镇人民政府", "县政府各部门", "县直各单位", "各乡镇党委", "县直各部门"],
        "GW-27",
    ),
    Parameter("outgoing.words_special", "专项文件正文字数", 4000, "JW-03", "字", 500),
    Parameter(
        "outgoing.plan_closes", "年度发文计划在当年几月底前编定，以后的算年中追加", 1, "JW-01", "月", 0
    ),
    Parameter("outgoing.ceiling_forms", "计入年度发文总量的文件形式", ["正式公文"], "JW-02"),
    Parameter("outgoing.ceiling_warn_percent", "发到上年的百分之几时提醒", 90, "JW-02", "%", 1),
    Parameter("outgoing.unit_ceiling", "各起草单位也不超过上年", False, "JW-02"),
    Parameter("outgoing.quality_minimum", "质量情况按单位列出的最少报送件数", 3, "ZL-01", "件", 1),
)


def _keeps(actor: Actor) -> bool:
    """Whether the hat worn now looks after the papers of its unit."""
    return actor.holds(*KEEPERS)


def register() -> None:
    """Declare everything outgoing documents bring."""
    declare(*PARAMETERS)
    declare_entry_types(
        EntryType("issue_opinion", "签发意见", ("LEADER", "UNIT_HEAD", "OFFICE_HEAD"), voice=True)
    )
    KINDS.register("outgoing", Kind("outgoing", "发文", "/matters/{}/".format, search_text))
    from shuniu.modules.documents.outgoing import (  # noqa: F401
        choosers,
        guards,
        lean_forms,
        lean_shown,
        limits,
        presentation,
        receipt_reminders,
        sealing,
        sending_shown,
        signing_page,
        tally,
    )
    from shuniu.modules.documents.outgoing.actions import (  # noqa: F401
        amend,
        bulletin,
        ceiling,
        correct,
        countersign,
        disagree,
        distribute,
        docx,
        draft,
        effect,
        joint_seal,
        keep,
        number,
        override,
        phrases,
        plan,
        plan_import,
        plan_year,
        press,
        recall,
        receipts,
        recheck,
        review,
        seal,
        sending_lists,
        sign,
    )
    from shuniu.modules.documents.papers import lean  # noqa: F401

    presentation.register()
    lean_forms.register()
    signing_page.register()
    sending_shown.register()
    place("outgoing", Place("办文", "发文", "/outgoing/", icon="outbox", count_of=("outgoing.todo",)))
    place("receipts", Place("办文", "回执", "/outgoing/receipts/", icon="check", open_to=_keeps))
    place("sending_lists", Place("办文", "分送名单", "/outgoing/lists/", icon="person", open_to=_keeps))
    for name, label, href, icon, open_to in (
        ("outgoing_plan", "发文计划", "/outgoing/plan/", "book", may_read_plan),
        ("outgoing_board", "发文总量", "/outgoing/board/", "board", may_look),
        ("outgoing_quality", "公文质量", "/outgoing/quality/", "check", may_look),
    ):
        place(name, Place("办文", label, href, icon=icon, open_to=open_to, order=60))
    place(
        "issue_book",
        Place("办文", "发文登记簿", "/outgoing/book/", icon="book", open_to=may_read_book),
    )
    load_folder(HERE / "procedures")
