"""Setting a 行文规则 aside for one document: asked with a reason, approved by another, both on record."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.desks import find_desk
from shuniu.kernel.flow.models import Matter
from shuniu.modules.documents.models import RuleOverride, document_of
from shuniu.modules.documents.outgoing import routing
from shuniu.modules.documents.outgoing.who import APPROVERS

BEFORE_SIGNING = tuple(
    f"documents.outgoing:{state}" for state in ("drafting", "to_vet", "countersigning", "to_review")
)

Rule = Annotated[str, Field(title="哪一条规则", max_length=12, json_schema_extra={"choose": "broken_rule"})]


class AskOverride(ActionInput):
    """Which rule, and why this document needs to depart from it."""

    rule: Rule
    reason: Annotated[str, Field(title="理由", min_length=5, max_length=400)]


def _breaks_a_rule(matter: Matter) -> bool:
    """Whether the draft breaks a rule that an approval could set aside, and nobody asked for it."""
    return bool(set(routing.open_to_approval(matter)) - set(_asked(matter)))


def _asked(matter: Matter) -> list[str]:
    found = RuleOverride.objects.filter(matter=matter, refused=False)
    return list(found.values_list("rule", flat=True))


def _waits_for_approval(matter: Matter) -> bool:
    """Whether somebody asked for a departure that nobody has decided."""
    return RuleOverride.objects.filter(matter=matter, refused=False, approved_by=None).exists()


@action(
    "documents.outgoing.ask_override",
    label="申请按特殊情况行文",
    input=AskOverride,
    rule="GW-20",
    during=BEFORE_SIGNING,
    offered=_breaks_a_rule,
)
def ask_override(ctx: Context, data: AskOverride) -> None:
    """Whoever holds the draft asks. Raises `Refused` for a rule that the text does not break, one that no approval
    makes good, and one that was asked for already."""
    document = document_of(ctx.matter)
    if data.rule in routing.NEVER_SET_ASIDE:
        ctx.refuse("这一条不能按特殊情况处理，请改正稿子。", field="rule", rule=data.rule)
    if data.rule in _asked(ctx.matter):
        ctx.refuse("这一条已经申请过了，请等办公室主任审批。", field="rule", rule=data.rule)
    if data.rule not in routing.open_to_approval(ctx.matter):
        ctx.refuse("现在的稿子没有违反这一条，不用申请。", field="rule")
    RuleOverride.objects.create(
        matter=ctx.matter,
        rule=data.rule,
        reason=data.reason,
        asked_by_id=ctx.actor.person_id or None,
        version=document.current,
        at=ctx.now,
    )
    ctx.say("step", data.reason, data={"rule": data.rule, "draft": document.current})
    head = find_desk(document.unit_id, "OFFICE_HEAD", now=ctx.now)
    if head is not None:
        ctx.notify(head, f"申请按特殊情况行文，请审批：{ctx.matter.title}", ctx.matter)


class DecideOverride(ActionInput):
    """Granted or not, in which words."""

    rule: Rule
    grant: Annotated[bool, Field(title="同意")] = False
    text: Annotated[str, Field(title="审批意见", min_length=2, max_length=400)]


@action(
    "documents.outgoing.decide_override",
    label="审批特殊情况行文",
    input=DecideOverride,
    may=APPROVERS,
    rule="GW-20",
    during=BEFORE_SIGNING,
    needs="unit",
    offered=_waits_for_approval,
)
def decide_override(ctx: Context, data: DecideOverride) -> None:
    """The head of the issuing office decides. Raises `Refused` for the one who asked, for the head of another unit,
    and when nothing was asked."""
    document = document_of(ctx.matter)
    if ctx.actor.unit_id != document.unit_id:
        raise refuse(Code.NOT_ALLOWED, "这一步由发文机关的办公室办理。", rule="GW-11")
    asked = (
        RuleOverride.objects.select_for_update()
        .filter(matter=ctx.matter, rule=data.rule, approved_by=None, refused=False)
        .first()
    )
    if asked is None:
        ctx.refuse("没有待审批的申请。", field="rule")
    if asked.asked_by_id == ctx.actor.person_id:
        raise refuse(Code.NOT_ALLOWED, "申请和审批不能是同一个人，请由另一位负责同志审批。", rule="GW-11")
    asked.decided_at, asked.refused = ctx.now, not data.grant
    asked.approved_by_id = ctx.actor.person_id if data.grant else None
    asked.save(update_fields=["decided_at", "refused", "approved_by"])
    word = "同意" if data.grant else "不同意"
    ctx.say("opinion", data.text, label=f"{word}按特殊情况行文", data={"rule": data.rule})
    ctx.notify(
        Addressee(document.drafting_unit_id, document.drafter_id),
        f"{word}按特殊情况行文：{ctx.matter.title}",
        ctx.matter,
    )
