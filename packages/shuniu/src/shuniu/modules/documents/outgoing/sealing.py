"""The seal of a document: which one goes with its 署名, asked for on the signed version, set on that alone (GW-18)."""

from __future__ import annotations

from shuniu.kernel.base import parameters
from shuniu.kernel.base.faults import require
from shuniu.kernel.base.refusals import Code, Refusal, refuse
from shuniu.kernel.flow.context import Context, Work
from shuniu.kernel.flow.models import Entry
from shuniu.kernel.flow.vocabulary import guard, listener
from shuniu.kernel.people.actor import COUNTY
from shuniu.modules.documents.models import OutgoingDocument, Seal, SealUse, document_of
from shuniu.modules.documents.outgoing import drafts, joint_sealing
from shuniu.modules.documents.outgoing.text import Content
from shuniu.modules.documents.seals import joint, keeping, policy, sealed, uses

RULE = policy.RULE
REMEDY = "请退回校对印制，按现在签发的稿子重新申请用印。"
STEPS = frozenset({"to_approve_seal", "to_seal"})
SIGNING_COUNTS = "seals.signing_approves"
COPY_FIRST = "seals.copy_first"
WITHDRAWN = "用印后公文更正，原盖章件收回。"


def name_of(document: OutgoingDocument) -> policy.Name:
    """In whose name *document* is signed."""
    issuer = document.issuer
    return policy.Name(issuer.pk, document.issuer_name, issuer.name, issuer.party_name)


def fitting(document: OutgoingDocument) -> list[Seal]:
    """The seals of the office that go with the 署名 of *document*; one query."""
    name = name_of(document)
    kept = keeping.seals_kept_in(document.unit_id)
    return [s for s in kept if policy.bears(name, organ=s.organ_id, kind=s.kind, genre=document.genre)]


def ask(ctx: Context, document: OutgoingDocument, seal_id: int | None) -> SealUse:
    """Ask for the seal of who signs *document* on the version that was signed; the only one that fits needs no choice.

    Raises `Refused` for another organ's seal, for none where several fit or none is kept, and for a blank letter.
    """
    draft = drafts.newest(ctx.here)
    content = Content.of(draft.content) if draft is not None else Content("")
    require(policy.letter_fault(genre=document.genre, addressees=content.addressees, body=content.body))
    fits = fitting(document)
    if seal_id is None and len(fits) == 1:
        seal = fits[0]
    else:
        if seal_id is None and not fits:
            raise refuse(
                Code.RULE,
                f"本办公室没有登记“{document.issuer_name}”的印章，不能用印。",
                remedy="请办公室主任先在“印章”里登记，再校对印制。",
                field="seal",
                rule=RULE,
            )
        seal = uses.chosen_seal(document.unit_id, seal_id)
    require(
        policy.match_fault(
            name_of(document),
            seal=seal.name,
            organ=seal.organ_id,
            kind=seal.kind,
            genre=document.genre,
        )
    )
    return uses.ask(
        ctx,
        ctx.matter,
        uses.Asked(
            seal=seal,
            digest=document.signed_digest,
            paper=f"{document.number}《{ctx.matter.title}》",
            reason="印发公文",
            copies=document.copies,
            basis=_signed_by(document),
        ),
    )


def _signed_by(document: OutgoingDocument) -> str:
    signed = document.signed_at.astimezone(COUNTY) if document.signed_at is not None else None
    day = f"{signed.year}年{signed.month}月{signed.day}日" if signed else ""
    return f"{document.signatory}{day}签发"[:200]


def approved_by_signing(ctx: Context, use: SealUse) -> bool:
    """Where the county says so, the leader's 签发 approves the seal as well: whether it does. The approval bears the
    signer's name and the time of signing."""
    if parameters.value(SIGNING_COUNTS, on=ctx.now.astimezone(COUNTY).date()) is not True:
        return False
    document = document_of(ctx.matter)
    signing = (
        Entry.objects.filter(matter=ctx.matter, type="issue_opinion", data__digest=document.signed_digest)
        .order_by("-pk")
        .first()
    )
    if signing is None or document.signed_at is None:
        return False
    use.state, use.approved_at = SealUse.State.APPROVED, document.signed_at
    use.approved_by_id = signing.behalf_person_id or signing.person_id
    use.save(update_fields=["state", "approved_at", "approved_by"])
    return True


def asked_for(ctx: Context, state: SealUse.State) -> SealUse:
    """The use of a seal that stands in *state* for the matter acted on. Raises `Refused` when there is none, and when
    it was asked for a version that is no longer the signed one."""
    document = document_of(ctx.matter)
    return uses.standing(ctx.matter, state, current=document.signed_digest, remedy=REMEDY)


def text_changed(ctx: Context) -> None:
    """Another text is the signed one now: what was sealed is withdrawn, what was asked for lapses."""
    uses.withdraw(ctx.matter, WITHDRAWN)
    joint.withdraw_all(ctx, WITHDRAWN)


@listener("documents.outgoing.seals")
def left_the_way(ctx: Context, work: Work) -> None:
    """A document that goes back from the seal takes its request with it."""
    entry, matter = ctx.entry, work.matter
    if matter.kind != "outgoing" or entry is None or entry.matter_id != matter.pk:
        return
    if entry.state_before not in STEPS or matter.state in {*STEPS, "to_release"}:
        return
    words = ctx.words.text or "退回重新印制。"
    pending = SealUse.objects.filter(matter=matter, state__in=uses.PENDING)
    if entry.state_before == "to_approve_seal":
        pending.update(state=SealUse.State.REFUSED, answer=words[:400], approved_by_id=None, approved_at=None)
    else:
        pending.update(state=SealUse.State.LAPSED, answer=words[:400])


@guard("outgoing_sealed")
def sealed_before_release(ctx: Context) -> Refusal | None:
    """A document whose seal was withdrawn, a joint one on which the seal of an organ is missing, or where the county
    wants the 盖章件 first, is not released (GW-18)."""
    if sealed.withdrawn(ctx.matter):
        return Refusal(
            Code.RULE,
            "用印以后公文又更正过，原来盖的章已经收回。",
            remedy="请退回校对印制，按现在的稿子重新申请用印。",
            rule=RULE,
        )
    missing = joint_sealing.refusal(document_of(ctx.matter), ctx.matter)
    if missing is not None:
        return missing
    wanted = parameters.value(COPY_FIRST, on=ctx.now.astimezone(COUNTY).date()) is True
    if wanted and sealed.without_copy(ctx.matter):
        return Refusal(
            Code.RULE,
            "盖章件还没有归入，不能核发。",
            remedy="请先用“归入盖章件”放入盖章件的扫描件。",
            rule=RULE,
        )
    return None
