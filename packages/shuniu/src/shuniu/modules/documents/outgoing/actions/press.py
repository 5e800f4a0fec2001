"""校对 and 印制: who proofread, who printed, how many (GW-16)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Context
from shuniu.modules.documents.models import OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import drafts, joint_sealing, policy, sealing
from shuniu.modules.documents.outgoing.colleagues import colleague
from shuniu.modules.documents.outgoing.who import KEEPERS
from shuniu.modules.documents.seals import joint, keeping


class Print(ActionInput):
    """Who proofread and who printed; with which seal it goes on."""

    proofreader: Annotated[int, Field(title="校对人", json_schema_extra={"choose": "colleague"})]
    printer: Annotated[str, Field(title="印制人", min_length=2, max_length=60)]
    copies: Annotated[int, Field(title="印制份数", ge=1, le=99999)]
    seal: Annotated[int | None, Field(title="加盖印章", json_schema_extra={"choose": "seal"})] = None
    unsealed: Annotated[bool, Field(title="有特定发文机关标志的普发性公文，不加盖印章")] = False
    draft: Annotated[int | None, Field(title="稿次")] = None
    text: Annotated[str, Field(title="说明", max_length=400)] = ""

    def also_locks(self) -> tuple[int, ...]:
        return joint.open_requests(self.matter)


@action(
    "documents.outgoing.print",
    label="校对印制",
    input=Print,
    may=KEEPERS,
    transition="documents.outgoing:print",
    rule="GW-16",
)
def print_(ctx: Context, data: Print) -> None:
    """Proofread and printed; a document that bears a seal asks for it (a joint one for that of every organ), and goes
    to who approves it, or straight to its keeper where 签发 counts as approval. Raises `Refused` without a fitting seal
    then, and for a draft that is no longer the newest."""
    drafts.require_seen(ctx.here, data.draft)
    document = document_of(ctx.matter)
    document.proofreader_id = colleague(ctx, data.proofreader, field="proofreader").person_id
    document.printer, document.copies, document.printed_at = data.printer, data.copies, ctx.now
    document.save(update_fields=["proofreader", "printer", "copies", "printed_at"])
    if not _bears_seal(document, unsealed=data.unsealed):
        joint.withdraw_open(ctx, "改为不加盖印章，不用再办。")
        ctx.say("step", data.text, data={"copies": data.copies, "unsealed": True})
        ctx.go("to_release")
        return
    use = sealing.ask(ctx, document, data.seal)
    without = "、".join(organ.short_name for organ in joint_sealing.ask(ctx, document))
    said = f"{without}没有登记印章，没有发出用印申请。" if without else ""
    ctx.say("step", f"{data.text}{said}", data={"copies": data.copies})
    if sealing.approved_by_signing(ctx, use):
        ctx.go("to_seal")
        ctx.assign(keeping.desk_for(use.seal, on=ctx.now))
    else:
        ctx.go("to_approve_seal")


def _bears_seal(document: OutgoingDocument, *, unsealed: bool) -> bool:
    """Whether a seal goes on *document*. Raises `Refused` for leaving it off where it must be."""
    if not policy.needs_seal(form=document.form, genre=document.genre):
        return False
    if not unsealed:
        return True
    if document.form != OutgoingDocument.Form.FORMAL or document.direction != OutgoingDocument.Direction.DOWN:
        raise refuse(
            Code.RULE,
            "只有带发文机关标志、向下普发的公文可以不加盖印章，这一件要用印。",
            field="unsealed",
            rule="GW-18",
        )
    return False
