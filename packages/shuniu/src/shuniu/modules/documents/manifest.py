"""The one registration of the module: parameters, kinds, entry types, procedures, actions."""

from __future__ import annotations

from pathlib import Path

from shuniu.kernel.base.parameters import Parameter, declare
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.flow.procedure import load_folder
from shuniu.kernel.flow.vocabulary import KINDS, Kind
from shuniu.kernel.people.actor import Actor
from shuniu.kernel.platform.menu import Place, place
from shuniu.modules.documents.incoming.folder import desk_of
from shuniu.modules.documents.incoming.queries import text_of_originals
from shuniu.modules.documents.incoming.who import CALL_TAKERS, KEEPERS, REGISTRARS
from shuniu.modules.documents.outgoing import manifest as outgoing
from shuniu.modules.documents.seals import manifest as seals

HERE = Path(__file__).parent

PARAMETERS = (
    Parameter("incoming.sign_days", "收到后几个工作日内签收", 1, "GW-01", "个工作日", 1),
    Parameter("incoming.register_days", "签收后几个工作日内登记", 1, "GW-02", "个工作日", 1),
    Parameter("incoming.check_days", "登记后几个工作日内初审", 1, "GW-03", "个工作日", 1),
    Parameter("incoming.propose_days", "初审后几个工作日内拟办", 1, "GW-04", "个工作日", 1),
    Parameter("incoming.instruct_days", "送批后几个工作日提醒", 2, "GW-06", "个工作日", 1),
    Parameter("incoming.assign_days", "批示后几个工作日内交办", 1, "GW-04", "个工作日", 1),
    Parameter("incoming.review_days", "反馈后几个工作日内审核", 1, "GW-08", "个工作日", 1),
    Parameter("incoming.answer_days", "审核后几个工作日内答复", 2, "GW-08", "个工作日", 1),
    Parameter(
        "incoming.due_days",
        "公文办理时限（按紧急程度）",
        {"特急": 1, "加急": 3, "平件": 10},
        "SX-01",
        "个工作日",
        1,
    ),
    Parameter(
        "incoming.telegram_due_days",
        "明电办理时限（按等级）",
        {"特提": 1, "特急": 3, "加急": 5, "平急": 10},
        "SX-03",
        "天",
        1,
    ),
    Parameter("incoming.remind_before_days", "到期前几个工作日自动催办", 2, "GW-07", "个工作日", 0),
    Parameter("incoming.leader_phone", "领导手机、平板批阅页面", False, "JF-01"),
    Parameter(
        "incoming.phrases_proposal",
        "拟办常用语",
        [
            "建议请分管领导阅示。",
            "建议由主管部门牵头办理，有关单位配合，按期反馈。",
            "建议转有关单位阅知。",
            "此件时限较紧，建议请主管部门速办。",
        ],
        "GW-04",
    ),
    Parameter(
        "incoming.phrases_instruction",
        "批示常用语",
        ["同意。", "同意拟办意见。", "请抓紧研究办理，按时反馈。", "请提出具体意见后报我。"],
        "CQ-01",
    ),
    Parameter(
        "incoming.phrases_call",
        "电话记录常用语",
        ["请于今天下班前报送。", "请立即核实情况并报告。", "请通知有关单位准时参会。", "请做好值班值守。"],
        "GW-02",
    ),
    Parameter(
        "incoming.phrases_rejection",
        "退文常用语",
        [
            "请示应当一文一事，请分开行文后重报。",
            "报告中不得夹带请示事项，请改用请示。",
            "涉及其他部门职权，请协商一致后再报。",
        ],
        "GW-03",
    ),
)


def search_text(matter: Matter) -> str:
    """What an incoming document is found by, beside number and title: its line in the register, and its whole text."""
    incoming = getattr(matter, "incoming", None)
    if incoming is None:
        return ""
    return "\n".join(
        (
            incoming.document_number,
            incoming.source,
            incoming.summary,
            incoming.addressees,
            incoming.note,
            incoming.lead,
            text_of_originals(matter),
        )
    )


def may_register(actor: Actor) -> bool:
    """Whether the hat worn now registers what comes in."""
    return actor.holds(*REGISTRARS)


def takes_calls(actor: Actor) -> bool:
    """Whether the hat worn now records telephone calls."""
    return actor.holds(*CALL_TAKERS)


def oversees(actor: Actor) -> bool:
    """Whether the hat worn now looks after the papers of its unit."""
    return actor.holds(*KEEPERS)


def has_folder(actor: Actor) -> bool:
    """Whether the hat worn now is a leader's, stands in for one or serves one."""
    return "LEADER_LIAISON" in actor.duties or bool(desk_of(actor))


def register() -> None:
    """Declare everything the module brings."""
    declare(*PARAMETERS)
    KINDS.register("incoming", Kind("incoming", "收文", "/matters/{}/".format, search_text))
    from shuniu.modules.documents import papers  # noqa: F401
    from shuniu.modules.documents.incoming import (
        book_sheet,  # noqa: F401
        guards,  # noqa: F401
        presentation,
        reminders,  # noqa: F401
    )
    from shuniu.modules.documents.incoming.actions import (  # noqa: F401
        answer,
        assign,
        books,
        call,
        check,
        deliver,
        folder,
        forward,
        import_book,
        instruct,
        paper,
        propose,
        reading,
        register,
    )

    presentation.register()
    place("new_incoming", Place("", "收文登记", "/incoming/new/", icon="plus", open_to=may_register))
    place("new_call", Place("", "电话记录", "/incoming/call/", icon="phone", open_to=takes_calls))
    place("incoming", Place("办文", "收文", "/incoming/", icon="inbox", count_of=("incoming.todo",)))
    for name, label, href, icon in (
        ("book", "收文登记簿", "/incoming/book/", "book"),
        ("circulating", "传阅", "/incoming/circulating/", "circulate"),
        ("reminders", "催办台", "/incoming/reminders/", "clock"),
        ("whereabouts", "文件去向", "/incoming/whereabouts/", "place"),
        ("sent", "送出文件", "/incoming/sent/", "outbox"),
    ):
        place(name, Place("办文", label, href, icon=icon, open_to=oversees))
    place("folder", Place("办文", "批阅夹", "/incoming/folder/", icon="file", open_to=has_folder, order=40))
    load_folder(HERE / "incoming" / "procedures")
    outgoing.register()
    seals.register()
