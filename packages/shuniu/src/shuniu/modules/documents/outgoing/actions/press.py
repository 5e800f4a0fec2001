"""校对 and 印制: who proofread, who printed, how many (GW-16)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.flow.context import Context
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing import policy, sealing
from shuniu.modules.documents.outgoing.colleagues import colleague
from shuniu.modules.documents.outgoing.who import KEEPERS


class Print(ActionInput):
    """Who proofread and who printed; with which seal it goes on."""

    proofreader: Annotated[int, Field(title="校对人", json_schema_extra={"choose": "colleague"})]
    printer: Annotated[str, Field(title="印制人", min_length=2, max_length=60)]
    copies: Annotated[int, Field(title="印制份数", ge=1, le=99999)]
    seal: Annotated[int | None, Field(title="加盖印章", json_schema_extra={"choose": "seal"})] = None
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.outgoing.print",
    label="校对印制",
    input=Print,
    may=KEEPERS,
    transition="documents.outgoing:print",
    rule="GW-16",
)
def print_(ctx: Context, data: Print) -> None:
    """Proofread and printed; a document that bears a seal asks for it. Raises `Refused` without a seal then."""
    document = document_of(ctx.matter)
    document.proofreader_id = colleague(ctx, data.proofreader, field="proofreader").person_id
    document.printer, document.copies, document.printed_at = data.printer, data.copies, ctx.now
    document.save(update_fields=["proofreader", "printer", "copies", "printed_at"])
    ctx.say("step", data.text, data={"copies": data.copies})
    if policy.needs_seal(form=document.form, genre=document.genre):
        sealing.ask(ctx, document, data.seal)
        ctx.go("to_approve_seal")
    else:
        ctx.go("to_release")
