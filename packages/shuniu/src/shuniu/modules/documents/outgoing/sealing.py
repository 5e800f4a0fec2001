"""Asking for a seal, and what of it still stands (GW-18)."""

from __future__ import annotations

from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.modules.documents.models import OutgoingDocument, Seal, SealUse


def ask(ctx: Context, document: OutgoingDocument, seal_id: int | None) -> SealUse:
    """Ask for a seal of the document's office on the version that was signed; where none is named, for the only one
    that the office keeps of the issuing organ. Raises `Refused` for another office's seal and for none."""
    kept = Seal.objects.filter(office_id=document.unit_id, active=True)
    if seal_id is None:
        fitting = list(kept.filter(organ_id=document.issuer_id)[:2])
        seal = fitting[0] if len(fitting) == 1 else None
    else:
        seal = kept.filter(pk=seal_id).first()
    if seal is None:
        raise refuse(Code.INVALID, "请选择本办公室保管的印章。", field="seal", rule="GW-18")
    SealUse.objects.filter(matter_id=document.matter_id, state__in=("asked", "approved")).update(
        state="lapsed"
    )
    return SealUse.objects.create(
        office_id=document.unit_id,
        seal=seal,
        matter_id=document.matter_id,
        digest=document.signed_digest,
        paper=f"{document.number}《{ctx.matter.title}》"[:200],
        reason="印发公文",
        copies=document.copies,
        asked_by_id=ctx.actor.person_id or None,
        asked_at=ctx.now,
    )


def asked_for(ctx: Context, state: SealUse.State) -> SealUse:
    """The use of a seal that stands in *state* for the matter acted on. Raises `Refused` when there is none, and when
    it was asked for a version that is no longer the signed one."""
    document: OutgoingDocument = ctx.matter.outgoing
    use = SealUse.objects.select_for_update().filter(matter=ctx.matter, state=state).order_by("-pk").first()
    if use is None:
        raise refuse(
            Code.RULE, "这一件没有待办的用印申请。", remedy="请退回校对印制，重新申请。", rule="GW-18"
        )
    if use.digest != document.signed_digest:
        raise refuse(
            Code.RULE,
            "申请用印之后稿子又改过，原来的申请不再有效。",
            remedy="请退回校对印制，按现在签发的稿子重新申请用印。",
            rule="GW-18",
        )
    return use
