"""复核 before printing, and back to 核稿 where it finds what a correction cannot mend (GW-14)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.flow.context import Context
from shuniu.kernel.flow.models import Round
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.flow.moves.return_ import last_doer, still_there
from shuniu.modules.documents.models import QualityFinding, document_of
from shuniu.modules.documents.outgoing import countersigning, findings, signatures
from shuniu.modules.documents.outgoing.findings import FindingKinds
from shuniu.modules.documents.outgoing.who import KEEPERS, REVIEWERS


class PassRecheck(ActionInput):
    """复核 before printing: procedure, content, genre and form."""

    text: Annotated[str, Field(title="复核意见", max_length=400)] = ""
    findings: FindingKinds = []


@action(
    "documents.outgoing.pass_recheck",
    label="复核通过",
    input=PassRecheck,
    may=KEEPERS,
    transition="documents.outgoing:pass_recheck",
    rule="GW-14",
)
def pass_recheck(ctx: Context, data: PassRecheck) -> None:
    """Approval, content, genre and form are in order; what has its number already goes on to be printed."""
    findings.note(ctx, QualityFinding.Source.RECHECK, data.findings, data.text)
    ctx.say("step", data.text, data={"findings": data.findings} if data.findings else {})
    ctx.go("to_number" if document_of(ctx.matter).serial is None else "to_print")


class BackToReview(WithReason):
    """Why it is reviewed anew, and what was found by kind."""

    findings: FindingKinds = []


@action(
    "documents.outgoing.back_to_review",
    label="退回核稿",
    input=BackToReview,
    may=(*KEEPERS, *REVIEWERS),
    transition="documents.outgoing:back_to_review",
    rule="GW-14",
)
def back_to_review(ctx: Context, data: BackToReview) -> None:
    """Nothing is signed any more: it is reviewed and signed anew, by every organ of a joint document."""
    countersigning.recall_open(ctx, Round.Kind.JOINT)
    signatures.take_back(document_of(ctx.matter))
    findings.note(ctx, QualityFinding.Source.RECHECK, data.findings, data.reason)
    ctx.say("step", data.reason, data={"findings": data.findings} if data.findings else {})
    back = still_there(ctx, last_doer(ctx.here, "to_review"))
    if back is not None:
        ctx.assign(back)
        ctx.notify(back, f"被退回核稿：{ctx.matter.title}", ctx.matter, urgent=True)
