"""核稿, 不予发文 and 签发 (GW-11, GW-12, GW-13)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import rounds
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Round
from shuniu.kernel.flow.moves.inputs import Spoken, WithReason
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Post, Unit
from shuniu.modules.documents.faults import require
from shuniu.modules.documents.models import document_of
from shuniu.modules.documents.outgoing import drafts, lean_steps, policy, policy_lean
from shuniu.modules.documents.outgoing.issuers import signers_of
from shuniu.modules.documents.outgoing.who import REVIEWERS

POINTS = policy.REVIEW_POINTS
ASSESSMENTS = policy_lean.ASSESSMENTS


class PassReview(ActionInput):
    """The five points, the two assessments (JW-05), what the reviewer says, and to whom it goes for 签发."""

    grounds: Annotated[bool, Field(title=POINTS["grounds"])] = False
    content: Annotated[bool, Field(title=POINTS["content"])] = False
    agreed: Annotated[bool, Field(title=POINTS["agreed"])] = False
    form: Annotated[bool, Field(title=POINTS["form"])] = False
    other: Annotated[bool, Field(title=POINTS["other"])] = False
    relief: Annotated[bool, Field(title=ASSESSMENTS["relief"])] = False
    legality: Annotated[bool, Field(title=ASSESSMENTS["legality"])] = False
    text: Annotated[str, Field(title="核稿意见", max_length=2000)] = ""
    signer: Annotated[int | None, Field(title="送哪位负责人签发", json_schema_extra={"choose": "signer"})] = (
        None
    )
    presides: Annotated[bool, Field(title="主要负责人不在，由其主持工作")] = False
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
    """The five points are met; the draft goes to who may sign it. Raises `Refused` otherwise."""
    document = document_of(ctx.matter)
    drafts.require_seen(ctx.here, data.draft)
    answers = {point: getattr(data, point) for point in POINTS}
    require(policy.review_fault(answers, reviewer=ctx.actor.person_id, drafter=document.drafter_id))
    lean_steps.assess(ctx, {name: getattr(data, name) for name in ASSESSMENTS})
    signer = _signer(ctx, document.issuer, data.signer)
    principal = signer.principal or data.presides
    require(
        policy.signer_fault(direction=document.direction, important=document.important, principal=principal)
    )
    document.signatory = signer.person.name
    document.save(update_fields=["signatory"])
    ctx.say("opinion", data.text or "拟同意，请审签。", label="核稿", data={"draft": document.current})
    ctx.assign(Addressee.of_post(signer))


def _signer(ctx: Context, issuer: Unit, pk: int | None) -> Post:
    found = signers_of(issuer, ctx.now).filter(pk=pk).first() if pk is not None else None
    if found is None:
        raise refuse(
            Code.INVALID, f"请选择由{issuer.short_name}的哪位负责人签发。", field="signer", rule="GW-13"
        )
    return found


@action(
    "documents.outgoing.decline",
    label="不予发文",
    input=WithReason,
    transition="documents.outgoing:decline",
    rule="GW-12",
)
def decline(ctx: Context, data: WithReason) -> None:
    """不宜发文的，退回起草单位并说明理由: the document ends here."""
    document = document_of(ctx.matter)
    ctx.say("step", data.reason)
    ctx.notify(
        Addressee(document.drafting_unit_id, document.drafter_id),
        f"不予发文：{ctx.matter.title}。理由：{data.reason}",
        ctx.matter,
        urgent=True,
    )


class Sign(Spoken):
    """签发: agreed, circled (which counts as agreement), or in words; `draft` is the version that was read."""

    manner: Annotated[Literal["agree", "circle", "opinion"], Field(title="签发方式")] = "agree"
    draft: Annotated[int | None, Field(title="稿次")] = None


LABELS = {"agree": "签发", "circle": "圈阅签发", "opinion": "签发"}


@action(
    "documents.outgoing.sign",
    label="签发",
    input=Sign,
    transition="documents.outgoing:sign",
    rule="GW-13",
)
def sign(ctx: Context, data: Sign) -> None:
    """Opinion, name and full date; the digest of the text that was read is kept (GW-14). A joint document goes on to
    the other organs. Raises `Refused` when the text changed meanwhile."""
    work, document = ctx.here, document_of(ctx.matter)
    drafts.require_seen(work, data.draft)
    draft = drafts.newest(work)
    if draft is None:
        raise refuse(Code.RULE, "稿子还没有正文，不能签发。", rule="GW-13")
    document.signed, document.signed_digest = draft.number, draft.digest
    document.signed_at = data.happened_at or ctx.now
    document.acted_for = ctx.standing is not None and ctx.standing.by.value in {"authority", "stand_in"}
    document.document_date = policy.document_date(
        signed_on=[document.signed_at.astimezone(COUNTY).date()], passed_on=document.meeting_date
    )
    document.save(update_fields=["signed", "signed_digest", "signed_at", "acted_for", "document_date"])
    text = data.text or ("同意。" if data.manner == "agree" else "")
    ctx.say(
        "issue_opinion",
        text,
        label=LABELS[data.manner],
        happened_at=data.happened_at,
        data={"draft": draft.number, "digest": draft.digest},
    )
    if document.joint:
        _ask_joint(ctx, document.joint)
        ctx.go("joint_signing")
    else:
        ctx.go("to_recheck")


def _ask_joint(ctx: Context, units: list[int]) -> None:
    """The heads of the other organs sign too, each in his own place of a round."""
    seats = []
    for unit in Unit.objects.filter(pk__in=units, active=True):
        head = signers_of(unit, ctx.now).first()
        if head is None:
            ctx.refuse(f"{unit.short_name}现在没有可以签发的负责人。", rule="GW-13")
        seats.append(rounds.Seat(Addressee.of_post(head), 1))
    rounds.open_round(ctx, ctx.here, Round.Kind.COUNTERSIGN, seats, order=Round.Order.PARALLEL)


class CloseJoint(ActionInput):
    """A remark."""

    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.outgoing.close_joint",
    label="联署完成",
    input=CloseJoint,
    may=REVIEWERS,
    transition="documents.outgoing:close_joint",
    rule="GW-13",
)
def close_joint(ctx: Context, data: CloseJoint) -> None:
    """All organs have signed; the date is that of the last (GW-19)."""
    document = document_of(ctx.matter)
    last = max(
        (m.done_at for r in ctx.matter.rounds.all() for m in r.members.all() if m.done_at is not None),
        default=ctx.now,
    )
    document.document_date = policy.document_date(
        signed_on=[last.astimezone(COUNTY).date()], passed_on=document.meeting_date
    )
    document.save(update_fields=["document_date"])
    ctx.say("step", data.text)
