"""The guards of the outgoing procedure: policy asked about a document's own record."""

from __future__ import annotations

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.vocabulary import guard
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.faults import Fault
from shuniu.modules.documents.models import CountersignOpinion, OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import ceilings, drafts, policy, policy_lean, routing, tally
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
    last: dict[int, CountersignOpinion] = {}
    for opinion in CountersignOpinion.objects.filter(matter=ctx.matter).select_related("unit").order_by("pk"):
        last[opinion.unit_id] = opinion
    standing = [o.unit.short_name for o in last.values() if o.result == "opinion" and not o.settled]
    return _refusal(
        policy.agreement_fault(
            direction=document.direction,
            consulted=document.consulted,
            results={unit: o.result for unit, o in last.items()},
            standing=standing,
        )
    )


@guard("outgoing_routing")
def keeps_routing(ctx: Context) -> Refusal | None:
    """行文规则 GW-20 to GW-29 and GW-38, once more at 核稿: what 应当 says refuses unless it was set aside."""
    draft = drafts.newest(ctx.here)
    if draft is None:
        return None
    standing = routing.standing_refusals(document_of(ctx.matter), Content.of(draft.content))
    if not standing:
        return None
    first, more = standing[0], len(standing) - 1
    also = f"另有 {more} 处不符合行文规则。" if more else ""
    return Refusal(Code.RULE, f"{first.message}{also}", remedy=first.remedy, rule=first.rule)


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
    """Every organ of a joint document has signed (GW-13)."""
    return None


@guard("outgoing_unchanged")
def unchanged(ctx: Context) -> Refusal | None:
    """The text is the one that was signed (GW-14)."""
    document: OutgoingDocument = document_of(ctx.matter)
    draft = drafts.newest(ctx.here)
    if draft is not None and draft.digest == document.signed_digest:
        return None
    return Refusal(
        Code.RULE,
        "现在的稿子和签发的不一致，不能往下办。",
        remedy="请用“签发后更正”：校对性更正由另一位同志确认，实质性修改报原签发人复审。",
        rule="GW-14",
    )
