"""A seal for papers that are no document of the system (合同, 证明 …): asked for, approved, set (GW-18)."""

from __future__ import annotations

from typing import Annotated, Literal

from pydantic import Field

from shuniu.kernel.base.actions import ActionInput, RowId, action
from shuniu.kernel.base.faults import require
from shuniu.kernel.flow import attaching, engine
from shuniu.kernel.flow.context import Addressee, Context, Words, Work
from shuniu.kernel.flow.models import Entry, Matter, Task, Urgency
from shuniu.kernel.flow.moves.inputs import WithReason
from shuniu.kernel.flow.moves.return_ import still_there
from shuniu.kernel.people.queries import holders
from shuniu.modules.documents.models import Seal, SealUse
from shuniu.modules.documents.seals import attached, current, joint, keeping, policy, uses
from shuniu.modules.documents.seals.who import APPROVERS, ASKERS

KIND = "seal_use"
PROCEDURE = "documents.seal_use"
REMEDY = "请退回修改，按现在的文件再次申请用印。"

Copies = Annotated[int, Field(title="用印份数", ge=1, le=99999)]


class Ask(ActionInput):
    """Which seal, on which paper, for what, how often; the paper itself is attached."""

    seal: Annotated[RowId | None, Field(title="加盖印章", json_schema_extra={"choose": "seal"})] = None
    sort: Annotated[
        Literal["contract", "certificate", "introduction", "report", "other"], Field(title="材料类别")
    ] = "contract"
    paper: Annotated[str, Field(title="材料名称", min_length=2, max_length=200)]
    reason: Annotated[str, Field(title="用印事由", min_length=2, max_length=400)]
    basis: Annotated[str, Field(title="领导批准情况", max_length=200)] = ""
    copies: Copies = 1
    file: Annotated[RowId | None, Field(title="要盖章的文件", json_schema_extra={"choose": "file"})] = None


@action("documents.seal_use.ask", label="申请用印", input=Ask, may=ASKERS, rule="GW-18", beside=True)
def ask(ctx: Context, data: Ask) -> dict[str, object]:
    """Ask the office that keeps the seal. Raises `Refused` for a blank sheet or none, for a seal of another office, and
    for the seal of an organ without a leader's consent."""
    seal = uses.chosen_seal(keeping.office_for(ctx.actor.unit_id), data.seal)
    digest = _required(data.sort, data.paper, data.reason, data.basis, seal, data.file)
    work = engine.open_matter(
        ctx,
        engine.Opening(
            kind=KIND,
            procedure=PROCEDURE,
            title=f"{data.paper}（{seal.name}）",
            unit_id=seal.office_id,
            urgency=Urgency.ORDINARY,
            assign=_approvers(ctx, seal.office_id),
            words=Words(label="申请用印", text=data.reason, data={"copies": data.copies, "seal": seal.pk}),
        ),
    )
    # His own step is done; through it he finds his request while the office decides.
    asker = Addressee(ctx.actor.unit_id, ctx.actor.person_id)
    asked = engine.open_task(ctx, work, asker, purpose=Task.Purpose.STATE, verb="申请用印")
    engine.close_tasks(ctx, [asked])
    _enter(ctx, work, seal, data, digest)
    return {"matter": work.matter.pk}


def _required(sort: str, paper: str, reason: str, basis: str, seal: Seal, file: int | None) -> str:
    """The digest of the paper that is to be sealed. Raises `Refused` for a blank one."""
    content = attached.look_at(file)
    require(
        policy.blank_fault(paper=paper, reason=reason, text=content.text, drawn=content.drawn)
        or policy.consent_fault(kind=seal.kind, basis=basis)
    )
    return content.digest


def _approvers(ctx: Context, office: int) -> tuple[Addressee, ...]:
    """Who approves what a head of the office asks for himself: another head, where there is one; else nobody named."""
    others = [p for p in holders(office, *APPROVERS, on=ctx.now) if p.person_id != ctx.actor.person_id]
    own = ctx.actor.unit_id == office and ctx.actor.holds("OFFICE_HEAD")
    return (Addressee.of_post(others[0]),) if own and others else ()


def _enter(ctx: Context, work: Work, seal: Seal, data: Ask | AskAgain, digest: str) -> None:
    """Hang the paper on the matter and enter the request in the register."""
    if data.file is not None:
        hung = [attaching.Hung(data.file, data.paper)]
        attaching.attach(ctx, work, ctx.entry, hung, role="original", field="file")
    uses.ask(
        ctx,
        work.matter,
        uses.Asked(
            seal=seal,
            digest=digest,
            paper=data.paper,
            reason=data.reason,
            copies=data.copies,
            sort=data.sort,
            basis=data.basis,
        ),
    )


def _current(matter: Matter, *states: str) -> SealUse:
    return uses.standing(matter, *states, current=current.digest_of(matter), remedy=REMEDY)


class Approve(ActionInput):
    """For how many copies (empty: as many as were asked for), and a remark."""

    copies: Annotated[int | None, Field(title="批准份数", ge=1, le=99999)] = None
    text: Annotated[str, Field(title="意见", max_length=400)] = ""


@action(
    "documents.seal_use.approve",
    label="批准用印",
    input=Approve,
    may=APPROVERS,
    transition="documents.seal_use:approve",
    rule="GW-18",
)
def approve(ctx: Context, data: Approve) -> None:
    """Without it no seal is set. Raises `Refused` for a paper that was changed, and for one's own request where another
    head of the office is there."""
    use = _current(ctx.matter, SealUse.State.ASKED)
    if use.asked_by_id == ctx.actor.person_id:
        others = [
            p for p in holders(use.office_id, *APPROVERS, on=ctx.now) if p.person_id != ctx.actor.person_id
        ]
        if others:
            ctx.refuse(
                "自己申请的用印不能自己批准。",
                remedy=f"请由{others[0].person.name}批准；他不在的，请由他的AB岗办理。",
                rule="GW-18",
            )
    uses.approve(ctx, use, copies=data.copies)
    ctx.say("step", data.text or "同意用印。", data={"seal": use.seal_id, "copies": use.copies})
    ctx.assign(keeping.desk_for(use.seal, on=ctx.now))


@action(
    "documents.seal_use.refuse",
    label="不同意用印",
    input=WithReason,
    may=APPROVERS,
    transition="documents.seal_use:refuse",
    rule="GW-18",
)
def refuse_use(ctx: Context, data: WithReason) -> None:
    """It ends here, with the reason in the register."""
    use = _current(ctx.matter, SealUse.State.ASKED)
    uses.end(use, SealUse.State.REFUSED, data.reason)
    ctx.say("step", data.reason)


@action(
    "documents.seal_use.send_back",
    label="退回修改",
    input=WithReason,
    transition="documents.seal_use:send_back",
    rule="GW-18",
)
def send_back(ctx: Context, data: WithReason) -> None:
    """What is not in order goes back to who asked; the request lapses. Raises `Refused` for a joint document, whose
    text is not this office's to have mended."""
    if joint.is_for_joint(ctx.matter):
        ctx.refuse(
            "联合发文的用印申请不能退回修改。",
            remedy="有问题的，请用“不同意用印”写明理由，主办机关会收到，改好以后重新申请。",
            rule="GW-18",
        )
    uses.lapse(ctx.matter, data.reason)
    ctx.say("step", data.reason)
    asker = _asker(ctx)
    ctx.assign(asker)
    ctx.notify(asker, f"用印申请被退回修改：{ctx.matter.title}", ctx.matter, urgent=True)


def _asker(ctx: Context) -> Addressee:
    """Who asked, while he serves there. Raises `Refused` when he left."""
    opened = Entry.objects.filter(matter=ctx.matter).order_by("pk")[0]
    asker = still_there(ctx, Addressee(opened.unit_id or 0, opened.person_id))
    if asker is None:
        ctx.refuse("申请人已经不在岗，不能退给他，请改为不同意用印，另行申请。", rule="GW-18")
    return asker


class AskAgain(ActionInput):
    """The request as it stands now; the paper is attached again only where it was changed."""

    seal: Annotated[RowId | None, Field(title="加盖印章", json_schema_extra={"choose": "seal"})] = None
    sort: Annotated[
        Literal["contract", "certificate", "introduction", "report", "other"], Field(title="材料类别")
    ] = "contract"
    paper: Annotated[str, Field(title="材料名称", min_length=2, max_length=200)]
    reason: Annotated[str, Field(title="用印事由", min_length=2, max_length=400)]
    basis: Annotated[str, Field(title="领导批准情况", max_length=200)] = ""
    copies: Copies = 1
    file: Annotated[RowId | None, Field(title="改过的文件", json_schema_extra={"choose": "file"})] = None


@action(
    "documents.seal_use.ask_again",
    label="再次申请",
    input=AskAgain,
    may=ASKERS,
    transition="documents.seal_use:ask_again",
    rule="GW-18",
)
def ask_again(ctx: Context, data: AskAgain) -> None:
    """The request is made anew, on the paper as it is now. Raises `Refused` as the first request does."""
    seal = uses.chosen_seal(ctx.matter.unit_id, data.seal)
    file = data.file or attached.current_file(ctx.matter)
    digest = _required(data.sort, data.paper, data.reason, data.basis, seal, file)
    ctx.matter.title = f"{data.paper}（{seal.name}）"
    _enter(ctx, ctx.here, seal, data, digest)
    ctx.say("step", data.reason, data={"copies": data.copies, "seal": seal.pk})
    for to in _approvers(ctx, seal.office_id):
        ctx.assign(to)


class SetSeal(ActionInput):
    """How many impressions, and who watched (监印)."""

    copies: Copies
    supervisor: Annotated[int, Field(title="监印人", json_schema_extra={"choose": "colleague"})]
    text: Annotated[str, Field(title="说明", max_length=400)] = ""


@action(
    "documents.seal_use.set",
    label="用印",
    input=SetSeal,
    transition="documents.seal_use:set",
    rule="GW-18",
)
def set_seal(ctx: Context, data: SetSeal) -> dict[str, object]:
    """One line of the 用印登记簿. Raises `Refused` for more copies than were approved, for a watcher who is the sealer,
    and unless the actor keeps the seal."""
    use = _current(ctx.matter, SealUse.State.APPROVED)
    keeping.require_keeper(ctx, use.seal)
    uses.require_no_order(use)
    watcher = ctx.chosen(data.supervisor, field="supervisor")
    uses.press(ctx, use, ctx.matter, uses.Press(data.copies, watcher, uses.manner_here()))
    ctx.matter.number = use.number
    words = uses.said(use, watcher.person.name, data.text)
    ctx.say("step", words, data={"seal": use.seal_id, "copies": data.copies})
    return {"number": use.number}
