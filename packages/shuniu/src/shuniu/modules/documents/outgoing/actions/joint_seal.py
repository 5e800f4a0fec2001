"""登记纸上用印: another organ of a joint document set its seal on paper, outside the system (GW-18)."""

from __future__ import annotations

from datetime import date
from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import attaching, engine
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing import joint_sealing
from shuniu.modules.documents.outgoing.who import KEEPERS
from shuniu.modules.documents.seals import joint

DURING = (
    "documents.outgoing:to_approve_seal",
    "documents.outgoing:to_seal",
    "documents.outgoing:to_release",
)
ROLE = "joint_seal"
"""The role under which the scan hangs on the document: it shows one organ's seal, and is not the whole 盖章件."""


def lacks_a_seal(matter: Matter) -> bool:
    """Whether the seal of another organ is missing on *matter*."""
    return bool(joint_sealing.missing(document_of(matter), matter))


class SealedOnPaper(ActionInput):
    """Which organ, the scan of the paper with its seal, the day, and why it was done outside the system."""

    organ: Annotated[RowId, Field(title="盖章的机关", json_schema_extra={"choose": "unsealed_organ"})]
    sealed_on: Annotated[date, Field(title="盖章日期")]
    file: Annotated[RowId | None, Field(title="盖章后的扫描件", json_schema_extra={"choose": "file"})] = None
    reason: Annotated[str, Field(title="在系统外盖章的原因", min_length=2, max_length=400)]

    def also_locks(self) -> tuple[int, ...]:
        return joint.open_requests(self.matter)


@action(
    "documents.outgoing.joint_seal_on_paper",
    label="登记纸上用印",
    input=SealedOnPaper,
    may=KEEPERS,
    rule="GW-18",
    during=DURING,
    needs="unit",
    offered=lacks_a_seal,
)
def joint_seal_on_paper(ctx: Context, data: SealedOnPaper) -> None:
    """The organ's place counts as filled, and what was asked of its office in the system is withdrawn. Raises `Refused`
    for an organ whose seal is not missing, without a scan, and for a day before the document was signed or to come."""
    document = document_of(ctx.matter)
    place = next((p for p in joint_sealing.missing(document, ctx.matter) if p.organ.pk == data.organ), None)
    if place is None:
        raise refuse(Code.INVALID, "请选择还没有盖章的联合发文机关。", field="organ", rule=joint_sealing.RULE)
    if data.file is None:
        ctx.refuse("请放入盖章后的扫描件。", field="file", rule=joint_sealing.RULE)
    signed = document.signed_at
    earliest = signed.astimezone(COUNTY).date() if signed is not None else None
    if data.sealed_on > ctx.now.astimezone(COUNTY).date() or (earliest and data.sealed_on < earliest):
        raise refuse(
            Code.INVALID,
            "盖章日期不能早于签发日期，也不能晚于今天，请核对。",
            field="sealed_on",
            rule=joint_sealing.RULE,
        )
    answer = f"{ctx.actor.unit_name}已登记为在纸上盖章，不用再办。"
    joint.withdraw_open(ctx, answer, organs={place.organ.pk})
    ctx.say(
        "step",
        f"{place.organ.short_name}：{data.reason}",
        data={
            "organ": place.organ.pk,
            "digest": document.signed_digest,
            "sealed_on": data.sealed_on.isoformat(),
        },
    )
    entry = engine.write_entry(ctx, ctx.here, ctx.words)
    hung = [attaching.Hung(data.file, f"{place.organ.short_name}盖章件")]
    attaching.attach(ctx, ctx.here, entry, hung, role=ROLE, field="file")
