"""The seals of the other organs of a joint document: one seal for each name (GW-18; GB/T 9704 7.3.5.1)."""

from __future__ import annotations

from dataclasses import dataclass

from shuniu.kernel.base.refusals import Code, Refusal
from shuniu.kernel.flow import engine
from shuniu.kernel.flow.context import Context, Words
from shuniu.kernel.flow.models import Entry, Matter
from shuniu.kernel.people.actor import COUNTY
from shuniu.kernel.people.models import Unit
from shuniu.modules.documents.models import OutgoingDocument, Seal, SealUse
from shuniu.modules.documents.outgoing import policy
from shuniu.modules.documents.outgoing.issuers import office_of
from shuniu.modules.documents.seals import joint, keeping, uses
from shuniu.modules.documents.seals import policy as seal_policy

RULE = seal_policy.RULE
PROCEDURE = "documents.seal_use"
PRINT = "documents.outgoing.print"
ON_PAPER = "documents.outgoing.joint_seal_on_paper"
REMEDY = (
    "请催办；不同意、已作废或者当时没有登记印章的，商妥以后退回校对印制，重新申请；"
    "已经在系统外盖在纸上的，用“登记纸上用印”放入扫描件；向下普发的，可以退回改为不加盖印章。"
)


@dataclass(frozen=True)
class Place:
    """The place of one of the other organs: the organ, what became of its seal, the line of its office's register,
    and the record of an impression made on paper outside the system."""

    organ: Unit
    use: SealUse | None = None
    paper: Entry | None = None

    @property
    def filled(self) -> bool:
        """Whether its seal stands on the signed version."""
        return self.paper is not None or (self.use is not None and self.use.state == SealUse.State.USED)

    @property
    def words(self) -> str:
        """Where it stands, in a word."""
        if self.paper is not None:
            return f"{self.paper.data['sealed_on']}盖在纸上"
        if self.use is None:
            return "没有登记印章，未申请"
        return self.use.number if self.filled else self.use.get_state_display()


def organs_of(document: OutgoingDocument) -> list[Unit]:
    """The other organs in whose name *document* is signed, in its order; one query for a joint document, else none."""
    if not document.joint:
        return []
    found = {unit.pk: unit for unit in Unit.objects.filter(pk__in=document.joint)}
    return [found[pk] for pk in document.joint if pk in found]


def places_of(document: OutgoingDocument, matter: Matter) -> list[Place]:
    """The place of each other organ on what was printed last of the version that is signed now; three queries for a
    joint document that was printed, else none."""
    organs, digest, printed = organs_of(document), document.signed_digest, document.printed_at
    if not organs or printed is None:
        return []
    below = joint.uses_below(matter, since=printed)
    on_paper = Entry.objects.filter(matter=matter, action=ON_PAPER, recorded_at__gte=printed).order_by("pk")
    uses_now = {organ: use for organ, use in below.items() if use.digest == digest}
    papers = {entry.data["organ"]: entry for entry in on_paper if entry.data["digest"] == digest}
    return [Place(organ, uses_now.get(organ.pk), papers.get(organ.pk)) for organ in organs]


def ask(ctx: Context, document: OutgoingDocument) -> list[Unit]:
    """Ask the office of every other organ for its seal on what was printed of the signed version; what was asked for
    an earlier print and not set ends. Returns the organs whose office keeps no seal that goes with the name."""
    joint.withdraw_open(ctx, "重新印制，请按新的申请用印。")
    without = []
    for organ in organs_of(document):
        seal = _seal_of(organ, document)
        if seal is None:
            without.append(organ)
        else:
            _ask_one(ctx, document, organ, seal)
    return without


def _seal_of(organ: Unit, document: OutgoingDocument) -> Seal | None:
    """The first seal in the keeping of the organ's office that goes with its name."""
    name = seal_policy.Name(organ.pk, organ.name, organ.name, organ.party_name)
    kept = keeping.seals_kept_in(office_of(organ).pk)
    fits = (s for s in kept if seal_policy.bears(name, organ=s.organ_id, kind=s.kind, genre=document.genre))
    return next(fits, None)


def _ask_one(ctx: Context, document: OutgoingDocument, organ: Unit, seal: Seal) -> None:
    paper = f"{document.number}《{ctx.matter.title}》"
    reason = f"与{document.issuer_name}联合印发公文"
    work = engine.open_matter(
        ctx,
        engine.Opening(
            kind=joint.KIND,
            procedure=PROCEDURE,
            title=f"{paper[:400]}（{seal.name}）"[: engine.TITLE_LIMIT],
            unit_id=seal.office_id,
            urgency=ctx.matter.urgency,
            parent=ctx.matter,
            words=Words(
                label="联合发文申请用印",
                text=reason,
                data={"copies": document.copies, "seal": seal.pk, "digest": document.signed_digest},
            ),
        ),
    )
    uses.ask(
        ctx,
        work.matter,
        uses.Asked(
            seal=seal,
            digest=document.signed_digest,
            paper=paper,
            reason=reason,
            copies=document.copies,
            basis=_signed_by(ctx.matter, document, organ),
        ),
    )


def _signed_by(matter: Matter, document: OutgoingDocument, organ: Unit) -> str:
    """Who of *organ* signed the document, and when: its leader's consent to the seal."""
    for entry in Entry.objects.filter(matter=matter, type="issue_opinion").order_by("-pk"):
        if entry.data.get("organ") == organ.pk and entry.data.get("digest") == document.signed_digest:
            day = entry.happened_at.astimezone(COUNTY)
            return f"{entry.behalf_name or entry.person_name}{day.year}年{day.month}月{day.day}日联署签发"
    return ""


def bears_seals(document: OutgoingDocument, matter: Matter) -> bool:
    """Whether *document* goes out sealed: it must, unless it was printed last as 普发 without a seal."""
    if not policy.needs_seal(form=document.form, genre=document.genre):
        return False
    printed = Entry.objects.filter(matter=matter, action=PRINT).order_by("-pk").first()
    return printed is None or not printed.data.get("unsealed")


def missing(document: OutgoingDocument, matter: Matter) -> list[Place]:
    """The places of organs whose seal does not stand on the signed version."""
    if not document.joint or not bears_seals(document, matter):
        return []
    return [place for place in places_of(document, matter) if not place.filled]


def refusal(document: OutgoingDocument, matter: Matter) -> Refusal | None:
    """Why a joint document is not released yet: the organs whose seal is missing, and what to do."""
    found = missing(document, matter)
    if not found:
        return None
    named = "、".join(f"{place.organ.short_name}（{place.words}）" for place in found)
    return Refusal(
        Code.RULE, f"联合发文要各机关都盖章才能核发，还没有盖的：{named}。", remedy=REMEDY, rule=RULE
    )
