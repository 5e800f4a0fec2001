"""The forms of 发文: the order of their fields, what is asked only in one case, stock phrases, and the 立项 form."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from shuniu.kernel.base import parameters
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.kernel.platform.screens.choosers import CHOOSERS, Asking
from shuniu.kernel.platform.screens.forms import FORMS, FormSpec
from shuniu.kernel.platform.ui import Field, Section
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing.burdens import limit_of
from shuniu.modules.documents.outgoing.issuers import issuers_for
from shuniu.modules.documents.outgoing.plans import usable_by

Changes = Mapping[str, Mapping[str, Any]]

SECTIONS: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("", "", ("issuer", "genre", "title", "reason")),
    ("行文", "", ("direction", "urgency", "extent", "form")),
    ("立项", "列入年度计划的，选计划里的那一项，不用再报批。", ("plan", "answers", "before_plan")),
    ("会签", "内容涉及其他部门职权的，都要写上；办理时自动送他们会签。", ("consulted",)),
    ("公开", "", ("publicity", "publicity_reason")),
)
FOLDED: tuple[tuple[str, str, tuple[str, ...]], ...] = (
    ("联合发文、以其他名义发文", "", ("joint", "issuer_name")),
    ("重要公文、会议审议、内部件", "", ("important", "meeting", "meeting_date", "work_secret")),
    (
        "交办、同意、受权的依据",
        "部门向上级主管部门请示、报告重大事项，或者向上级负责人报送公文的，要写清依据。",
        ("consent", "authorised_by", "leader_assignment"),
    ),
)
CHOICES = {
    "down": "下行文",
    "up": "上行文",
    "level": "平行文",
    "formal": "正式公文",
    "white": "白头文件",
    "memo": "便函",
    "briefing": "简报",
    "special": "专项文件",
    "general": "综合性文件",
    "closed": "不予公开",
    "on_request": "依申请公开",
    "active": "主动公开",
}


def subject_sections(fields: tuple[Field, ...]) -> tuple[Section, ...]:
    """The 立项 form as the 发文稿纸 has it: what matters first, what is rare folded; nothing is left out."""
    named = {f.name: f for f in fields}
    found = [
        Section(_take(named, names), title, text, folded=folded)
        for folded, part in ((False, SECTIONS), (True, FOLDED))
        for title, text, names in part
    ]
    rest = tuple(named.values())  # the declaration that a held form asks for
    return (*found, Section(rest)) if rest else tuple(found)


def _take(named: dict[str, Field], names: Sequence[str]) -> tuple[Field, ...]:
    return tuple(named.pop(name) for name in names if name in named)


def _subject(asking: Asking) -> Changes:
    units = list(issuers_for(Unit.objects.get(pk=asking.actor.unit_id)).prefetch_related("issuer_codes"))
    able = [u for u in units if u.issuer_codes.all()]
    own = next((u for u in able if u.pk == asking.actor.unit_id), able[0] if able else None)
    plans = usable_by(asking.actor.unit_id, asking.now.astimezone(COUNTY).year).exists()
    return {
        "issuer": {"value": str(own.pk) if own else "", "width": 8},
        "genre": {"value": "通知", "follows": "title", "width": 4},
        "title": {
            "value": f"{own.name}关于的通知" if own else "",
            "rows": 2,
            "kind": "textarea",
            "hint": "“关于”后面写事由；换发文机关、文种，标题的开头、结尾跟着变。",
        },
        "reason": {"rows": 2, "hint": "为什么发、依据什么，如哪次会议、哪份来文、哪位领导交办。"},
        "plan": {} if plans else {"hint": "本单位今年没有批准的计划立项；不选就是临时立项，由办公室审批。"},
        "before_plan": {"hint": "只有急件、答复来文的可以。"},
        "direction": {"width": 6},
        "urgency": {"width": 6},
        "extent": {"width": 6},
        "form": {"width": 6},
        "publicity_reason": {"when": ("publicity", "closed")},
        "meeting_date": {"hint": "经会议审议通过的，成文日期是会议通过的日期。"},
        "consulted": {"placeholder": "输入单位名称中的任意几个字"},
    }


def _seen(asking: Asking) -> Mapping[str, str]:
    """The version that the page shows: what is decided is decided on it."""
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return {}
    current = document_of(asking.reading.matter).current
    return {"draft": str(current)}


def _nothing_to_explain(asking: Asking) -> frozenset[str]:
    """送审 of what is within its limit asks for no reason, and of what nobody has countersigned yet for no units."""
    if asking.reading is None or asking.reading.matter.kind != "outgoing":
        return frozenset()
    document, today = document_of(asking.reading.matter), asking.now.astimezone(COUNTY).date()
    within = document.words <= limit_of(document.extent, today)
    found = {"length_reason"} if within else set()
    return frozenset(found if CHOOSERS.get("agreed_unit")(asking) else found | {"ask_again"})


def _phrases(key: str, field: str = "text", more: Changes | None = None) -> Callable[[Asking], Changes]:
    def overrides(asking: Asking) -> Changes:
        given = {"phrases": parameters.texts(key, on=asking.now.astimezone(COUNTY).date())}
        return {**(more or {}), field: {**(more or {}).get(field, {}), **given}}

    return overrides


def register() -> None:
    """Declare the forms that differ from the derived ones."""
    named = "documents.outgoing."
    FORMS.register(f"{named}open", FormSpec(overrides=_subject, words=CHOICES))
    FORMS.register(
        f"{named}amend",
        FormSpec(
            overrides=lambda asking: {
                "direction": {"width": 6},
                "extent": {"width": 6},
                "reason": {"rows": 2},
                "publicity_reason": {"when": ("publicity", "closed")},
            },
            words=CHOICES,
        ),
    )
    FORMS.register(f"{named}hand_in", FormSpec(carries=_seen, omits=_nothing_to_explain))
    FORMS.register(f"{named}vet", FormSpec(overrides=_phrases("outgoing.phrases_vet"), carries=_seen))
    FORMS.register(
        f"{named}pass_review",
        FormSpec(
            order=(
                *("grounds", "content", "agreed", "form", "other", "relief", "legality"),
                *("text", "findings", "signer"),
            ),
            overrides=_phrases("outgoing.phrases_review"),
            carries=_seen,
        ),
    )
    FORMS.register(
        f"{named}decline", FormSpec(overrides=_phrases("outgoing.phrases_decline", field="reason"))
    )
    FORMS.register(f"{named}sign_again", FormSpec(overrides=_phrases("outgoing.phrases_sign"), carries=_seen))
    signing = FormSpec(
        order=("manner", "text"),
        overrides=_phrases("outgoing.phrases_sign"),
        words={"agree": "同意签发", "circle": "圈阅", "opinion": "签署意见"},
        carries=_seen,
    )
    FORMS.register(f"{named}sign", signing)
    FORMS.register(f"{named}sign_jointly", signing)
    FORMS.register(
        f"{named}countersign",
        FormSpec(
            order=("result", "text", "passage"),
            overrides=lambda asking: {
                "text": {"hint": "有意见的，写明意见和修改建议。"},
                "passage": {"when": ("result", "opinion"), "hint": "不选就是针对全文。"},
            },
            carries=_seen,
        ),
    )
    FORMS.register(
        f"{named}decide",
        FormSpec(
            order=("decision", "text"), words={"change": "按意见修改文稿", "go_on": "不修改，列明分歧后照发"}
        ),
    )
    FORMS.register(f"{named}confirm_correction", FormSpec(carries=_seen))
    FORMS.register(f"{named}correct_text", FormSpec(page="/outgoing/{matter}/correct/"))
    FORMS.register(f"{named}number", FormSpec(order=("code", "copies", "reserved")))
    FORMS.register(
        f"{named}print",
        FormSpec(
            order=("proofreader", "printer", "copies", "seal", "unsealed", "text"),
            overrides=lambda asking: {
                "seal": {"hint": "落款是哪个机关，就盖哪个机关的印章；这里只列得上的。"},
                "text": {"rows": 2},
            },
            carries=_seen,
        ),
    )
