"""签发: opinion, name and full date on the text that was read; a joint document is signed by every organ (GW-13)."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, action
from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, refuse
from shuniu.kernel.flow import engine, rounds
from shuniu.kernel.flow.context import Addressee, Context
from shuniu.kernel.flow.models import Round
from shuniu.kernel.flow.moves.circulate import claim_turn
from shuniu.kernel.flow.moves.inputs import Spoken, WithReason
from shuniu.kernel.flow.moves.return_ import last_doer, still_there
from shuniu.kernel.people.actor import COUNTY, Behalf
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import OutgoingDocument, document_of
from shuniu.modules.documents.outgoing import drafts, policy, signatures
from shuniu.modules.documents.outgoing.issuers import head_of
from shuniu.modules.documents.outgoing.who import REVIEWERS
from shuniu.modules.documents.seals import joint

ANSWERS = f"outgoing:{Round.Kind.JOINT.value}"
LABELS = {"agree": "签发", "circle": "圈阅签发", "opinion": "签发"}


class Sign(Spoken):
    """签发: agreed, circled (which counts as agreement), or in words; `draft` is the version that was read, without which
    nobody signs."""

    manner: Annotated[Literal["agree", "circle", "opinion"], Field(title="签发方式")] = "agree"
    draft: Annotated[int, Field(title="稿次")]

    @property
    def words(self) -> str:
        """What stands on the 发文稿纸; a circle has no words."""
        return self.text or ("同意。" if self.manner == "agree" else "")

    def also_locks(self) -> tuple[int, ...]:
        return joint.open_requests(self.matter)


def _require_words(data: Sign) -> None:
    if data.manner == "opinion" and not data.text:
        raise refuse(
            Code.INVALID, "请写明签发意见；没有意见的，选“同意”或者“圈阅”。", field="text", rule="GW-13"
        )


def _require_authority(ctx: Context, document: OutgoingDocument) -> None:
    """Raises `Refused` when somebody signs by an authority that does not cover such a document."""
    standing = ctx.standing
    if standing is not None and standing.by is Behalf.AUTHORITY:
        require(
            policy.authority_fault(
                direction=document.direction, important=document.important, upward=standing.upward
            )
        )


def _acts_for(ctx: Context) -> bool:
    """Whether the hand that signs is not the signer's own (代): 代录 copies his own hand."""
    return ctx.standing is not None and ctx.standing.by in {Behalf.AUTHORITY, Behalf.STAND_IN}


@action(
    "documents.outgoing.sign",
    label="签发",
    input=Sign,
    transition="documents.outgoing:sign",
    rule="GW-13",
)
def sign(ctx: Context, data: Sign) -> None:
    """Opinion, name and full date; the digest of the text that was read is kept (GW-14). A joint document goes on to
    the other organs. Raises `Refused` when the text changed meanwhile, for an opinion without words, and for an
    authority that does not cover the document."""
    document = document_of(ctx.matter)
    drafts.require_seen(ctx.here, data.draft)
    _require_words(data)
    _require_authority(ctx, document)
    signatures.adopt(ctx, document)
    signatures.put_date(document, data.happened_at or ctx.now)
    document.acted_for = _acts_for(ctx)
    document.save(update_fields=["acted_for"])
    _write(ctx, data, document, LABELS[data.manner], organ=document.issuer_id)
    if document.joint:
        ask_joint(ctx, document)
        ctx.go("joint_signing")
    else:
        ctx.go("to_recheck")


def _write(ctx: Context, data: Sign, document: OutgoingDocument, label: str, *, organ: int) -> None:
    ctx.say(
        "issue_opinion",
        data.words,
        label=label,
        happened_at=data.happened_at,
        data={"draft": document.signed, "digest": document.signed_digest, "organ": organ},
    )


def ask_joint(ctx: Context, document: OutgoingDocument) -> None:
    """The heads of the other organs sign too, each in his own place of a round. Raises `Refused` for an organ that is
    gone or has nobody who could sign."""
    organs = {unit.pk: unit for unit in Unit.objects.filter(pk__in=document.joint, active=True)}
    seats = []
    for pk in document.joint:
        head = head_of(organs[pk], ctx.now) if pk in organs else None
        if head is None:
            ctx.refuse(
                "联合发文的机关里，有的已经撤销，或者现在没有可以签发的负责人。",
                remedy="请退回核稿，核对联合发文机关。",
                rule="GW-13",
            )
        ctx.here.concern(pk)
        seats.append(rounds.Seat(Addressee.of_post(head), 1))
    rounds.open_round(ctx, ctx.here, Round.Kind.JOINT, seats, order=Round.Order.PARALLEL)


@action(
    "documents.outgoing.sign_jointly",
    label="联署签发",
    input=Sign,
    answers=ANSWERS,
    rule="GW-13",
)
def sign_jointly(ctx: Context, data: Sign) -> None:
    """The leader of another organ signs the same text. Raises `Refused` when it is not his turn, when the text is not
    the one that was signed first, and for an opinion without words."""
    task = claim_turn(ctx, data)
    document = document_of(ctx.matter)
    drafts.require_seen(ctx.here, data.draft)
    _require_words(data)
    if not signatures.covers_newest(ctx.here, document):
        raise refuse(
            Code.STALE,
            "现在的稿子和主办机关签发的不一致，不能联署。",
            remedy="请退回主办机关。",
            rule="GW-14",
        )
    _require_authority(ctx, document)
    _write(ctx, data, document, f"联署{LABELS[data.manner]}", organ=task.unit_id)
    rounds.answer(ctx, ctx.here, task, "agree")


@action(
    "documents.outgoing.refuse_jointly",
    label="不同意联署",
    input=WithReason,
    answers=ANSWERS,
    rule="GW-13",
)
def refuse_jointly(ctx: Context, data: WithReason) -> None:
    """One organ does not sign: the document goes back to 核稿, and all sign anew what comes of it."""
    claim_turn(ctx, Spoken(text=data.reason))
    work, document = ctx.here, document_of(ctx.matter)
    for round_ in Round.objects.filter(matter=ctx.matter, kind=Round.Kind.JOINT, closed_at=None):
        rounds.recall(ctx, work, round_)
    ctx.say("issue_opinion", data.reason, label="不同意联署")
    back = still_there(ctx, last_doer(work, "to_review"))
    if back is not None:
        ctx.assign(back)
        ctx.notify(back, f"联署机关不同意：{ctx.matter.title}", ctx.matter, urgent=True)
    signatures.take_back(document)
    engine.change_state(ctx, work, work.procedure.states["to_review"])


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
    signed = signatures.of_organs(ctx.matter, document)
    last: datetime = max((e.happened_at for e in signed.values()), default=ctx.now)
    document.document_date = policy.document_date(
        signed_on=[last.astimezone(COUNTY).date()], passed_on=document.meeting_date
    )
    document.save(update_fields=["document_date"])
    ctx.say("step", data.text)
