"""The guards of the outgoing procedure: policy asked about a document's own record."""

from __future__ import annotations

from collections.abc import Sequence

from hongtou import Finding
from shuniu.kernel.base.faults import Fault
from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.vocabulary import guard
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing import (
    ceilings,
    countersigning,
    drafts,
    policy,
    policy_lean,
    proofreading,
    routing,
    signatures,
    tally,
)
from shuniu.modules.documents.outgoing.text import Content


def _refusal(fault: Fault | None, remedy: str = "") -> Refusal | None:
    return Refusal(Code.RULE, fault.message, rule=fault.rule, remedy=remedy) if fault else None


@guard("outgoing_has_text")
def has_text(ctx: Context) -> Refusal | None:
    """Nothing is handed in without title and body."""
    draft = drafts.newest(ctx.here)
    if draft is None or not draft.content["body"]:
        return Refusal(Code.RULE, "稿子还没有正文，不能送审。", remedy="请先写好正文并保存。", rule="GW-10")
    return None


@guard("outgoing_planned")
def planned(ctx: Context) -> Refusal | None:
    """Without 立项 no draft goes on, except within the days in which it may follow (JW-01)."""
    document, today = document_of(ctx.matter), ctx.now.astimezone(COUNTY).date()
    fault = policy_lean.plan_fault(
        planned=document.plan_id is not None, plan_due=document.plan_due, today=today
    )
    return _refusal(fault, "请发文机关的办公室主任先补立项，再往下办。")


@guard("outgoing_agreed")
def agreed(ctx: Context) -> Refusal | None:
    """Every unit concerned has countersigned (GW-10); for a downward document all agree (GW-28)."""
    document = document_of(ctx.matter)
    last = countersigning.last_opinions(ctx.matter)
    standing = [
        o.unit.short_name for o in last.values() if countersigning.stands(o, direction=document.direction)
    ]
    return _refusal(
        policy.agreement_fault(
            direction=document.direction,
            consulted=countersigning.concerned(document),
            results={unit: o.result for unit, o in last.items()},
            standing=standing,
        ),
        "请催办或者再送会签；有意见的，请修改文稿、请该部门撤回意见，或者报领导协调。",
    )


@guard("outgoing_routing")
def keeps_routing(ctx: Context) -> Refusal | None:
    """行文规则 GW-20 to GW-29 and GW-38, once more at 核稿: what 应当 says refuses unless it was set aside."""
    draft = drafts.newest(ctx.here)
    if draft is None:
        return None
    return _first_of(
        routing.standing_refusals(document_of(ctx.matter), Content.of(draft.content)), "行文规则"
    )


def _first_of(found: Sequence[Finding], what: str) -> Refusal | None:
    if not found:
        return None
    first, more = found[0], len(found) - 1
    also = f"另有 {more} 处不符合{what}。" if more else ""
    return Refusal(Code.RULE, f"{first.message}{also}", remedy=first.remedy, rule=first.rule)


@guard("outgoing_elements")
def has_its_elements(ctx: Context) -> Refusal | None:
    """GW-11: the elements that are typed are as article 9 and the standard say 应当; no approval makes others good."""
    draft = drafts.newest(ctx.here)
    if draft is None:
        return None
    document, today = document_of(ctx.matter), ctx.now.astimezone(COUNTY).date()
    found = proofreading.standing_refusals(document, Content.of(draft.content), today)
    return _first_of(found, "公文要素的规定")


@guard("outgoing_within_ceiling")
def within_ceiling(ctx: Context) -> Refusal | None:
    """The count of last year is not passed without the written explanation (JW-02)."""
    document, today = document_of(ctx.matter), ctx.now.astimezone(COUNTY).date()
    disguised = bool(policy_lean.guise(form=document.form, title=ctx.matter.title))
    if not tally.stands_against(document.form, disguised, today):
        return None
    ceilings.lock(document.unit_id)
    rooms = ceilings.rooms_for(document, today.year, on=today, but_for=ctx.matter.pk)
    found = next((fault for room in rooms if (fault := policy_lean.ceiling_fault(room))), None)
    return _refusal(found, policy_lean.CEILING_REMEDY)


@guard("outgoing_all_signed")
def all_signed(ctx: Context) -> Refusal | None:
    """Every organ of a joint document has signed the text as it stands (GW-13)."""
    document = document_of(ctx.matter)
    signed = signatures.of_organs(ctx.matter, document)
    missing = [pk for pk in document.joint if pk not in signed]
    if not missing:
        return None
    names = "、".join(Unit.objects.filter(pk__in=missing).values_list("short_name", flat=True))
    return Refusal(
        Code.RULE, f"{names}还没有联署签发。", remedy="请催办，或者退回核稿后重新送签。", rule="GW-13"
    )


@guard("outgoing_unchanged")
def unchanged(ctx: Context) -> Refusal | None:
    """The text is the one that was signed (GW-14)."""
    if signatures.covers_newest(ctx.here, document_of(ctx.matter)):
        return None
    return Refusal(
        Code.RULE,
        "现在的稿子和签发的不一致，不能往下办。",
        remedy="请用“签发后更正”：校对性更正由另一位同志确认，实质性修改报原签发人复审。",
        rule="GW-14",
    )
