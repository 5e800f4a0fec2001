"""核稿: five points, what was found by kind, and on to who may sign; or back, or not at all (GW-11, GW-12)."""

from __future__ import annotations

from typing import Annotated

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.people.models import Post, Unit
from shuniu.modules.documents.models import DraftVersion, QualityFinding, document_of
from shuniu.modules.documents.outgoing import (
    countersigning,
    drafts,
    findings,
    lean_steps,
    policy,
    policy_lean,
)
from shuniu.modules.documents.outgoing.findings import FindingKinds
from shuniu.modules.documents.outgoing.issuers import presides, signers_of
from shuniu.modules.documents.outgoing.who import REVIEWERS

POINTS = policy.REVIEW_POINTS
ASSESSMENTS = policy_lean.ASSESSMENTS
WRITTEN = (DraftVersion.Origin.SCREEN, DraftVersion.Origin.DOCX)


class PassReview(ActionInput):
    """The five points, the two assessments (JW-05), what the reviewer found and mended, what he says, and to whom it
    goes for 签发."""

    grounds: Annotated[bool, Field(title=POINTS["grounds"])] = False
    content: Annotated[bool, Field(title=POINTS["content"])] = False
    agreed: Annotated[bool, Field(title=POINTS["agreed"])] = False
    form: Annotated[bool, Field(title=POINTS["form"])] = False
    other: Annotated[bool, Field(title=POINTS["other"])] = False
    relief: Annotated[bool, Field(title=ASSESSMENTS["relief"])] = False
    legality: Annotated[bool, Field(title=ASSESSMENTS["legality"])] = False
    text: Annotated[str, Field(title="核稿意见", max_length=2000)] = ""
    findings: FindingKinds = []
    signer: Annotated[int | None, Field(title="送哪位负责人签发", json_schema_extra={"choose": "signer"})] = (
        None
    )
    draft: Annotated[int | None, Field(title="稿次")] = None


@action(
    "documents.outgoing.pass_review",
    label="核稿通过",
    input=PassReview,
    may=REVIEWERS,
    transition="documents.outgoing:pass_review",
    rule="GW-11",
)
def pass_review(ctx: Context, data: PassReview) -> None:
    """The five points are met; the draft goes to who may sign it. Raises `Refused` otherwise, for a reviewer who wrote
    any version himself, and for a signer who may not sign such a document."""
    document = document_of(ctx.matter)
    drafts.require_seen(ctx.here, data.draft)
    answers = {point: getattr(data, point) for point in POINTS}
    wrote = DraftVersion.objects.filter(
        matter=ctx.matter, origin__in=WRITTEN, person_id=ctx.actor.person_id
    ).exists()
    drafter = ctx.actor.person_id if wrote else document.drafter_id
    require(policy.review_fault(answers, reviewer=ctx.actor.person_id, drafter=drafter))
    lean_steps.assess(ctx, {name: getattr(data, name) for name in ASSESSMENTS})
    signer = _signer(ctx, document.issuer, data.signer)
    require(
        policy.signer_fault(
            direction=document.direction,
            important=document.important,
            principal=signer.principal or presides(signer, document.issuer, ctx.now),
        )
    )
    findings.note(ctx, QualityFinding.Source.REVIEW, data.findings, data.text)
    document.signatory, document.signatory_office = signer.person.name, signer.title
    document.save(update_fields=["signatory", "signatory_office"])
    found = {"findings": data.findings} if data.findings else {}
    ctx.say(
        "opinion", data.text or "拟同意，请审签。", label="核稿", data={"draft": document.current, **found}
    )
    ctx.assign(Addressee.of_post(signer))


def _signer(ctx: Context, issuer: Unit, pk: int | None) -> Post:
    found = signers_of(issuer, ctx.now).filter(pk=pk).first() if pk is not None else None
    if found is None:
        raise refuse(
            Code.INVALID, f"请选择由{issuer.short_name}的哪位负责人签发。", field="signer", rule="GW-13"
        )
    return found


class SendBack(WithReason):
    """需要修改: why, and what was found by kind."""

    findings: FindingKinds = []


@action(
    "documents.outgoing.send_back",
    label="退回修改",
    input=SendBack,
    may=REVIEWERS,
    transition="documents.outgoing:send_back",
    rule="GW-12",
)
def send_back(ctx: Context, data: SendBack) -> None:
    """The drafter changes it and hands it in anew."""
    findings.note(ctx, QualityFinding.Source.RETURN, data.findings or ["other"], data.reason)
    to = countersigning.drafter_of(ctx)
    ctx.say("opinion", data.reason, label="退回修改", data={"findings": data.findings})
    ctx.assign(to)
    ctx.notify(to, f"被退回修改：{ctx.matter.title}", ctx.matter, urgent=True)


@action(
    "documents.outgoing.decline",
    label="不予发文",
    input=WithReason,
    transition="documents.outgoing:decline",
    rule="GW-12",
)
def decline(ctx: Context, data: WithReason) -> None:
    """不宜发文的，退回起草单位并说明理由: the document ends here."""
    ctx.say("opinion", data.reason, label="不予发文")
    ctx.notify(
        countersigning.drafter_of(ctx),
        f"不予发文：{ctx.matter.title}。理由：{data.reason}",
        ctx.matter,
        urgent=True,
    )
